package io.localstream.engine.cloudwatch;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.assembly.Deployment.Logging;
import io.localstream.engine.iam.policy.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates log events, and functions that write them. */
public final class TestEvents {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  static final String STREAM = "2026/01/02/[1]0123456789abcdef0123456789abcdef";

  private TestEvents() {}

  /** Creates an event with the text that a user sees. */
  public static LogEvent event(String functionName, LogLevel level, boolean platform, String text) {
    return new LogEvent(
        TIME,
        function(functionName, LogFormat.TEXT, LogLevel.INFO),
        STREAM,
        platform,
        level,
        text,
        Optional.empty(),
        text);
  }

  static Deployment.Function function(String name, LogFormat format, LogLevel level) {
    return new Deployment.Function(
        name,
        "arn:aws:lambda:eu-west-1:123456789012:function:" + name,
        "1",
        "example.Handler",
        Path.of("function.jar"),
        128,
        Duration.ofSeconds(3),
        Map.of(),
        false,
        new Logging(format, level, LogLevel.INFO, "/aws/lambda/" + name),
        false,
        new Role("role", "arn:aws:iam::123456789012:role/role", List.of()),
        AsyncInvocation.DEFAULT,
        Deployment.Function.UNRESERVED);
  }
}
