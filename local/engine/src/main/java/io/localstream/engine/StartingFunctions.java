package io.localstream.engine;

import io.localstream.engine.endpoint.Functions;
import io.localstream.engine.lambda.AsyncInvoker;
import io.localstream.engine.lambda.LambdaHost;
import io.localstream.engine.lambda.LoggedInvocation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The functions for the endpoint, which starts before the functions do. Calls block until the
 * functions have started.
 */
final class StartingFunctions implements Functions {
  private final CompletableFuture<LambdaHost> host = new CompletableFuture<>();
  private final CompletableFuture<AsyncInvoker> queues = new CompletableFuture<>();

  /** Lets the blocked calls continue. */
  void started(LambdaHost lambda, AsyncInvoker asyncInvoker) {
    host.complete(lambda);
    queues.complete(asyncInvoker);
  }

  @Override
  public LoggedInvocation invoke(String functionName, byte[] payload) throws InterruptedException {
    return get(host).invokeLogged(functionName, payload);
  }

  @Override
  public void invokeAsync(String functionName, byte[] payload) throws InterruptedException {
    get(queues).invokeAsync(functionName, payload);
  }

  private static <T> T get(CompletableFuture<T> part) throws InterruptedException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is only ever completed with a part", e);
    }
  }
}
