package io.localstream.engine.fault;

import java.util.Arrays;
import java.util.Optional;

/** What can be injected, by the name that {@code --fault} has for it. */
enum FaultKind {
  KINESIS_THROTTLE("kinesis.throttle", Value.SHARE, "of the records written are rejected"),
  KINESIS_ERROR("kinesis.error", Value.SHARE, "of the requests are answered 500"),
  KINESIS_OUTAGE("kinesis.outage", Value.PERIOD, "all requests are answered 503"),
  PRODUCER_CRASH("producer.crash", Value.SHARE, "of the producer's invocations are killed"),
  PRODUCER_TIMEOUT("producer.timeout", Value.SHARE, "of the producer's invocations time out"),
  PRODUCER_THROTTLE(
      "producer.throttle", Value.SHARE, "of the producer's invocations are throttled"),
  CONSUMER_CRASH("consumer.crash", Value.SHARE, "of the consumer's invocations are killed"),
  CONSUMER_TIMEOUT("consumer.timeout", Value.SHARE, "of the consumer's invocations time out"),
  CONSUMER_THROTTLE(
      "consumer.throttle", Value.SHARE, "of the consumer's invocations are throttled"),
  STREAM_MALFORMED("stream.malformed", Value.SHARE, "as many records again are not events"),
  STREAM_RESHARD("stream.reshard", Value.INTERVAL, "a shard is split, or two are merged");

  /** What a fault's value looks like, and its range. */
  enum Value {
    SHARE("<share, 0 to 1>"),
    PERIOD("<start, 0s to 24h>+<length, 1ms to 24h>"),
    INTERVAL("<interval, 1s to 24h>");

    private final String form;

    Value(String form) {
      this.form = form;
    }
  }

  private final String specName;
  private final Value value;
  private final String effect;

  FaultKind(String specName, Value value, String effect) {
    this.specName = specName;
    this.value = value;
    this.effect = effect;
  }

  static Optional<FaultKind> named(String specName) {
    return Arrays.stream(values()).filter(kind -> kind.specName.equals(specName)).findFirst();
  }

  String specName() {
    return specName;
  }

  Value value() {
    return value;
  }

  /** For the list of valid ones. */
  String usage() {
    return specName + "=" + value.form + ": " + effect;
  }
}
