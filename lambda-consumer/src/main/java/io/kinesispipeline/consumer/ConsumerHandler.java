package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import java.time.Clock;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/**
 * The handler of the consumer function. It processes batches of records and reports the first
 * record that failed. The event source mapping must have {@code ReportBatchItemFailures} enabled;
 * otherwise it treats every response as success.
 */
public class ConsumerHandler
    implements RequestHandler<KinesisEvent, StreamsEventResponse>, Resource {
  private final Telemetry telemetry;
  private final BatchProcessor batches;

  /**
   * Creates the handler; Lambda calls this once per execution environment. To use your own
   * processor, create it here.
   */
  public ConsumerHandler() {
    this(new LoggingProcessor());
  }

  /**
   * Creates the handler of another consumer.
   *
   * @param processor the processor of the records
   */
  protected ConsumerHandler(RecordProcessor processor) {
    this(processor, Telemetry.toStandardOutput(settings(System.getenv())));
  }

  /**
   * Creates the handler for a test that calls it in the test's JVM.
   *
   * @param processor processes the records
   * @param environment the function's environment variables
   * @param clock the clock of log lines and metrics
   */
  public ConsumerHandler(RecordProcessor processor, Map<String, String> environment, Clock clock) {
    this(processor, new Telemetry(settings(environment), clock, System.out));
  }

  // "this" does not escape before a subclass is initialized: a subclass has no state.
  @SuppressWarnings("this-escape")
  ConsumerHandler(RecordProcessor processor, Telemetry telemetry) {
    this.telemetry = telemetry;
    batches = new BatchProcessor(processor, telemetry);
    if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
      // CRaC references the resource weakly, but the runtime keeps the handler, which references
      // it.
      Core.getGlobalContext().register(this);
    }
  }

  /** Primes the function before a snapshot: see {@link Priming}. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    Priming.run(telemetry);
  }

  /** Does nothing: nothing in the snapshot can be outdated. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {}

  /**
   * Processes a batch.
   *
   * @param event a Kinesis event
   * @param context Lambda's context
   * @return the partial batch response
   * @throws IllegalArgumentException if the event is not a Kinesis event
   */
  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    return batches.process(event, context.getAwsRequestId());
  }

  /** Reads the environment variables, and reports all errors at once. */
  static TelemetrySettings settings(Map<String, String> environment) {
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    TelemetrySettings settings = TelemetrySettings.from(variables);
    variables.requireNoProblems();
    return settings;
  }
}
