package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventJson;
import io.kinesispipeline.sender.KinesisClients;
import io.kinesispipeline.sender.Ordering;
import io.kinesispipeline.sender.RecordSender;
import io.kinesispipeline.sender.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * The producer function: makes events at each invocation, puts them on the stream, and fails unless
 * the stream accepted all of them. Lambda retries a failed invocation, whose events may be on the
 * stream twice then.
 *
 * <p>It handles streams of bytes: the runtime's own conversion to event classes would cost some 300
 * ms at each cold start.
 */
public final class ProducerHandler implements RequestStreamHandler, Resource {
  /** What must be left of an invocation to begin another request and to report its failure. */
  private static final Duration MARGIN = KinesisClients.LONGEST_REQUEST.plusSeconds(1);

  private final ProducerSettings settings;
  private final EventGenerator generator;
  private final KinesisClient kinesis;
  private final UnaryOperator<String> parameters;
  private final Timing timing;
  private RecordSender sender;

  /** Called by Lambda, once an execution environment. To make other events, name yours here. */
  public ProducerHandler() {
    this(new HelloGenerator());
  }

  private ProducerHandler(EventGenerator generator) {
    this(
        ProducerSettings.from(System.getenv()),
        generator,
        KinesisClients.create(DefaultAwsRegionProviderChain.builder().build().getRegion()),
        // Not a method reference, which would load the class, and classes of SSM, at once.
        parameter -> StreamNameParameter.read(parameter),
        Timing.system());
  }

  ProducerHandler(
      ProducerSettings settings,
      EventGenerator generator,
      KinesisClient kinesis,
      UnaryOperator<String> parameters,
      Timing timing) {
    this.settings = settings;
    this.generator = generator;
    this.kinesis = kinesis;
    this.parameters = parameters;
    this.timing = timing;
    if (!settings.snapStart()) {
      sender();
    }
    // Holds it weakly: the runtime keeps the handler, and thereby this resource.
    Core.getGlobalContext().register(this);
  }

  /**
   * Produces the invocation's events.
   *
   * @param input a scheduled event, or {@code {}} to invoke it by hand
   * @param output gets {@code {"sent":n}}
   * @param context Lambda's context
   * @throws IOException when input or output fails
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Instant now = timing.clock().instant();
    Instant deadline = deadline(now, Duration.ofMillis(context.getRemainingTimeInMillis()));
    Trigger trigger = Trigger.read(input, new Trigger(context.getAwsRequestId(), now));
    List<PutRecordsRequestEntry> records =
        IntStream.range(0, settings.eventsPerInvocation())
            .mapToObj(index -> record(trigger, index))
            .toList();
    sender().send(records, deadline, ProducerHandler::log);
    output.write("{\"sent\":%d}".formatted(records.size()).getBytes(UTF_8));
  }

  /** Leaves the margin, where the time is short four fifths of it: some must be left to send in. */
  private static Instant deadline(Instant now, Duration remaining) {
    Duration most = remaining.multipliedBy(4).dividedBy(5);
    return now.plus(remaining).minus(MARGIN.compareTo(most) < 0 ? MARGIN : most);
  }

  /** Nothing is left to do before a snapshot: the constructor made what may be in it. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {}

  /** Reads the stream's name: it may have changed since the snapshot. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    sender();
  }

  private PutRecordsRequestEntry record(Trigger trigger, int index) {
    Event event =
        Objects.requireNonNull(
            generator.generate(trigger, index),
            () -> "the EventGenerator made null, event " + index);
    return PutRecordsRequestEntry.builder()
        .partitionKey(generator.partitionKey(trigger, index, event))
        .data(SdkBytes.fromByteArrayUnsafe(EventJson.write(event)))
        .build();
  }

  /** The sender, made at the first call that finds the stream's name. */
  private RecordSender sender() {
    if (sender == null) {
      String name =
          settings.streamName() != null
              ? settings.streamName()
              : parameters.apply(settings.streamNameParameter());
      sender = new RecordSender(kinesis, name, RecordSender.RECORD_BYTES, Ordering.NONE, timing);
    }
    return sender;
  }

  private static void log(PutRecordsRequestEntry accepted) {
    System.out.println("Producer sent: " + accepted.data().asUtf8String());
  }
}
