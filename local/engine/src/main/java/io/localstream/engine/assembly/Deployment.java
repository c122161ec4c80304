package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.iam.policy.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The resources that a cloud assembly would create in an account. All intrinsic functions and
 * parameters are resolved.
 *
 * @param stacks stack names in deployment order
 * @param streams Kinesis streams
 * @param parameters SSM parameters
 * @param functions Lambda functions
 * @param schedules EventBridge rules with a schedule, one entry for each target
 * @param mappings Kinesis event source mappings
 * @param encryptionKeys ARNs of customer managed KMS keys, by the ARN of the stream, queue, topic,
 *     bucket or function (without qualifier) that the key encrypts
 * @param alarms evaluated properties of the CloudWatch alarms, each with its {@code AlarmName}
 * @param notSimulated resources that the local run leaves out, as {@code Stack/LogicalId (Type)}
 * @param created resources that were created on another endpoint
 */
public record Deployment(
    String region,
    String account,
    List<String> stacks,
    List<Stream> streams,
    List<Parameter> parameters,
    List<Function> functions,
    List<Schedule> schedules,
    List<EventSourceMapping> mappings,
    Map<String, String> encryptionKeys,
    List<JsonNode> alarms,
    List<String> notSimulated,
    List<CreatedResource> created) {

  /** Returns this deployment with other functions, in the same order. */
  public Deployment withFunctions(UnaryOperator<Function> replacement) {
    return new Deployment(
        region,
        account,
        stacks,
        streams,
        parameters,
        functions.stream().map(replacement).toList(),
        schedules,
        mappings,
        encryptionKeys,
        alarms,
        notSimulated,
        created);
  }

  /** Returns an ARN in this account and region. */
  public String arn(String service, String resource) {
    return new Environment(region, account).arn(service, resource);
  }

  /** Returns an ARN in this account and in a region. */
  public String arn(String service, String inRegion, String resource) {
    return new Environment(inRegion, account).arn(service, resource);
  }

  /** Returns the stream that a mapping of this deployment reads. */
  public Stream stream(EventSourceMapping mapping) {
    return streams.stream()
        .filter(stream -> stream.name().equals(mapping.streamName()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the name of a mapping of this deployment for people: the name of its function, with the
   * name of the stream or stream consumer if the function has several mappings.
   */
  public String nameOf(EventSourceMapping mapping) {
    long ofFunction =
        mappings.stream()
            .filter(other -> other.functionName().equals(mapping.functionName()))
            .count();
    String consumer =
        mapping.consumerArn().map(arn -> arn.replaceFirst(".*/consumer", "")).orElse("");
    return ofFunction == 1
        ? mapping.functionName()
        : mapping.functionName() + "/" + mapping.streamName() + consumer;
  }

  /** Returns the function that a mapping of this deployment invokes. */
  public Function function(EventSourceMapping mapping) {
    return functions.stream()
        .filter(function -> function.name().equals(mapping.functionName()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A Kinesis stream.
   *
   * @param shardCount the number of open shards at the start
   * @param retention how long the stream keeps a record
   * @param maxRecordBytes the maximum size of a record's data and partition key together: 1 to 10
   *     MiB
   */
  public record Stream(
      String name, String arn, int shardCount, Duration retention, int maxRecordBytes) {
    /** {@link #maxRecordBytes} of a stream whose template does not set it. */
    public static final int DEFAULT_MAX_RECORD_BYTES = 1 << 20;
  }

  /** An SSM parameter of type {@code String}. */
  public record Parameter(String name, String value) {}

  /**
   * The invoked version of a Lambda function: its code and settings.
   *
   * @param invokedArn the ARN in invocations, with the alias if there is one
   * @param version {@code $LATEST} or a number
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @param code the jar, or the folder of classes
   * @param memoryMb 128 to 10,240
   * @param timeout 1 second to 15 minutes
   * @param environment the environment variables in the template
   * @param snapStart whether environments are restored from a snapshot that Lambda takes after init
   * @param tracing whether X-Ray traces invocations
   * @param role the execution role
   * @param reservedConcurrency 1 or more, or {@link #UNRESERVED}
   */
  public record Function(
      String name,
      String invokedArn,
      String version,
      String handler,
      Path code,
      int memoryMb,
      Duration timeout,
      Map<String, String> environment,
      boolean snapStart,
      Logging logging,
      boolean tracing,
      Role role,
      AsyncInvocation asyncInvocation,
      int reservedConcurrency) {
    /** The function uses the account's unreserved concurrency. */
    public static final int UNRESERVED = Integer.MAX_VALUE;

    /** Returns this function with other code: a jar, or a folder of classes. */
    public Function withCode(Path otherCode) {
      return new Function(
          name,
          invokedArn,
          version,
          handler,
          otherCode,
          memoryMb,
          timeout,
          environment,
          snapStart,
          logging,
          tracing,
          role,
          asyncInvocation,
          reservedConcurrency);
    }

    /**
     * Returns the access key ID with which the function signs its requests. The local run
     * identifies the caller by it.
     *
     * @return 20 characters, always the same for the same function
     */
    public String accessKeyId() {
      String id = StableUuid.of(name).replace("-", "").substring(0, 16);
      return "ASIA" + id.toUpperCase(Locale.ROOT);
    }

    /** Returns the ARN of the session in which Lambda assumes the role for the function. */
    public String sessionArn() {
      String[] arn = role.arn().split(":");
      return "arn:%s:sts::%s:assumed-role/%s/%s".formatted(arn[1], arn[4], role.name(), name);
    }
  }

  /** The format of a function's log. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** Log levels in ascending order of severity. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL
  }

  /**
   * The logging configuration of a function.
   *
   * @param format the format of application and system logs
   * @param applicationLevel the lowest level of application logs; {@link LogFormat#JSON} only
   * @param systemLevel the lowest level of system logs, {@code DEBUG} to {@code WARN}; {@link
   *     LogFormat#JSON} only
   * @param group the name of the log group
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html">Advanced
   *     logging controls</a>
   */
  public record Logging(
      LogFormat format, LogLevel applicationLevel, LogLevel systemLevel, String group) {

    /** Returns Lambda's default: text, at all levels. */
    public static Logging text(String group) {
      return new Logging(LogFormat.TEXT, LogLevel.INFO, LogLevel.INFO, group);
    }
  }

  /**
   * The configuration of asynchronous invocation.
   *
   * @param maximumRetryAttempts 0 to 2
   * @param maximumEventAge 60 seconds to 6 hours
   * @param onFailure ARN of the on-failure destination
   */
  public record AsyncInvocation(
      int maximumRetryAttempts, Duration maximumEventAge, Optional<String> onFailure) {
    /** Lambda's defaults: two retries, six hours, no destination. */
    public static final AsyncInvocation DEFAULT =
        new AsyncInvocation(2, Duration.ofHours(6), Optional.empty());
  }

  /**
   * An EventBridge rule with a schedule, and one of its targets.
   *
   * @param name the name of the rule
   * @param arn the ARN of the rule
   * @param expression {@code rate(…)} or {@code cron(…)}
   * @param functionName the function that the target names
   * @param input the constant event of the target; if empty, the function receives a scheduled
   *     event
   * @param enabled whether the rule fires
   */
  public record Schedule(
      String name,
      String arn,
      String expression,
      String functionName,
      Optional<String> input,
      boolean enabled) {}

  /** Where a mapping starts to read a shard without a checkpoint. */
  public enum StartingPosition {
    TRIM_HORIZON,
    LATEST,
    AT_TIMESTAMP
  }

  /**
   * A Kinesis event source mapping.
   *
   * @param consumerArn the stream consumer, with enhanced fan-out
   * @param functionArn the ARN in invocations, with the alias if there is one
   * @param enabled whether the mapping reads; a disabled mapping loses no records
   * @param batchSize 1 to 10,000
   * @param batchingWindow 0 to 300 seconds
   * @param startingPosition where the mapping starts to read a shard without a checkpoint
   * @param startingTimestamp set with {@link StartingPosition#AT_TIMESTAMP}
   * @param parallelizationFactor concurrent batches per shard, 1 to 10
   * @param maximumRetryAttempts 0 to 10,000; -1 retries until the record expires
   * @param maximumRecordAge 60 to 604,800 seconds; if empty, until the record expires
   * @param bisectBatchOnFunctionError whether a failed batch is split in two
   * @param reportBatchItemFailures whether the function's response lists failed records
   * @param onFailure ARN of the on-failure destination
   * @param filters filter patterns in JSON; the function receives a record that matches any of
   *     them, or all records if there are none
   * @param countsEvents whether Lambda emits the {@code EventCount} metrics
   */
  public record EventSourceMapping(
      String uuid,
      String streamName,
      String streamArn,
      Optional<String> consumerArn,
      String functionName,
      String functionArn,
      boolean enabled,
      int batchSize,
      Duration batchingWindow,
      StartingPosition startingPosition,
      Optional<Instant> startingTimestamp,
      int parallelizationFactor,
      int maximumRetryAttempts,
      Optional<Duration> maximumRecordAge,
      boolean bisectBatchOnFunctionError,
      boolean reportBatchItemFailures,
      Optional<String> onFailure,
      List<String> filters,
      boolean countsEvents) {}
}
