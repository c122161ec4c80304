package io.kinesispipeline.infra.common;

/**
 * A consumer's alarms: what each means, and what to do first. The runbook, {@code
 * docs/operations.md}, has a section for each.
 */
public enum ConsumerAlarm implements FunctionAlarm {
  /** Records come in, and nobody reads them. */
  STOPPED(
      "stopped",
      "Records come in, but the consumer has neither read any nor been invoked for three periods: 15"
          + " minutes, or three intervals of a slower schedule. Most often its event source mapping is"
          + " disabled. Otherwise its role or the encryption key no longer lets it read, or the stream"
          + " was renamed and the consumer's stack was not deployed after it. See the mapping's state"
          + " and its last processing result."),
  /** The consumer is late. */
  LATENCY(
      "latency",
      "Records wait longer on the stream than consumerLatencyAlarmSeconds allows. Nothing is lost yet."
          + " See whether the consumer fails (errors), is held back (throttles), or is too slow"
          + " (duration)."),
  /** The consumer is far behind. */
  ITERATOR_AGE(
      "iterator-age",
      "The consumer is so far behind that records will be given up unprocessed, or expire, if it does"
          + " not catch up. See whether it fails (errors), is held back (throttles), or is too slow"
          + " (duration). Then raise the retention, the parallelization factor or the batch size."),
  /** Invocations of the consumer failed. */
  ERRORS(
      "errors",
      "Invocations of the consumer failed. Most often the first record of a batch is malformed or its"
          + " processing failed, so that the consumer fails the invocation for Lambda to halve the"
          + " batch. Otherwise it crashed, or ran out of time or memory. Lambda tries the batch again."
          + " Read the error in the log."),
  /** Invocations of the consumer come near its timeout. */
  DURATION(
      "duration",
      "For 15 minutes the slowest invocations of the consumer have taken 80 % of its timeout or more."
          + " Raise its timeout or memory, or lower the batch size, before it times out."),
  /** Invocations of the consumer were refused. */
  THROTTLED(
      "throttled",
      "Lambda had no concurrency left for the consumer. Nothing is lost, but it falls behind. Compare"
          + " the account's concurrency with shards times parallelization factor."),
  /** Reads of the stream were refused. */
  READ_THROTTLED(
      "read-throttled",
      "For 15 minutes the stream has refused reads: all its readers together ask for more than 2 MiB or"
          + " 5 reads a second of a shard. Nothing is lost, but the consumer falls behind. Give it"
          + " enhanced fan-out, or add shards."),
  /** Records were given up and kept. */
  KEPT_RECORDS(
      "kept-records",
      "Records were given up, and are in the failure bucket. Find out why in the log, mend it, and"
          + " send them again with npm run redrive."),
  /** Records were given up and are lost. */
  DROPPED_RECORDS(
      "dropped-records",
      "Records were given up and not kept: they are on the stream until it forgets them. See that the"
          + " consumer's role may write to the failure bucket, then read them again from their"
          + " position.");

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
