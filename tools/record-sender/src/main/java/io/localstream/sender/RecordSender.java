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
 * Puts records on one stream. What Kinesis rejects is sent again, and only that, after a backoff,
 * until it is accepted or the deadline is reached.
 *
 * <p>Records of one partition key keep their order on the stream: a request holds one of them at
 * most, so that a rejected one is sent again before the next. Records of keys that differ share
 * requests, as many as Kinesis's limits allow.
 *
 * <p>A record may be on the stream twice: where a connection breaks before the answer comes, its
 * records are sent again.
 */
public final class RecordSender {
  /**
   * The size of a record, in bytes, that every stream takes: data and partition key. A stream whose
   * <a href="https://docs.aws.amazon.com/streams/latest/dev/large-records.html">maximum record
   * size</a> was raised takes up to {@link #LARGE_RECORD_BYTES}.
   */
  public static final int RECORD_BYTES = 1024 * 1024;

  /** The size of a record, in bytes, that a stream can be set to take at most. */
  public static final int LARGE_RECORD_BYTES = 10 * RECORD_BYTES;

  private final KinesisClient kinesis;
  private final String stream;
  private final int maxRecordBytes;
  private final Timing timing;

  /**
   * Makes a sender to one stream.
   *
   * @param kinesis a client that does not retry: see {@link
   *     KinesisClients#create(software.amazon.awssdk.regions.Region)}
   * @param stream the stream's name or its ARN
   * @param maxRecordBytes the size of a record that the stream takes at most
   * @param timing how to wait, and for how long
   */
  public RecordSender(KinesisClient kinesis, String stream, int maxRecordBytes, Timing timing) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.maxRecordBytes = maxRecordBytes;
    this.timing = timing;
  }

  /**
   * Sends records: one by PutRecord, several by PutRecords, in one request for each 500 or 10 MiB
   * of them where their keys differ.
   *
   * @param records the records, in their order
   * @param deadline when to give up; a request that was begun before is awaited
   * @param accepted is told each record that the stream has accepted, at once
   * @throws IllegalArgumentException when a record is larger than the stream takes, or its key is
   *     empty or too long; nothing has been sent then
   * @throws RecordsNotAcceptedException when the deadline was reached, or the stream refuses for a
   *     reason that time does not mend
   */
  public void send(
      List<PutRecordsRequestEntry> records, Instant deadline, Consumer<AcceptedRecord> accepted) {
    Requests.check(records, maxRecordBytes);
    Deque<PutRecordsRequestEntry> pending = new ArrayDeque<>(records);
    int attempt = 1;
    while (!pending.isEmpty()) {
      Answer answer = put(Requests.takeNext(pending), records.size() == 1);
      answer.accepted().forEach(accepted);
      putBack(answer.rejected(), pending);
      attempt = answer.rejected().isEmpty() ? 1 : attempt + 1;
      if (answer.isFinal() || (!pending.isEmpty() && !waitFor(attempt, deadline))) {
        throw RecordsNotAcceptedException.after(answer, pending.size(), records.size(), stream);
      }
    }
  }

  private Answer put(List<PutRecordsRequestEntry> request, boolean alone) {
    try {
      if (alone) {
        return Answer.of(request.get(0), kinesis.putRecord(single(request.get(0))));
      }
      return Answer.of(request, kinesis.putRecords(several(request)).records());
    } catch (SdkException e) {
      return Answer.rejecting(request, e);
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
