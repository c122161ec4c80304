package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The producer function: makes events at each invocation, puts them on the stream, and fails unless
 * the stream accepted all of them. Lambda retries a failed invocation, whose events may be on the
 * stream twice then.
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

  /** Called by Lambda, once an execution environment. To make other events, name yours here. */
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
        // Not a method reference, which would load the class, and classes of SSM, at once.
        parameter -> StreamNameParameter.read(parameter),
        Timing.system(),
        Telemetry.toStandardOutput(settings.telemetry()));
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
      // Holds it weakly: the runtime keeps the handler, and thereby this resource.
      Core.getGlobalContext().register(this);
    } else {
      producer();
    }
  }

  /**
   * Produces the invocation's events.
   *
   * @param event a scheduled event, or one without fields to invoke it by hand ({@code {}})
   * @param context Lambda's context
   * @return how many events were sent
   */
  @Override
  public ProducerResponse handleRequest(ScheduledEvent event, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    return producer().produce(event, context.getAwsRequestId(), remaining);
  }

  /** Does what a first invocation would have to do after each restore: see {@link Priming}. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    new Priming(kinesis.serviceClientConfiguration(), telemetry).run();
  }

  /** Reads the stream's name: it may have changed since the snapshot. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    producer();
  }

  /** The producer, made at the first call that finds the stream's name. */
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
