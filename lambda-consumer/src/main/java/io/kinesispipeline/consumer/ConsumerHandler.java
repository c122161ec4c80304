package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/**
 * The consumer function: processes batches of the stream's records, and reports the record that
 * failed, if one did. The event source mapping must have {@code ReportBatchItemFailures} enabled:
 * otherwise it takes any response for success.
 */
public class ConsumerHandler
    implements RequestHandler<KinesisEvent, StreamsEventResponse>, Resource {
  private final Telemetry telemetry;
  private final BatchProcessor batches;

  /** Called by Lambda, once an execution environment. To do other work, name your class here. */
  public ConsumerHandler() {
    this(new LoggingProcessor());
  }

  /**
   * For the handler of another consumer.
   *
   * @param processor does its work
   */
  protected ConsumerHandler(RecordProcessor processor) {
    this(processor, Telemetry.toStandardOutput(settings(System.getenv())));
  }

  // A subclass has no state of its own that it could be seen without.
  @SuppressWarnings("this-escape")
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
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    Priming.run(telemetry);
  }

  /** Nothing that the snapshot holds can have changed. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {}

  /**
   * Processes a batch.
   *
   * @param event a Kinesis event
   * @param context Lambda's context
   * @return the partial batch response
   * @throws IllegalArgumentException when the event is not a Kinesis event
   */
  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    return batches.process(event, context.getAwsRequestId());
  }

  /** Reads the environment variables: all that is wrong is said at once. */
  static TelemetrySettings settings(Map<String, String> environment) {
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    TelemetrySettings settings = TelemetrySettings.from(variables);
    variables.requireNoProblems();
    return settings;
  }
}
