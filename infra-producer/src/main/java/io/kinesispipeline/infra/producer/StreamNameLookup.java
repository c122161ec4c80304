package io.kinesispipeline.infra.producer;

/** When the producer gets the stream's name. */
public enum StreamNameLookup {
  /** At deployment: the name is in an environment variable. */
  DEPLOY,
  /**
   * When an execution environment starts: the function reads the SSM parameter, so a changed name
   * takes effect without a deployment.
   */
  RUNTIME
}
