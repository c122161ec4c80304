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

/** Measures a batch, from the bytes that Lambda delivers to the bytes of the response. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConsumerBenchmark {
  /** The handler: that of this project, or the plain one. */
  @Param({"ours", "plain"})
  public String handler;

  /** The number of records in the batch. */
  @Param({"5", "1000"})
  public int size;

  private HostedHandler hosted;
  private InvocationRequest request;

  /** Loads the handler and reads the batch. */
  @Setup
  public void load() {
    FunctionJar function = FunctionJar.of("consumer", handler);
    hosted = new HostedHandler(function.handler(), function.loader());
    request = HostedHandler.request("batch-" + size + ".json");
  }

  /**
   * Processes the batch.
   *
   * @return the length of the response
   * @throws Exception if the invocation fails
   */
  @Benchmark
  public int batch() throws Exception {
    return hosted.invoke(request);
  }
}
