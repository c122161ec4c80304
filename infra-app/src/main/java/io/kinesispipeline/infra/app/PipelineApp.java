package io.kinesispipeline.infra.app;

import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;

/** The CDK app: the CDK CLI starts it as {@code cdk.json} says, in the project's folder. */
public final class PipelineApp {
  private PipelineApp() {}

  /**
   * Synthesizes the three stacks, or prints the errors in the settings and exits with code 1.
   *
   * @param args none
   */
  public static void main(String[] args) {
    try {
      synthesize(new App(), Path.of(""));
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void synthesize(App app, Path projectRoot) {
    PipelineConfig config = PipelineConfigReader.read(context(app));
    FunctionJar.requireAll(projectRoot);
    new PipelineStacks(config, projectRoot).addTo(app);
    app.synth();
  }

  // Context is a JSON object: its keys are strings.
  @SuppressWarnings("unchecked")
  static Map<String, ?> context(App app) {
    return (Map<String, ?>) app.getNode().getAllContext();
  }
}
