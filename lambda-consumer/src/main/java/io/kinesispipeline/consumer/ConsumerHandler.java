package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/**
 * The consumer function: processes batches of the stream's records, and answers with the record
 * that failed, if one did. The event source mapping must have {@code ReportBatchItemFailures}
 * enabled: it takes any answer for success otherwise.
 *
 * <p>It handles streams of bytes: the runtime's own conversion to event classes would cost some 300
 * ms at each cold start.
 */
public final class ConsumerHandler implements RequestStreamHandler, Resource {
  private static final JsonFactory JSON = new JsonFactory();

  private final Telemetry telemetry;
  private final BatchProcessor batches;

  /** Called by Lambda, once an execution environment. To do other work, name your class here. */
  public ConsumerHandler() {
    this(new LoggingProcessor());
  }

  private ConsumerHandler(RecordProcessor processor) {
    this(processor, Telemetry.toStandardOutput(settings(System.getenv())));
  }

  ConsumerHandler(RecordProcessor processor, Telemetry telemetry) {
    this.telemetry = telemetry;
    batches = new BatchProcessor(processor, telemetry);
    if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
      // Holds it weakly: the runtime keeps the handler, and thereby this resource.
      Core.getGlobalContext().register(this);
    }
  }

  /** Does what a first invocation would have to do after each restore: see {@link Priming}. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws IOException {
    Priming.run(telemetry);
  }

  /** Nothing that the snapshot holds can have changed. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {}

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
    handle(batches, input, output, context.getAwsRequestId());
  }

  static void handle(
      BatchProcessor batches, InputStream input, OutputStream output, String requestId)
      throws IOException {
    write(batches.process(KinesisEventReader.read(input), requestId), output);
  }

  /** Reads the environment variables: all that is wrong is said at once. */
  static TelemetrySettings settings(Map<String, String> environment) {
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    TelemetrySettings settings = TelemetrySettings.from(variables);
    variables.requireNoProblems();
    return settings;
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
