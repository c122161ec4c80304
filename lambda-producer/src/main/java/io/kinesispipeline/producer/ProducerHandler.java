package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The handler of the producer function. It generates events, sends them to the stream, and fails
 * unless the stream accepts all of them. Lambda retries a failed invocation, so events can be on
 * the stream twice.
 */
public final class ProducerHandler
    implements RequestHandler<ScheduledEvent, ProducerResponse>, Resource {
  private final ProducerSettings settings;
  private final EventGenerator generator;
  private final KinesisClient kinesis;
  private final UnaryOperator<String> parameters;
  private final Timing timing;
  private final Telemetry telemetry;
  private EventProducer producer;

  /**
   * Creates the handler; Lambda calls this once per execution environment. To use your own
   * generator, create it here.
   */
  public ProducerHandler() {
    this(new HelloGenerator());
  }

  private ProducerHandler(EventGenerator generator) {
    this(generator, ProducerSettings.from(System.getenv()));
  }

  private ProducerHandler(EventGenerator generator, ProducerSettings settings) {
    this(
        settings,
        generator,
        KinesisClients.create(
            DefaultAwsRegionProviderChain.builder().build().getRegion(),
            FunctionCredentials.of(System.getenv()),
            KinesisClients.LONGEST_REQUEST),
        // A lambda expression loads the SSM classes on the first call only; a method reference
        // would load them now.
        parameter -> StreamNameParameter.read(parameter),
        Timing.system(),
        Telemetry.toStandardOutput(settings.telemetry()));
  }

  /**
   * Creates the handler for a test that calls it in the test's JVM.
   *
   * @param generator generates the events
   * @param kinesis the client that sends them to the stream
   * @param environment the function's environment variables
   * @param clock the clock of log lines and metrics
   */
  public ProducerHandler(
      EventGenerator generator,
      KinesisClient kinesis,
      Map<String, String> environment,
      Clock clock) {
    this(generator, kinesis, ProducerSettings.from(environment), clock);
  }

  private ProducerHandler(
      EventGenerator generator, KinesisClient kinesis, ProducerSettings settings, Clock clock) {
    this(
        settings,
        generator,
        kinesis,
        parameter -> StreamNameParameter.read(parameter),
        Timing.system(),
        new Telemetry(settings.telemetry(), clock, System.out));
  }

  ProducerHandler(
      ProducerSettings settings,
      EventGenerator generator,
      KinesisClient kinesis,
      UnaryOperator<String> parameters,
      Timing timing,
      Telemetry telemetry) {
    this.settings = settings;
    this.generator = generator;
    this.kinesis = kinesis;
    this.parameters = parameters;
    this.timing = timing;
    this.telemetry = telemetry;
    if (settings.snapStart()) {
      // CRaC references the resource weakly, but the runtime keeps the handler, which references
      // it.
      Core.getGlobalContext().register(this);
    } else {
      producer();
    }
  }

  /**
   * Sends the events of an invocation.
   *
   * @param event a scheduled event, or an empty one ({@code {}}) for a manual invocation
   * @param context Lambda's context
   * @return the number of events that were sent
   */
  @Override
  public ProducerResponse handleRequest(ScheduledEvent event, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    return producer().produce(event, context.getAwsRequestId(), remaining);
  }

  /** Primes the function before a snapshot: see {@link Priming}. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    new Priming(kinesis.serviceClientConfiguration(), telemetry).run();
  }

  /** Reads the stream's name, which can have changed since the snapshot. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    producer();
  }

  /** Returns the producer, which is created when the stream's name is read for the first time. */
  private EventProducer producer() {
    if (producer == null) {
      String stream =
          settings.streamName() != null
              ? settings.streamName()
              : parameters.apply(settings.streamNameParameter());
      RecordSender sender = new RecordSender(kinesis, stream, settings.maxRecordBytes(), timing);
      producer = new EventProducer(settings.eventsPerInvocation(), generator, sender, telemetry);
    }
    return producer;
  }
}
