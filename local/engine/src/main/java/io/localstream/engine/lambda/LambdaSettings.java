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
 * @param runtimeFolder the jars of the runtime interface client, and the folder {@code portable};
 *     class-data archives of functions go into the folder {@code class-data} beside it
 * @param runtimeClient the client of the Runtime API in function processes
 * @param workFolder an existing folder for the files of processes; the caller removes it after the
 *     host is closed
 * @param concurrencyLimit the maximum number of concurrent invocations of one function, 1 or more
 * @param faults returns the fault to inject into the next invocation of a function, by the
 *     function's name; several threads call it
 * @param metrics receive Lambda's metrics of functions
 * @param invocations receives each invocation
 * @param background runs the threads that watch functions
 * @param clock the clock of logs, and of handlers in this JVM
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
