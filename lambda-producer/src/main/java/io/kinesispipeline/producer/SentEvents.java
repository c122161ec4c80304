package io.kinesispipeline.producer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.telemetry.InvocationLog;
import io.kinesispipeline.telemetry.LogLevel;
import io.kinesispipeline.telemetry.LogSubject;
import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.sender.AcceptedRecord;
import java.io.IOException;
import java.util.function.Consumer;

/** Logs and counts the events of an invocation that the stream accepts. */
final class SentEvents implements Consumer<AcceptedRecord> {
  private final Telemetry telemetry;
  private final String requestId;
  private final InvocationLog log;
  private int made;
  private int accepted;

  SentEvents(Telemetry telemetry, String requestId) {
    this.telemetry = telemetry;
    this.requestId = requestId;
    log = telemetry.log(requestId);
  }

  /** The fields that identify a sent event. */
  private record Identity(AcceptedRecord accepted) implements LogSubject {
    @Override
    public void describe(JsonGenerator line) throws IOException {
      line.writeStringField("shardId", accepted.shardId());
      line.writeStringField("sequenceNumber", accepted.sequenceNumber());
      line.writeStringField("partitionKey", accepted.record().partitionKey());
    }
  }

  void made(int events) {
    made = events;
  }

  @Override
  public void accept(AcceptedRecord sent) {
    accepted++;
    byte[] event = sent.record().data().asByteArrayUnsafe();
    log.write(LogLevel.INFO, "Producer sent", event, new Identity(sent));
  }

  void writeMetrics() {
    telemetry
        .metrics(requestId)
        .count(Metrics.EVENTS_PRODUCED, accepted)
        .count(Metrics.EVENTS_REJECTED, made - accepted)
        .write();
  }
}
