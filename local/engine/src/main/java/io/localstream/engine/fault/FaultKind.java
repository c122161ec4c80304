package io.localstream.engine.fault;

import java.util.Arrays;
import java.util.Optional;

/** The faults that {@code --fault} can inject. */
enum FaultKind {
  KINESIS_THROTTLE(
      "kinesis.throttle", ValueForm.SHARE, "throttles this share of the written records"),
  KINESIS_ERROR(
      "kinesis.error", ValueForm.SHARE, "fails this share of the requests with status 500"),
  KINESIS_OUTAGE(
      "kinesis.outage", ValueForm.PERIOD, "fails all requests with status 503 during this time"),
  DYNAMODB_THROTTLE("dynamodb.throttle", ValueForm.SHARE, "throttles this share of the calls"),
  DYNAMODB_ERROR(
      "dynamodb.error", ValueForm.SHARE, "fails this share of the calls with status 500"),
  DYNAMODB_OUTAGE(
      "dynamodb.outage", ValueForm.PERIOD, "fails all calls with status 503 during this time"),
  S3_THROTTLE("s3.throttle", ValueForm.SHARE, "throttles this share of the calls"),
  S3_ERROR("s3.error", ValueForm.SHARE, "fails this share of the calls with status 500"),
  S3_OUTAGE("s3.outage", ValueForm.PERIOD, "fails all calls with status 503 during this time"),
  SQS_THROTTLE("sqs.throttle", ValueForm.SHARE, "throttles this share of the calls"),
  SQS_ERROR("sqs.error", ValueForm.SHARE, "fails this share of the calls with status 500"),
  SQS_OUTAGE("sqs.outage", ValueForm.PERIOD, "fails all calls with status 503 during this time"),
  SNS_THROTTLE("sns.throttle", ValueForm.SHARE, "throttles this share of the calls"),
  SNS_ERROR("sns.error", ValueForm.SHARE, "fails this share of the calls with status 500"),
  SNS_OUTAGE("sns.outage", ValueForm.PERIOD, "fails all calls with status 503 during this time"),
  SECRETSMANAGER_THROTTLE(
      "secretsmanager.throttle", ValueForm.SHARE, "throttles this share of the calls"),
  SECRETSMANAGER_ERROR(
      "secretsmanager.error", ValueForm.SHARE, "fails this share of the calls with status 500"),
  SECRETSMANAGER_OUTAGE(
      "secretsmanager.outage",
      ValueForm.PERIOD,
      "fails all calls with status 503 during this time"),
  PRODUCER_CRASH(
      "producer.crash", ValueForm.SHARE, "kills this share of the producer's invocations"),
  PRODUCER_TIMEOUT(
      "producer.timeout", ValueForm.SHARE, "times out this share of the producer's invocations"),
  PRODUCER_THROTTLE(
      "producer.throttle", ValueForm.SHARE, "throttles this share of the producer's invocations"),
  CONSUMER_CRASH(
      "consumer.crash", ValueForm.SHARE, "kills this share of the consumer's invocations"),
  CONSUMER_TIMEOUT(
      "consumer.timeout", ValueForm.SHARE, "times out this share of the consumer's invocations"),
  CONSUMER_THROTTLE(
      "consumer.throttle", ValueForm.SHARE, "throttles this share of the consumer's invocations"),
  STREAM_MALFORMED(
      "stream.malformed", ValueForm.SHARE, "adds this share of malformed records to the stream"),
  STREAM_RESHARD(
      "stream.reshard", ValueForm.INTERVAL, "splits a shard and merges two shards in turn");

  /** The form and the range of a value. */
  enum ValueForm {
    SHARE("<share, 0 to 1>"),
    PERIOD("<start, 0s to 24h>+<length, 1ms to 24h>"),
    INTERVAL("<interval, 1s to 24h>");

    private final String form;

    ValueForm(String form) {
      this.form = form;
    }
  }

  private final String specName;
  private final ValueForm value;
  private final String effect;

  FaultKind(String specName, ValueForm value, String effect) {
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

  ValueForm value() {
    return value;
  }

  String form() {
    return value.form;
  }

  String effect() {
    return effect;
  }

  /** Returns the line for the list of valid faults. */
  String usage() {
    return specName + "=" + value.form + ": " + effect;
  }
}
