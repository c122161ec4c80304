package io.kinesispipeline.infra.producer;

/** When the producer learns the stream's name. */
public enum StreamNameLookup {
  /** When its stack is deployed: the name is in its environment. */
  DEPLOY,
  /**
   * When an execution environment starts: the function reads the SSM parameter itself, and so
   * follows a changed name without a deployment.
   */
  RUNTIME
}
