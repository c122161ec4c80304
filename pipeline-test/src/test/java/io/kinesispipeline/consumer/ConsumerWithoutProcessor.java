package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.kinesispipeline.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The consumer function with a processor that does nothing, so that these tests hold whatever the
 * pipeline's own processor does, and needs.
 */
public final class ConsumerWithoutProcessor implements RequestStreamHandler {
  private final ConsumerHandler handler =
      new ConsumerHandler(
          (event, record, log) -> {},
          Telemetry.toStandardOutput(ConsumerHandler.settings(System.getenv())));

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handler.handleRequest(input, output, context);
  }
}
