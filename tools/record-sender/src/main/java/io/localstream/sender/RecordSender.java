package io.localstream.sender;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Sends records to one stream. Retries only the records that Kinesis rejects, with backoff, until
 * the stream accepts them or the deadline is reached.
 *
 * <p>Records with the same partition key keep their order on the stream: a request has at most one
 * of them, so that a rejected record is sent again before the next one. Records with different keys
 * share requests, up to the limits of Kinesis.
 *
 * <p>A record can be on the stream twice: if a connection breaks before the response, the records
 * are sent again.
 */
public final class RecordSender {
  /**
   * The maximum record size that every stream accepts, in bytes of data and partition key. A stream
   * whose <a href="https://docs.aws.amazon.com/streams/latest/dev/large-records.html">maximum
   * record size</a> was raised accepts up to {@link #LARGE_RECORD_BYTES}.
   */
  public static final int RECORD_BYTES = 1024 * 1024;

  /** The highest maximum record size that you can configure for a stream, in bytes. */
  public static final int LARGE_RECORD_BYTES = 10 * RECORD_BYTES;

  private final KinesisClient kinesis;
  private final String stream;
  private final int maxRecordBytes;
  private final Timing timing;

  /**
   * Creates a sender to one stream.
   *
   * @param kinesis a client that does not retry: see {@link
   *     KinesisClients#create(software.amazon.awssdk.regions.Region)}
   * @param stream the stream's name or its ARN
   * @param maxRecordBytes the maximum record size of the stream, in bytes
   * @param timing the clock, the backoff and the sleeper
   */
  public RecordSender(KinesisClient kinesis, String stream, int maxRecordBytes, Timing timing) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.maxRecordBytes = maxRecordBytes;
    this.timing = timing;
  }

  /**
   * Sends one record with PutRecord, or several with PutRecords. If all keys differ, a request has
   * up to 500 records or 10 MiB.
   *
   * @param records the records, in order
   * @param deadline the time after which no request is started; a running request is completed
   * @param accepted receives each record as soon as the stream accepted it
   * @throws IllegalArgumentException if a record is too large, or its key is empty or too long;
   *     nothing was sent then
   * @throws RecordsNotAcceptedException if the deadline was reached, or the request failed with an
   *     error that a retry cannot fix
   */
  public void send(
      List<PutRecordsRequestEntry> records, Instant deadline, Consumer<AcceptedRecord> accepted) {
    RequestBatcher.check(records, maxRecordBytes);
    Deque<PutRecordsRequestEntry> pending = new ArrayDeque<>(records);
    int attempt = 1;
    while (!pending.isEmpty()) {
      PutResult answer = put(RequestBatcher.takeNext(pending), records.size() == 1);
      answer.accepted().forEach(accepted);
      putBack(answer.rejected(), pending);
      attempt = answer.rejected().isEmpty() ? 1 : attempt + 1;
      if (answer.isFinal() || (!pending.isEmpty() && !waitFor(attempt, deadline))) {
        throw RecordsNotAcceptedException.after(answer, pending.size(), records.size(), stream);
      }
    }
  }

  private PutResult put(List<PutRecordsRequestEntry> request, boolean alone) {
    try {
      if (alone) {
        return PutResult.of(request.get(0), kinesis.putRecord(single(request.get(0))));
      }
      return PutResult.of(request, kinesis.putRecords(several(request)).records());
    } catch (SdkException e) {
      return PutResult.rejecting(request, e);
    }
  }

  private PutRecordRequest single(PutRecordsRequestEntry record) {
    PutRecordRequest.Builder request =
        PutRecordRequest.builder().partitionKey(record.partitionKey()).data(record.data());
    return (isArn() ? request.streamARN(stream) : request.streamName(stream)).build();
  }

  private PutRecordsRequest several(List<PutRecordsRequestEntry> records) {
    PutRecordsRequest.Builder request = PutRecordsRequest.builder().records(records);
    return (isArn() ? request.streamARN(stream) : request.streamName(stream)).build();
  }

  private boolean isArn() {
    return stream.startsWith("arn:");
  }

  private static void putBack(
      List<PutRecordsRequestEntry> rejected, Deque<PutRecordsRequestEntry> pending) {
    for (int i = rejected.size() - 1; i >= 0; i--) {
      pending.addFirst(rejected.get(i));
    }
  }

  private boolean waitFor(int attempt, Instant deadline) {
    Duration delay = attempt == 1 ? Duration.ZERO : timing.backoff().computeDelay(attempt);
    if (!timing.clock().instant().plus(delay).isBefore(deadline)) {
      return false;
    }
    try {
      timing.sleeper().sleep(delay);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
