package io.localstream.engine.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;

/** Returns what it can see of its invocation and its environment. */
public final class EchoHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private int invocations;

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("event", event);
    seen.put("invocations", ++invocations);
    seen.put("pid", ProcessHandle.current().pid());
    seen.put("requestId", context.getAwsRequestId());
    seen.put("functionArn", context.getInvokedFunctionArn());
    seen.put("remainingMs", context.getRemainingTimeInMillis());
    seen.put("environment", System.getenv());
    return seen;
  }
}
