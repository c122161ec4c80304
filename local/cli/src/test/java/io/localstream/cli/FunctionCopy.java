package io.localstream.cli;

import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Logging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Changes what a deployment says of a function. */
final class FunctionCopy {
  private final Function function;
  private String name;
  private String handler;
  private Path code;
  private Duration timeout;
  private Map<String, String> environment;
  private Logging logging;
  private AsyncInvocation asyncInvocation;

  FunctionCopy(Function function) {
    this.function = function;
    this.name = function.name();
    this.handler = function.handler();
    this.code = function.code();
    this.timeout = function.timeout();
    this.environment = function.environment();
    this.logging = function.logging();
    this.asyncInvocation = function.asyncInvocation();
  }

  FunctionCopy name(String other) {
    name = other;
    return this;
  }

  /** A handler of these tests, which may take two seconds. */
  FunctionCopy handler(Class<?> ofTheseTests) {
    handler = ofTheseTests.getName();
    code = Path.of("target", "test-classes").toAbsolutePath();
    timeout = Duration.ofSeconds(2);
    return this;
  }

  FunctionCopy environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  FunctionCopy logging(Logging settings) {
    logging = settings;
    return this;
  }

  FunctionCopy asyncRetries(int attempts) {
    asyncInvocation =
        new AsyncInvocation(
            attempts, asyncInvocation.maximumEventAge(), asyncInvocation.onFailure());
    return this;
  }

  Function build() {
    return new Function(
        name,
        function.invokedArn().replace(function.name(), name),
        function.version(),
        handler,
        code,
        function.memoryMb(),
        timeout,
        environment,
        function.snapStart(),
        logging,
        function.tracing(),
        function.role(),
        asyncInvocation,
        function.reservedConcurrency());
  }
}
