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
 * Generates the events of an invocation, sends them to the stream, and returns their number.
 *
 * @param eventsPerInvocation the number of events per invocation
 * @param generator generates the events
 * @param sender sends the records to the stream
 * @param telemetry receives log lines and metrics, and has the clock
 */
record EventProducer(
    int eventsPerInvocation, EventGenerator generator, RecordSender sender, Telemetry telemetry) {
  /**
   * Time reserved at the end of an invocation, to finish the last request and to report a failure.
   */
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

  /**
   * Returns the time until which records are sent. If the remaining time is short, a fifth of it is
   * used for sending.
   */
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
      throw new NullPointerException("EventGenerator.generate returned null for event " + index);
    }
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromByteArrayUnsafe(EventJson.write(event)))
        .build();
  }
}
