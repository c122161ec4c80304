package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.kinesispipeline.model.EventJson;
import java.util.List;

/**
 * Processes a batch in order, up to the first record that fails, so that nothing after it runs
 * twice without need and order holds within the shard.
 *
 * <p>A failure is reported in one of two ways, so that good records of the batch are never
 * discarded with a bad one, by documented behaviour alone. Where the first of several records fails
 * the invocation fails, so that the mapping halves the batch ({@code BisectBatchOnFunctionError}):
 * what it does when that record is reported instead, AWS does not say. Any other is <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">reported</a>
 * by its sequence number: the mapping counts what is before it as done.
 */
final class BatchProcessor {
  private final RecordProcessor processor;

  BatchProcessor(RecordProcessor processor) {
    this.processor = processor;
  }

  /**
   * Processes a batch.
   *
   * @param batch the records, in the shard's order
   * @return the first failure, or none
   * @throws FirstRecordFailedException when the first of several records fails
   */
  List<BatchItemFailure> process(List<StreamRecord> batch) {
    for (StreamRecord record : batch) {
      Failure failure = process(record);
      if (failure != null) {
        System.out.println(failure.describe());
        if (record == batch.get(0) && batch.size() > 1) {
          throw new FirstRecordFailedException(failure, batch.size());
        }
        failure.printStackTrace();
        return List.of(new BatchItemFailure(record.sequenceNumber()));
      }
    }
    return List.of();
  }

  private Failure process(StreamRecord record) {
    try {
      processor.process(EventJson.read(record.data()), record);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failure(record, e);
    } catch (Exception e) {
      return new Failure(record, e);
    }
  }
}
