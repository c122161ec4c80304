package io.kinesispipeline.infra.app;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/** Synthesizes all {@link Configurations} with cdk-nag's rules. */
final class Synthesis {
  private Synthesis() {}

  public static void main(String[] args) throws IOException {
    Path projectRoot = Configurations.folder("project");
    StubJars.buildIn(projectRoot);
    for (String name : Configurations.NAMES) {
      App app =
          new App(
              AppProps.builder()
                  .outdir(Configurations.folder(name).toString())
                  .postCliContext(Configurations.context(name))
                  .build());
      PipelineConfig config = PipelineConfigReader.read(PipelineApp.context(app));
      new PipelineStacks(config, projectRoot).addTo(app);
      Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
      app.synth();
    }
  }
}
