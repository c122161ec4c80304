package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Logging;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import io.localstream.engine.iam.policy.Condition;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.iam.policy.Statement;
import io.localstream.engine.iam.policy.Statement.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A deployment with one function, whose role allows and denies the actions that a test sets. */
public final class RestrictedFunction {
  public static final String ACCOUNT = "111122223333";
  public static final String STREAM = "arn:aws:kinesis:us-east-1:" + ACCOUNT + ":stream/MyStream";
  public static final String CONSUMER = STREAM + "/consumer/fan-out:1";
  public static final String BUCKET = "arn:aws:s3:::failures";
  public static final String QUEUE = "arn:aws:sqs:us-east-1:" + ACCOUNT + ":failures";
  public static final String KEY = "arn:aws:kms:us-east-1:" + ACCOUNT + ":key/k";
  public static final String FUNCTION = "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:f";
  public static final String LOG = "arn:aws:logs:us-east-1:" + ACCOUNT + ":log-group:/aws/lambda/f";

  private final List<Statement> statements = new ArrayList<>();
  private final List<EventSourceMapping> mappings = new ArrayList<>();
  private final Map<String, String> keys = new HashMap<>();
  private Optional<String> deadLetters = Optional.empty();
  private int maxRecordBytes = Deployment.Stream.DEFAULT_MAX_RECORD_BYTES;
  private boolean tracing;

  public RestrictedFunction allow(String resource, String... actions) {
    return statement(Effect.ALLOW, resource, List.of(), actions);
  }

  public RestrictedFunction deny(String resource, String... actions) {
    return statement(Effect.DENY, resource, List.of(), actions);
  }

  RestrictedFunction allowIf(Condition condition, String resource, String... actions) {
    return statement(Effect.ALLOW, resource, List.of(condition), actions);
  }

  private RestrictedFunction statement(
      Effect effect, String resource, List<Condition> conditions, String... actions) {
    statements.add(new Statement(effect, Arrays.asList(actions), List.of(resource), conditions));
    return this;
  }

  RestrictedFunction traced() {
    tracing = true;
    return this;
  }

  RestrictedFunction deadLettersTo(String arn) {
    deadLetters = Optional.of(arn);
    return this;
  }

  public RestrictedFunction encrypted(String arn) {
    keys.put(arn, KEY);
    return this;
  }

  /** Sets the maximum record size of the stream, in bytes. */
  public RestrictedFunction maxRecordBytes(int bytes) {
    maxRecordBytes = bytes;
    return this;
  }

  RestrictedFunction reads(Optional<String> consumerArn, Optional<String> onFailure) {
    mappings.add(
        new EventSourceMapping(
            "uuid",
            "MyStream",
            STREAM,
            consumerArn,
            "f",
            "arn:f",
            true,
            5,
            Duration.ZERO,
            StartingPosition.LATEST,
            Optional.empty(),
            1,
            3,
            Optional.empty(),
            false,
            true,
            onFailure,
            List.of(),
            false));
    return this;
  }

  public Function function() {
    return new Function(
        "f",
        "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:f:live",
        "1",
        "example.Handler",
        Path.of("function.jar"),
        128,
        Duration.ofSeconds(3),
        Map.of(),
        false,
        Logging.text("/aws/lambda/f"),
        tracing,
        new Role("r", "arn:aws:iam::" + ACCOUNT + ":role/service/r", List.copyOf(statements)),
        new AsyncInvocation(2, Duration.ofHours(6), deadLetters),
        Deployment.Function.UNRESERVED);
  }

  public Deployment deployment() {
    return new Deployment(
        "us-east-1",
        ACCOUNT,
        List.of(),
        List.of(new Deployment.Stream("MyStream", STREAM, 1, Duration.ofHours(24), maxRecordBytes)),
        List.of(
            new Deployment.Parameter("/streams/my-stream/name", "MyStream"),
            new Deployment.Parameter("/streams/my-stream/arn", "arn:of:my-stream"),
            new Deployment.Parameter("plain", "value")),
        List.of(function()),
        List.of(),
        mappings,
        keys,
        List.of(),
        List.of(),
        List.of());
  }
}
