package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.lambda.LoggedInvocation;
import java.util.ArrayList;
import java.util.List;

/** Returns the result that a test sets for each invocation, and records the invocations. */
final class ScriptedFunctions implements Functions {
  final List<String> invoked = new ArrayList<>();
  final List<String> queued = new ArrayList<>();
  InvocationResult result = new InvocationResult.Succeeded("id", "{\"sent\":1}".getBytes(UTF_8));

  @Override
  public LoggedInvocation invoke(String functionName, byte[] payload) {
    invoked.add(functionName + " " + new String(payload, UTF_8));
    return new LoggedInvocation(result, "START\nREPORT\n".getBytes(UTF_8));
  }

  @Override
  public void invokeAsync(String functionName, byte[] payload) {
    queued.add(functionName + " " + new String(payload, UTF_8));
  }
}
