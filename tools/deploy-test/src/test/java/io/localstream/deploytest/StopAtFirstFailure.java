package io.localstream.deploytest;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Skips the remaining steps of a scenario after a failure, because each step depends on the earlier
 * ones.
 */
final class StopAtFirstFailure implements ExecutionCondition, TestExecutionExceptionHandler {
  private boolean failed;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return failed
        ? ConditionEvaluationResult.disabled("an earlier step failed")
        : ConditionEvaluationResult.enabled("no step has failed");
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable e) throws Throwable {
    failed = true;
    throw e;
  }
}
