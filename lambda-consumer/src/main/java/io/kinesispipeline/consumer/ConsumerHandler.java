package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The consumer function: processes batches of the stream's records, and answers with the record
 * that failed, if one did. The event source mapping must have {@code ReportBatchItemFailures}
 * enabled: it takes any answer for success otherwise.
 *
 * <p>It handles streams of bytes: the runtime's own conversion to event classes would cost some 300
 * ms at each cold start.
 */
public final class ConsumerHandler implements RequestStreamHandler {
  private static final JsonFactory JSON = new JsonFactory();

  private final BatchProcessor batches;

  /** Called by Lambda, once an execution environment. To do other work, name your class here. */
  public ConsumerHandler() {
    this(new LoggingProcessor());
  }

  ConsumerHandler(RecordProcessor processor) {
    batches = new BatchProcessor(processor);
  }

  /**
   * Processes a batch.
   *
   * @param input a Kinesis event
   * @param output gets the partial batch response
   * @param context Lambda's context
   * @throws IOException when input or output fails
   * @throws IllegalArgumentException when the input is not a Kinesis event
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    write(batches.process(KinesisEventReader.read(input)), output);
  }

  private static void write(List<BatchItemFailure> failures, OutputStream output)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(output)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (BatchItemFailure failure : failures) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", failure.getItemIdentifier());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
