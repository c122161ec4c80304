package io.kinesispipeline.infra.app;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/** Synthesizes all of {@link Configurations}, under cdk-nag's rules. */
final class Synthesis {
  private Synthesis() {}

  public static void main(String[] args) throws IOException {
    FunctionJars jars = new FunctionJars(jar("producer"), jar("consumer"));
    for (String name : Configurations.NAMES) {
      App app =
          new App(
              AppProps.builder()
                  .outdir(Configurations.folder(name).toString())
                  .postCliContext(Configurations.context(name))
                  .build());
      new PipelineStacks(PipelineConfig.from(PipelineApp.context(app))).addTo(app, jars);
      Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
      app.synth();
    }
  }

  /** The same bytes each time, as the templates name the code by its hash. */
  private static Path jar(String function) throws IOException {
    Path jar = Files.createDirectories(Configurations.folder("jars")).resolve(function + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      ZipEntry entry = new ZipEntry(function + ".class");
      entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
      out.putNextEntry(entry);
    }
    return jar;
  }
}
