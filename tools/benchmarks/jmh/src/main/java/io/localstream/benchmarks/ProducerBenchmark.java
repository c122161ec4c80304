package io.localstream.benchmarks;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A schedule's invocation, with an HTTP client that answers at once: all but the network. The
 * environment is the functions' own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProducerBenchmark {
  /** This project's handler, or the plain one. */
  @Param({"ours", "plain"})
  public String handler;

  private HostedHandler hosted;
  private InvocationRequest request;

  /** Loads the handler, and reads the schedule's event. */
  @Setup
  public void load() {
    System.setProperty(UnconnectedHandler.MAKE, handler);
    FunctionJar function = FunctionJar.of("producer", handler);
    hosted = new HostedHandler(UnconnectedHandler.class, function.loader());
    request = HostedHandler.request("scheduled.json");
  }

  /**
   * Produces the events.
   *
   * @return the answer's length
   * @throws Exception when the invocation fails
   */
  @Benchmark
  public int events() throws Exception {
    return hosted.invoke(request);
  }
}
