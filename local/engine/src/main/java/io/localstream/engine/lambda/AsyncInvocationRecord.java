package io.localstream.engine.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The invocation record that an on-failure destination receives for an asynchronous event.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">
 *     Capturing records of Lambda asynchronous invocations</a>
 */
final class AsyncInvocationRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AsyncInvocationRecord() {}

  static String json(AsyncEvent event, String condition, Instant timestamp) {
    ObjectNode record = JSON.createObjectNode();
    record.put("version", "1.0");
    record.put("timestamp", timestamp.truncatedTo(ChronoUnit.MILLIS).toString());
    record
        .putObject("requestContext")
        .put("requestId", event.requestId())
        .put("functionArn", event.function().invokedArn())
        .put("condition", condition)
        .put("approximateInvokeCount", event.attempts());
    record.putRawValue("requestPayload", json(event.payload()));
    event
        .lastFailure()
        .ifPresent(
            failed -> {
              record
                  .putObject("responseContext")
                  .put("statusCode", 200)
                  .put("executedVersion", event.function().version())
                  .put("functionError", failed.functionError());
              record.putRawValue("responsePayload", json(failed.payload()));
            });
    return record.toString();
  }

  private static RawValue json(byte[] payload) {
    return new RawValue(new String(payload, StandardCharsets.UTF_8));
  }
}
