package io.localstream.cli;

import io.localstream.engine.assembly.Deployment.Function;
import java.time.Duration;
import java.util.Map;

/** Changes a function of a deployment. */
final class FunctionCopy {
  private final Function function;
  private String name;
  private String handler;
  private Duration timeout;
  private Map<String, String> environment;

  FunctionCopy(Function function) {
    this.function = function;
    this.name = function.name();
    this.handler = function.handler();
    this.timeout = function.timeout();
    this.environment = function.environment();
  }

  FunctionCopy name(String other) {
    name = other;
    return this;
  }

  /** Returns the function with another handler of the same jar, and a timeout of two seconds. */
  FunctionCopy handler(Class<?> other) {
    handler = other.getName();
    timeout = Duration.ofSeconds(2);
    return this;
  }

  FunctionCopy environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Function build() {
    return new Function(
        name,
        function.invokedArn().replace(function.name(), name),
        function.version(),
        handler,
        function.code(),
        function.memoryMb(),
        timeout,
        environment,
        function.snapStart(),
        function.logging(),
        function.tracing(),
        function.role(),
        function.asyncInvocation(),
        function.reservedConcurrency());
  }
}
