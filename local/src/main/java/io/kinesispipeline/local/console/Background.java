package io.kinesispipeline.local.console;

import io.kinesispipeline.local.StartException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Starts parts of a run side by side. */
final class Background {
  private Background() {}

  /** Starts a task on a thread of its own, which does not keep the JVM. */
  static <T> CompletableFuture<T> start(String name, Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /**
   * Waits for a task.
   *
   * @throws StartException when it failed, unless with another unchecked exception
   */
  static <T> T result(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StartException("The run can't start: " + e.getCause(), e.getCause());
    }
  }
}
