package io.localstream.engine.assembly;

import io.localstream.engine.iam.policy.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a cloud assembly would create in an account, as plain records: every intrinsic function and
 * parameter resolved.
 *
 * @param region the region that its ARNs name
 * @param account the account that its ARNs name
 * @param stacks the stacks' names, in the order in which they deploy
 * @param streams Kinesis streams
 * @param parameters SSM parameters
 * @param functions Lambda functions
 * @param schedules EventBridge rules with a schedule, one for each of their targets
 * @param mappings Kinesis event source mappings
 * @param encryptionKeys the user's KMS key of each stream, queue, topic, bucket and function that
 *     has one: ARN by ARN; a function's ARN is the one without a qualifier
 * @param notSimulated resources that the local run leaves out: {@code Stack/LogicalId (Type)}
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
    List<String> notSimulated) {

  /**
   * The ARN of something in this account and region.
   *
   * @param service as in {@code kinesis}
   * @param resource the ARN's last part
   * @return the ARN
   */
  public String arn(String service, String resource) {
    return new Environment(region, account).arn(service, resource);
  }

  /**
   * The stream that a mapping reads.
   *
   * @param mapping one of these mappings
   * @return the stream
   * @throws java.util.NoSuchElementException if there is none of its name
   */
  public Stream stream(EventSourceMapping mapping) {
    return streams.stream()
        .filter(stream -> stream.name().equals(mapping.streamName()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The function that a mapping invokes.
   *
   * @param mapping one of these mappings
   * @return the function
   * @throws java.util.NoSuchElementException if there is none of its name
   */
  public Function function(EventSourceMapping mapping) {
    return functions.stream()
        .filter(function -> function.name().equals(mapping.functionName()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A Kinesis stream.
   *
   * @param name its name
   * @param arn its ARN
   * @param shardCount open shards at the start
   * @param retention how long a record stays on it
   */
  public record Stream(String name, String arn, int shardCount, Duration retention) {}

  /**
   * An SSM parameter of type {@code String}.
   *
   * @param name its name
   * @param value its value
   */
  public record Parameter(String name, String value) {}

  /**
   * A Lambda function, as it is invoked: the code and the settings of one version.
   *
   * @param name its name
   * @param invokedArn the ARN by which it is invoked, with the alias where there is one
   * @param version the version that runs: {@code $LATEST} or a number
   * @param handler {@code package.Class} or {@code package.Class::method}
   * @param code its jar or its folder of classes
   * @param memoryMb 128 to 10,240
   * @param timeout 1 second to 15 minutes
   * @param environment its own variables
   * @param snapStart whether it is restored from a snapshot that was taken after its init
   * @param logging how and where it logs
   * @param tracing whether X-Ray traces its invocations
   * @param role the role that it runs as
   * @param asyncInvocation how a failed asynchronous invocation goes on
   * @param reservedConcurrency how many invocations run at the same time at most, 1 or more; {@link
   *     #UNRESERVED} where none are reserved
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
    /** The function shares what the account has. */
    public static final int UNRESERVED = Integer.MAX_VALUE;

    /**
     * The access key id that it signs its requests with here: who asks is known by it.
     *
     * @return 20 characters, always the same for the same function
     */
    public String accessKeyId() {
      String id = StableUuid.of(name).replace("-", "").substring(0, 16);
      return "ASIA" + id.toUpperCase(Locale.ROOT);
    }
  }

  /** How a function's log is written. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** The weight of a log line, from the least to the most. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL
  }

  /**
   * How and where a function logs.
   *
   * @param format of its lines and of the platform's
   * @param applicationLevel the least of its own lines that are kept; with {@link LogFormat#JSON}
   *     only
   * @param systemLevel the least of the platform's lines that are kept, {@code DEBUG} to {@code
   *     WARN}; with {@link LogFormat#JSON} only
   * @param group the log group
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html">Advanced
   *     logging controls</a>
   */
  public record Logging(
      LogFormat format, LogLevel applicationLevel, LogLevel systemLevel, String group) {

    /** Lambda's default: lines of text, all of them. */
    public static Logging text(String group) {
      return new Logging(LogFormat.TEXT, LogLevel.INFO, LogLevel.INFO, group);
    }
  }

  /**
   * How a failed asynchronous invocation goes on.
   *
   * @param maximumRetryAttempts 0 to 2
   * @param maximumEventAge 60 seconds to 6 hours
   * @param onFailure ARN of the queue or topic that takes what failed for good
   */
  public record AsyncInvocation(
      int maximumRetryAttempts, Duration maximumEventAge, Optional<String> onFailure) {
    /** Lambda's defaults: two retries, six hours, no destination. */
    public static final AsyncInvocation DEFAULT =
        new AsyncInvocation(2, Duration.ofHours(6), Optional.empty());
  }

  /**
   * A rule that fires on a schedule, with one of its targets.
   *
   * @param name the rule's name
   * @param arn the rule's ARN
   * @param expression {@code rate(…)} or {@code cron(…)}
   * @param functionName the function that it invokes
   * @param input the event in place of the scheduled event, where the target sets one
   * @param enabled whether it fires at all
   */
  public record Schedule(
      String name,
      String arn,
      String expression,
      String functionName,
      Optional<String> input,
      boolean enabled) {}

  /** Where a shard without a checkpoint begins. */
  public enum StartingPosition {
    TRIM_HORIZON,
    LATEST,
    AT_TIMESTAMP
  }

  /**
   * A Kinesis event source mapping.
   *
   * @param uuid its id
   * @param streamName the stream that it reads
   * @param streamArn that stream's ARN
   * @param consumerArn the stream consumer through which it reads, with enhanced fan-out
   * @param functionName the function that it invokes
   * @param functionArn the ARN by which it invokes it
   * @param enabled a disabled mapping reads nothing and loses nothing
   * @param batchSize 1 to 10,000
   * @param batchingWindow 0 to 300 seconds
   * @param startingPosition where a shard without a checkpoint begins
   * @param startingTimestamp with {@link StartingPosition#AT_TIMESTAMP}
   * @param parallelizationFactor 1 to 10 concurrent batches a shard
   * @param maximumRetryAttempts 0 to 10,000, or -1: until the record expires
   * @param maximumRecordAge 60 to 604,800 seconds, or empty: until the record expires
   * @param bisectBatchOnFunctionError whether a failed batch is split in two
   * @param reportBatchItemFailures whether the function's response names what failed
   * @param onFailure ARN of the bucket, queue or topic that takes discarded batches
   * @param filters filter patterns, each a JSON text; a record that matches any of them is sent;
   *     none: all are
   * @param countsEvents whether Lambda measures how many events it polls, sends and discards
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
