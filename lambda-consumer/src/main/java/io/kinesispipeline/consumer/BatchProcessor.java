package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventJson;
import io.kinesispipeline.model.MalformedEventException;
import io.kinesispipeline.telemetry.InvocationLog;
import io.kinesispipeline.telemetry.Telemetry;
import java.util.List;

/**
 * Processes a batch in order, up to the first record that fails. This keeps the order in the shard
 * and avoids processing the records after it twice.
 *
 * <p>A failure is reported in one of two ways, so that the documented behavior of AWS never
 * discards successful records with a failed one. If the first of several records fails, the
 * invocation fails, so that the event source mapping bisects the batch ({@code
 * BisectBatchOnFunctionError}); AWS does not document what happens if that record is reported
 * instead. Any other failed record is <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">reported</a>
 * by its sequence number: the mapping checkpoints the records before it.
 */
final class BatchProcessor {
  private final RecordProcessor processor;
  private final Telemetry telemetry;

  BatchProcessor(RecordProcessor processor, Telemetry telemetry) {
    this.processor = processor;
    this.telemetry = telemetry;
  }

  /**
   * Processes a batch.
   *
   * @param event the batch as Lambda delivers it
   * @param requestId the invocation's request ID
   * @return the partial batch response
   * @throws IllegalArgumentException if the event is not a Kinesis event
   * @throws FirstRecordFailedException if the first of several records fails
   */
  StreamsEventResponse process(KinesisEvent event, String requestId) {
    return new StreamsEventResponse(process(StreamRecord.allOf(event), requestId));
  }

  /**
   * Processes a batch.
   *
   * @param batch the records, in the shard's order
   * @param requestId the invocation's request ID
   * @return the partial batch response: the first failed record, or none
   * @throws FirstRecordFailedException if the first of several records fails
   */
  List<BatchItemFailure> process(List<StreamRecord> batch, String requestId) {
    InvocationLog log = telemetry.log(requestId);
    BatchMetrics metrics = new BatchMetrics(telemetry, batch.size());
    try {
      for (int i = 0; i < batch.size(); i++) {
        StreamRecord record = batch.get(i);
        if (!isProcessed(record, new RecordLog(log, record), metrics)) {
          if (i == 0 && batch.size() > 1) {
            throw new FirstRecordFailedException(record, batch.size());
          }
          return List.of(new BatchItemFailure(record.sequenceNumber()));
        }
      }
      return List.of();
    } finally {
      metrics.write(requestId);
    }
  }

  private boolean isProcessed(StreamRecord record, RecordLog log, BatchMetrics metrics) {
    Event event;
    try {
      event = EventJson.read(record.data());
    } catch (MalformedEventException e) {
      metrics.failed();
      log.malformed(e.getMessage());
      return false;
    }
    try {
      processor.process(event, record, log);
      metrics.consumed(event);
      return true;
    } catch (Throwable e) {
      metrics.failed();
      log.failed(e);
      if (e instanceof Error error) {
        log.requireReportable(error);
        throw error;
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }
}
