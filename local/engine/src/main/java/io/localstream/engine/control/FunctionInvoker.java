package io.localstream.engine.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.inspection.ActionFields;
import io.localstream.engine.inspection.FunctionSnapshot;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.lambda.LoggedInvocation;
import java.util.List;

/** Invokes a function and waits for the result. */
record FunctionInvoker(ControlledParts parts) {
  /**
   * How an invocation ended.
   *
   * @param outcome {@code SUCCEEDED}, {@code FAILED} or {@code THROTTLED}
   * @param requestId the invocation's id; empty if the function did not run
   * @param payload what the function returned, or its error, in JSON
   */
  record Invoked(String outcome, String requestId, String payload) {}

  Object invoke(ActionFields fields) throws InterruptedException {
    fields.allow(List.of("function", "payload"));
    List<String> functions =
        parts.inspection().functions().stream().map(FunctionSnapshot::name).toList();
    String function = fields.oneOf("function", functions);
    byte[] payload = fields.json("payload").toString().getBytes(UTF_8);
    LoggedInvocation invocation = parts.functions().invoke(function, payload);
    if (invocation.result() instanceof InvocationResult.Succeeded succeeded) {
      return new Invoked(
          "SUCCEEDED", succeeded.requestId(), new String(succeeded.payload(), UTF_8));
    }
    if (invocation.result() instanceof InvocationResult.Failed failed) {
      return new Invoked("FAILED", failed.requestId(), new String(failed.payload(), UTF_8));
    }
    return new Invoked("THROTTLED", "", "{}");
  }
}
