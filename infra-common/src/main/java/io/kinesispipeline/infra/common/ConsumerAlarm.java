package io.kinesispipeline.infra.common;

/**
 * A consumer's alarms: what each alarm means, and what to do first. The runbook, {@code
 * docs/operations.md}, has a section for each alarm.
 */
public enum ConsumerAlarm implements FunctionAlarm {
  /** Records arrive, but the consumer does not read them. */
  STOPPED(
      "stopped",
      "Records arrive on the stream, but for three periods (15 minutes, or three intervals of a"
          + " slower schedule) the consumer has not read any and has not been invoked. Most often"
          + " its event source mapping is disabled. Otherwise its role or the key policy of the"
          + " encryption key no longer allows it to read, or the stream was renamed and the"
          + " consumer's stack was not deployed afterwards. Check the state and the last processing"
          + " result of the event source mapping."),
  /** The iterator age reached {@code consumerLatencyAlarmSeconds}. */
  LATENCY(
      "latency",
      "Records wait on the stream for longer than consumerLatencyAlarmSeconds. No record is lost"
          + " yet. Check whether the consumer fails (errors), is throttled (throttles), or is too"
          + " slow (duration)."),
  /** The iterator age is a quarter of {@code maximumRecordAgeSeconds} or more. */
  ITERATOR_AGE(
      "iterator-age",
      "The consumer is so far behind that records will expire or be discarded unprocessed unless it"
          + " catches up. Check whether it fails (errors), is throttled (throttles), or is too slow"
          + " (duration). Then raise the retention, the parallelization factor or the batch size."),
  /** Invocations of the consumer failed. */
  ERRORS(
      "errors",
      "Invocations of the consumer failed. Most often the first record of a batch is malformed or"
          + " its processing failed: the consumer then fails the invocation so that Lambda bisects"
          + " the batch. Otherwise the function crashed, timed out, or ran out of memory. Lambda"
          + " retries the batch. Read the error in the log."),
  /** The duration of the consumer is close to its timeout. */
  DURATION(
      "duration",
      "For 15 minutes the slowest invocations of the consumer have taken 80 % or more of its"
          + " timeout. Raise the timeout or the memory, or lower the batch size, before invocations"
          + " time out."),
  /** Invocations of the consumer were throttled. */
  THROTTLED(
      "throttled",
      "Lambda throttled the consumer because no concurrency was left. No record is lost, but the"
          + " consumer falls behind. Compare the concurrency limit of the account with the number"
          + " of shards times the parallelization factor."),
  /** Reads of the stream were throttled. */
  READ_THROTTLED(
      "read-throttled",
      "For 15 minutes the stream has throttled reads: its consumers together exceed 2 MiB or 5"
          + " reads per second and shard. No record is lost, but the consumer falls behind. Turn on"
          + " enhancedFanOut, or add shards."),
  /** Records were discarded and are in the failure bucket. */
  KEPT_RECORDS(
      "kept-records",
      "Records were discarded after their retries and are in the failure bucket. Find the cause in"
          + " the log, fix it, and send the records again with npm run redrive."),
  /** Records were discarded and did not reach the failure bucket. */
  DROPPED_RECORDS(
      "dropped-records",
      "Records were discarded, but did not reach the failure bucket: only the stream has them,"
          + " until its retention ends. Check that the consumer's role can write to the failure"
          + " bucket, then read the records again from their position.");

  private final String suffix;
  private final String description;

  ConsumerAlarm(String suffix, String description) {
    this.suffix = suffix;
    this.description = description;
  }

  @Override
  public String suffix() {
    return suffix;
  }

  @Override
  public String description() {
    return description;
  }
}
