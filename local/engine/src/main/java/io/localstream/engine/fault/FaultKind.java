package io.localstream.engine.fault;

import java.util.Arrays;
import java.util.Optional;

/** The faults that {@code --fault} can inject. */
enum FaultKind {
  KINESIS_THROTTLE("kinesis.throttle", Value.SHARE, "throttles this share of the written records"),
  KINESIS_ERROR("kinesis.error", Value.SHARE, "fails this share of the requests with status 500"),
  KINESIS_OUTAGE(
      "kinesis.outage", Value.PERIOD, "fails all requests with status 503 during this time"),
  DYNAMODB_THROTTLE("dynamodb.throttle", Value.SHARE, "throttles this share of the calls"),
  DYNAMODB_ERROR("dynamodb.error", Value.SHARE, "fails this share of the calls with status 500"),
  DYNAMODB_OUTAGE(
      "dynamodb.outage", Value.PERIOD, "fails all calls with status 503 during this time"),
  S3_THROTTLE("s3.throttle", Value.SHARE, "throttles this share of the calls"),
  S3_ERROR("s3.error", Value.SHARE, "fails this share of the calls with status 500"),
  S3_OUTAGE("s3.outage", Value.PERIOD, "fails all calls with status 503 during this time"),
  SQS_THROTTLE("sqs.throttle", Value.SHARE, "throttles this share of the calls"),
  SQS_ERROR("sqs.error", Value.SHARE, "fails this share of the calls with status 500"),
  SQS_OUTAGE("sqs.outage", Value.PERIOD, "fails all calls with status 503 during this time"),
  SNS_THROTTLE("sns.throttle", Value.SHARE, "throttles this share of the calls"),
  SNS_ERROR("sns.error", Value.SHARE, "fails this share of the calls with status 500"),
  SNS_OUTAGE("sns.outage", Value.PERIOD, "fails all calls with status 503 during this time"),
  SECRETSMANAGER_THROTTLE(
      "secretsmanager.throttle", Value.SHARE, "throttles this share of the calls"),
  SECRETSMANAGER_ERROR(
      "secretsmanager.error", Value.SHARE, "fails this share of the calls with status 500"),
  SECRETSMANAGER_OUTAGE(
      "secretsmanager.outage", Value.PERIOD, "fails all calls with status 503 during this time"),
  PRODUCER_CRASH("producer.crash", Value.SHARE, "kills this share of the producer's invocations"),
  PRODUCER_TIMEOUT(
      "producer.timeout", Value.SHARE, "times out this share of the producer's invocations"),
  PRODUCER_THROTTLE(
      "producer.throttle", Value.SHARE, "throttles this share of the producer's invocations"),
  CONSUMER_CRASH("consumer.crash", Value.SHARE, "kills this share of the consumer's invocations"),
  CONSUMER_TIMEOUT(
      "consumer.timeout", Value.SHARE, "times out this share of the consumer's invocations"),
  CONSUMER_THROTTLE(
      "consumer.throttle", Value.SHARE, "throttles this share of the consumer's invocations"),
  STREAM_MALFORMED(
      "stream.malformed", Value.SHARE, "adds this share of malformed records to the stream"),
  STREAM_RESHARD("stream.reshard", Value.INTERVAL, "splits a shard and merges two shards in turn");

  /** The form and the range of a value. */
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

  /** Returns the line for the list of valid faults. */
  String usage() {
    return specName + "=" + value.form + ": " + effect;
  }
}
