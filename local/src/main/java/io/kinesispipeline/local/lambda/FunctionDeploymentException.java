package io.kinesispipeline.local.lambda;

import io.kinesispipeline.local.StartException;

/** A function cannot be deployed; the message says which, why, and what to do. */
public final class FunctionDeploymentException extends StartException {
  private static final long serialVersionUID = 1L;

  FunctionDeploymentException(String functionName, String problem) {
    super("Function " + functionName + " cannot be deployed: " + problem);
  }
}
