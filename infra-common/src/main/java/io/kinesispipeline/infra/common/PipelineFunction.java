package io.kinesispipeline.infra.common;

/** The pipeline's functions, by the names that alarms, dashboard and people know them by. */
public enum PipelineFunction {
  /** Puts events on the stream. */
  PRODUCER("producer-lambda"),
  /** Processes the stream's records. */
  CONSUMER("consumer-lambda");

  private final String plainName;

  PipelineFunction(String plainName) {
    this.plainName = plainName;
  }

  /**
   * The function's name.
   *
   * @param stage which copy of it
   * @return the name
   */
  public String nameIn(Stage stage) {
    return stage.named(plainName);
  }
}
