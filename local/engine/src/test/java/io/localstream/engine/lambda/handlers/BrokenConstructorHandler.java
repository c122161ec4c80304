package io.localstream.engine.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Throws an exception in its constructor. */
public final class BrokenConstructorHandler implements RequestHandler<String, String> {
  public BrokenConstructorHandler() {
    if (System.getenv("EXIT_IN_INIT") != null) {
      System.exit(3);
    }
    throw new IllegalStateException("STREAM_NAME is not set");
  }

  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}
