package io.kinesispipeline.infra.producer;

import io.kinesispipeline.infra.common.FunctionAlarm;

/**
 * The producer's alarms: what each alarm means, and what to do first. The runbook, {@code
 * docs/operations.md}, has a section for each alarm.
 */
public enum ProducerAlarm implements FunctionAlarm {
  /** Invocations of the producer failed. */
  ERRORS(
      "errors",
      "Invocations of the producer failed. Most often the stream did not accept the records in"
          + " time: it throttled them, or was not reachable. Lambda retries each invocation and"
          + " then sends its event to the dead-letter queue. Read the error in the log."),
  /** EventBridge could not invoke the producer. */
  FAILED_INVOCATIONS(
      "failed-invocations",
      "EventBridge could not invoke the producer, most often because the function's permission or"
          + " alias was changed. The scheduled events are in the dead-letter queue, unless"
          + " EventBridge could not send them there either. Deploy the producer's stack again with"
          + " --revert-drift."),
  /** The duration of the producer is close to its timeout. */
  DURATION(
      "duration",
      "The slowest invocations of the producer take 80 % or more of its timeout. Most often the"
          + " stream throttles the producer. Raise the timeout or the memory, or lower"
          + " eventsPerInvocation, before invocations time out."),
  /** The producer put no events on the stream. */
  SILENT(
      "silent",
      "The producer has put no event on the stream for two or three intervals of its schedule."
          + " Check that the schedule's rule is enabled, then whether the function is invoked and"
          + " what it logs."),
  /** Scheduled events are in the dead-letter queue. */
  DEAD_LETTERS(
      "dead-letters",
      "Scheduled events failed after all retries and are in the dead-letter queue. Read the cause"
          + " in a message, fix it, and invoke the producer again with the event in the message."),
  /** The stream rejected records. */
  PUT_THROTTLED(
      "put-throttled",
      "The stream throttled records: a shard accepts 1 MiB and 1,000 records per second. The"
          + " producer sends them again before its timeout. Compare the load with the number of"
          + " shards, and add shards. If most records have one partition key, use more keys: all"
          + " records of one key go to one shard.");

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
