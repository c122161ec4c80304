package io.localstream.engine.lambda;

import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.InvocationFault;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.time.EngineClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a {@link LambdaHost}.
 *
 * @param endpoint the value of {@code AWS_ENDPOINT_URL} in functions
 * @param runtimeFolder the jars of the runtime interface client, and the folder {@code portable}
 * @param runtimeClient what speaks the Runtime API in their processes
 * @param workFolder an existing folder for their files, which the caller removes in the end
 * @param concurrencyLimit invocations of one function at a time, 1 or more
 * @param faults what goes wrong on purpose with the next invocation of the function of that name;
 *     asked by several threads
 * @param metrics take what Lambda measures of its functions
 * @param invocations is told of each invocation
 * @param background runs what watches over them
 * @param clock the time of what is logged, and of handlers in this JVM
 * @param inProcess the functions that run in this JVM; the others run in processes of their own
 * @param debuggers the debuggers of functions that run in processes of their own, by the function's
 *     name
 */
public record LambdaSettings(
    URI endpoint,
    String region,
    Path runtimeFolder,
    RuntimeClient runtimeClient,
    Path workFolder,
    int concurrencyLimit,
    Function<String, Optional<InvocationFault>> faults,
    Metrics metrics,
    InvocationListener invocations,
    BackgroundTasks background,
    EngineClock clock,
    InProcessHandlers inProcess,
    Map<String, Debugger> debuggers) {
  /**
   * The default concurrency limit. Each concurrent invocation is a process, and starting many
   * processes at once on few processors takes minutes.
   */
  public static final int DEFAULT_CONCURRENCY_LIMIT =
      Math.max(4, Runtime.getRuntime().availableProcessors());
}
