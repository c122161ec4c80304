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
 * Measures a scheduled invocation without the network: the HTTP client responds at once. The
 * environment variables are those of the functions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProducerBenchmark {
  /** The handler: that of this project, or the plain one. */
  @Param({"ours", "plain"})
  public String handler;

  private HostedHandler hosted;
  private InvocationRequest request;

  /** Loads the handler and reads the scheduled event. */
  @Setup
  public void load() {
    System.setProperty(UnconnectedHandler.MAKE, handler);
    FunctionJar function = FunctionJar.of("producer", handler);
    hosted = new HostedHandler(UnconnectedHandler.class, function.loader());
    request = HostedHandler.request("scheduled.json");
  }

  /**
   * Sends the events.
   *
   * @return the length of the response
   * @throws Exception if the invocation fails
   */
  @Benchmark
  public int events() throws Exception {
    return hosted.invoke(request);
  }
}
