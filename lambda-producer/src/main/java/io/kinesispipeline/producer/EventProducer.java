package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventJson;
import io.kinesispipeline.telemetry.InvocationLog;
import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Does an invocation's work: makes its events, puts them on the stream, and says how many.
 *
 * @param eventsPerInvocation how many events it makes
 * @param generator makes them
 * @param sender puts them on the stream
 * @param telemetry gets its log lines and metrics, and has the time
 */
record EventProducer(
    int eventsPerInvocation, EventGenerator generator, RecordSender sender, Telemetry telemetry) {
  /** What must be left of an invocation to begin another request and to report its failure. */
  private static final Duration MARGIN = KinesisClients.LONGEST_REQUEST.plusSeconds(1);

  ProducerResponse produce(ScheduledEvent event, String requestId, Duration remaining) {
    Instant now = telemetry.clock().instant();
    SentEvents sent = new SentEvents(telemetry, requestId);
    try {
      Trigger trigger = Trigger.of(event, new Trigger(requestId, now));
      List<PutRecordsRequestEntry> records = records(trigger, telemetry.log(requestId));
      sent.made(records.size());
      sender.send(records, deadline(now, remaining), sent);
      return new ProducerResponse(records.size());
    } finally {
      sent.writeMetrics();
    }
  }

  /** Leaves the margin, where the time is short four fifths of it: some must be left to send in. */
  private static Instant deadline(Instant now, Duration remaining) {
    Duration most = remaining.multipliedBy(4).dividedBy(5);
    return now.plus(remaining).minus(MARGIN.compareTo(most) < 0 ? MARGIN : most);
  }

  private List<PutRecordsRequestEntry> records(Trigger trigger, InvocationLog log) {
    List<PutRecordsRequestEntry> records = new ArrayList<>(eventsPerInvocation);
    for (int index = 0; index < eventsPerInvocation; index++) {
      records.add(record(trigger, index, log));
    }
    return records;
  }

  private PutRecordsRequestEntry record(Trigger trigger, int index, InvocationLog log) {
    Event event;
    String partitionKey;
    try {
      event = generator.generate(trigger, index);
      partitionKey = event == null ? null : generator.partitionKey(trigger, index, event);
    } catch (RuntimeException | Error e) {
      log.requireReportable(e);
      throw e;
    }
    if (event == null) {
      throw new NullPointerException("the EventGenerator made null, event " + index);
    }
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromByteArrayUnsafe(EventJson.write(event)))
        .build();
  }
}
