package io.localstream.benchmarks.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Does nothing, to measure Lambda's runtime interface client alone. */
public final class EmptyHandler implements RequestStreamHandler {
  /** Called by Lambda. */
  public EmptyHandler() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    output.write('{');
    output.write('}');
  }
}
