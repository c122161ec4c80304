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
      "Invocations of the producer failed. Lambda tries each of them again, and then keeps its event"
          + " in the dead-letter queue: read the error in the log, and see whether dead letters follow."),
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
  /** The consumer is far behind. */
  CONSUMER_ITERATOR_AGE(
      CONSUMER,
      "iterator-age",
      "The consumer is so far behind that records will expire unread if it does not catch up. See"
          + " whether it fails (its errors), is held back (throttles), or is too slow (duration), and"
          + " then raise the parallelization factor or the shards."),
  /** Invocations of the consumer failed. */
  CONSUMER_ERRORS(
      CONSUMER,
      "errors",
      "Invocations of the consumer failed as a whole: it crashed, ran out of time or of memory, or"
          + " could not read its input. Lambda tries the batch again. Read the error in the log."),
  /** Records could not be processed. */
  CONSUMER_FAILED_EVENTS(
      CONSUMER,
      "failed-events",
      "Records are malformed, or their processing failed. Lambda delivers them again, and keeps in the"
          + " failure bucket what fails each time. Look for the errors in the log, which name the"
          + " records."),
  /** Invocations of the consumer were refused. */
  CONSUMER_THROTTLED(
      CONSUMER,
      "throttled",
      "Lambda had no concurrency left for the consumer. Nothing is lost, but it falls behind. Compare"
          + " the account's concurrency with shards times parallelization factor."),
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
