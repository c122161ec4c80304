package io.kinesispipeline.infra.producer;

import io.kinesispipeline.infra.common.FunctionAlarm;

/**
 * The producer's alarms: what each means, and what to do first. The runbook, {@code
 * docs/operations.md}, has a section for each.
 */
public enum ProducerAlarm implements FunctionAlarm {
  /** Invocations of the producer failed. */
  ERRORS(
      "errors",
      "Invocations of the producer failed. Most often the stream did not accept the records in time:"
          + " it throttled them, or was out of reach. Lambda tries each invocation again, and then keeps"
          + " its event in the dead-letter queue. Read the error in the log."),
  /** Scheduled events did not reach the producer. */
  FAILED_INVOCATIONS(
      "failed-invocations",
      "EventBridge could not invoke the producer, most often because its permission or its alias was"
          + " changed. The scheduled events are in the dead-letter queue, unless that failed too."
          + " Deploy the producer's stack again with --revert-drift."),
  /** Invocations of the producer come near its timeout. */
  DURATION(
      "duration",
      "The slowest invocations of the producer take 80 % of its timeout or more. Most often the stream"
          + " throttles it. Give it more time or memory, or let an invocation make fewer events, before"
          + " it times out."),
  /** The producer put nothing on the stream. */
  SILENT(
      "silent",
      "The producer has put no event on the stream for two or three times as long as its schedule"
          + " allows. See that the schedule's rule is enabled, then whether the function is invoked and"
          + " what it logs."),
  /** Scheduled events were given up. */
  DEAD_LETTERS(
      "dead-letters",
      "Scheduled events were given up, and wait in the dead-letter queue. Read the reason in a"
          + " message, mend it, and invoke the producer again with what the message holds."),
  /** The stream rejected records. */
  PUT_THROTTLED(
      "put-throttled",
      "The stream rejected records: a shard takes 1 MiB or 1,000 records a second. The producer sends"
          + " them again within its time. Compare its load with the shards; add shards, or, where"
          + " one key has most records, spread it over several: no number of shards helps it.");

  private final String suffix;
  private final String description;

  ProducerAlarm(String suffix, String description) {
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
