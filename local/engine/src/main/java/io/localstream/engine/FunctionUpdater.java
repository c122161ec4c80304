package io.localstream.engine;

import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.lambda.LambdaHost;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Deploys several functions at the same time. */
record FunctionUpdater(LambdaHost lambda) {
  /**
   * Deploys functions, and waits until they run.
   *
   * @return for each function the reason why it cannot run; empty if it runs
   */
  Map<Function, Optional<String>> deploy(List<Function> functions) throws InterruptedException {
    Map<Function, CompletableFuture<Optional<String>>> deployments = new LinkedHashMap<>();
    for (Function function : functions) {
      deployments.put(
          function,
          BackgroundTasks.start("deployment of " + function.name(), () -> deploy(function)));
    }
    Map<Function, Optional<String>> failures = new LinkedHashMap<>();
    for (Map.Entry<Function, CompletableFuture<Optional<String>>> entry : deployments.entrySet()) {
      failures.put(entry.getKey(), BackgroundTasks.result(entry.getValue()));
    }
    return failures;
  }

  private Optional<String> deploy(Function function) throws InterruptedException {
    try {
      return lambda.deploy(function);
    } catch (StartException e) {
      return Optional.of(e.getMessage());
    }
  }
}
