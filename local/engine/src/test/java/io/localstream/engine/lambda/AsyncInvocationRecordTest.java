package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.lambda.handlers.EchoHandler;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsyncInvocationRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final AsyncEvent EVENT =
      new AsyncEvent(
          TestHost.function(EchoHandler.class), "id", TestHost.json(Map.of("answer", 42)), NOW);

  @Test
  void shouldHoldTheEventAndItsLastError_whenTheRetriesAreExhausted() {
    var failure =
        new InvocationResult.Failed(
            "id", "Unhandled", TestHost.json(Map.of("errorMessage", "no such luck")));

    AsyncEvent event = EVENT.failed(failure).failed(failure).failed(failure);
    String record = AsyncInvocationRecord.json(event, "RetriesExhausted", NOW);

    assertThat(TestHost.parse(record.getBytes(UTF_8)))
        .isEqualTo(
            TestHost.parse(
                """
                {"version":"1.0","timestamp":"2026-01-02T03:04:05.678Z",
                 "requestContext":{"requestId":"id",
                  "functionArn":"arn:aws:lambda:eu-west-1:123456789012:function:test-lambda:live",
                  "condition":"RetriesExhausted","approximateInvokeCount":3},
                 "requestPayload":{"answer":42},
                 "responseContext":{"statusCode":200,"executedVersion":"3",
                  "functionError":"Unhandled"},
                 "responsePayload":{"errorMessage":"no such luck"}}
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void shouldHoldNoResponse_whenTheEventExpiredBeforeTheFunctionRan() {
    String record = AsyncInvocationRecord.json(EVENT, "EventAgeExceeded", NOW);

    assertThat(TestHost.parse(record.getBytes(UTF_8)).fieldNames())
        .toIterable()
        .containsExactly("version", "timestamp", "requestContext", "requestPayload");
  }
}
