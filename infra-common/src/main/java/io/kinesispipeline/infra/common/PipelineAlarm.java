package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.common.PipelineFunction.CONSUMER;
import static io.kinesispipeline.infra.common.PipelineFunction.PRODUCER;

/**
 * The pipeline's alarms: what each means, and what to do first. The runbook, {@code
 * docs/OPERATIONS.md}, has a section for each.
 */
public enum PipelineAlarm {
  /** Invocations of the producer failed. */
  PRODUCER_ERRORS(
      PRODUCER,
      "errors",
      "Invocations of the producer failed. Most often the stream did not accept the records in time:"
          + " it throttled them, or was out of reach. Lambda tries each invocation again, and then keeps"
          + " its event in the dead-letter queue. Read the error in the log."),
  /** Scheduled events did not reach the producer. */
  PRODUCER_FAILED_INVOCATIONS(
      PRODUCER,
      "failed-invocations",
      "EventBridge could not invoke the producer, most often because its permission or its alias was"
          + " changed. The scheduled events are in the dead-letter queue, unless that failed too."
          + " Deploy the producer's stack again with --revert-drift."),
  /** Invocations of the producer come near its timeout. */
  PRODUCER_DURATION(
      PRODUCER,
      "duration",
      "The slowest invocations of the producer take 80 % of its timeout or more. Most often the stream"
          + " throttles it. Give it more time or memory, or let an invocation make fewer events, before"
          + " it times out."),
  /** The producer put nothing on the stream. */
  PRODUCER_SILENT(
      PRODUCER,
      "silent",
      "The producer has put no event on the stream for two or three times as long as its schedule"
          + " allows. See that the schedule's rule is enabled, then whether the function is invoked and"
          + " what it logs."),
  /** Scheduled events were given up. */
  PRODUCER_DEAD_LETTERS(
      PRODUCER,
      "dead-letters",
      "Scheduled events were given up, and wait in the dead-letter queue. Read the reason in a"
          + " message, mend it, and invoke the producer again with what the message holds."),
  /** The stream rejected records. */
  PRODUCER_PUT_THROTTLED(
      PRODUCER,
      "put-throttled",
      "The stream rejected records: a shard takes 1 MiB or 1,000 records a second. The producer sends"
          + " them again within its time. Compare its load with the shards; add shards, or, where"
          + " one key has most records, spread it over several: no number of shards helps it."),
  /** Records come in, and nobody reads them. */
  CONSUMER_STOPPED(
      CONSUMER,
      "stopped",
      "Records come in, but the consumer has neither read any nor been invoked for three periods: 15"
          + " minutes, or three intervals of a slower schedule. Most often its event source mapping is disabled. Otherwise its role or the encryption key no"
          + " longer lets it read, or the stream was renamed and the consumer's stack was not deployed"
          + " after it. See the mapping's state and its last processing result."),
  /** The consumer is late. */
  CONSUMER_LATENCY(
      CONSUMER,
      "latency",
      "Records wait longer on the stream than consumerLatencyAlarmSeconds allows. Nothing is lost yet."
          + " See whether the consumer fails (errors), is held back (throttles), or is too slow"
          + " (duration)."),
  /** The consumer is far behind. */
  CONSUMER_ITERATOR_AGE(
      CONSUMER,
      "iterator-age",
      "The consumer is so far behind that records will be given up unprocessed, or expire, if it does"
          + " not catch up. See whether it fails (errors), is held back (throttles), or is too slow"
          + " (duration). Then raise the retention, the parallelization factor or the batch size."),
  /** Invocations of the consumer failed. */
  CONSUMER_ERRORS(
      CONSUMER,
      "errors",
      "Invocations of the consumer failed. Most often the first record of a batch is malformed or its"
          + " processing failed, so that the consumer fails the invocation for Lambda to halve the"
          + " batch. Otherwise it crashed, or ran out of time or memory. Lambda tries the batch again."
          + " Read the error in the log."),
  /** Invocations of the consumer come near its timeout. */
  CONSUMER_DURATION(
      CONSUMER,
      "duration",
      "For 15 minutes the slowest invocations of the consumer have taken 80 % of its timeout or more."
          + " Raise its timeout or memory, or lower the batch size, before it times out."),
  /** Invocations of the consumer were refused. */
  CONSUMER_THROTTLED(
      CONSUMER,
      "throttled",
      "Lambda had no concurrency left for the consumer. Nothing is lost, but it falls behind. Compare"
          + " the account's concurrency with shards times parallelization factor."),
  /** Reads of the stream were refused. */
  CONSUMER_READ_THROTTLED(
      CONSUMER,
      "read-throttled",
      "For 15 minutes the stream has refused reads: all its readers together ask for more than 2 MiB or"
          + " 5 reads a second of a shard. Nothing is lost, but the consumer falls behind. Give it"
          + " enhanced fan-out, or add shards."),
  /** Records were given up and kept. */
  CONSUMER_KEPT_RECORDS(
      CONSUMER,
      "kept-records",
      "Records were given up, and are in the failure bucket. Find out why in the log, mend it, and"
          + " send them again with npm run redrive."),
  /** Records were given up and are lost. */
  CONSUMER_DROPPED_RECORDS(
      CONSUMER,
      "dropped-records",
      "Records were given up and not kept: they are on the stream until it forgets them. See that the"
          + " consumer's role may write to the failure bucket, then read them again from their"
          + " position.");

  private final PipelineFunction function;
  private final String suffix;
  private final String description;

  PipelineAlarm(PipelineFunction function, String suffix, String description) {
    this.function = function;
    this.suffix = suffix;
    this.description = description;
  }

  /**
   * The alarm's name.
   *
   * @param stage which copy of the pipeline
   * @return the name
   */
  public String nameIn(Stage stage) {
    return function.nameIn(stage) + "-" + suffix;
  }

  /**
   * What it means, and what to do first.
   *
   * @return some sentences
   */
  public String description() {
    return description;
  }
}
