package io.localstream.cli.watch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.lifecycle.StartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The project's build, as a watched run needs it.
 *
 * @param project the project's folder
 * @param modules the deployed modules, each after the modules that it depends on
 * @param buildFiles the files after whose change Maven must build
 * @param build the command that builds, synthesizes, and writes the plan again
 * @param context the CDK context values of this run, which override those in {@code cdk.json}
 */
record WatchPlan(
    Path project,
    List<Module> modules,
    List<Path> buildFiles,
    List<String> build,
    Map<String, String> context) {
  /** The plan as the script writes it. Paths are absolute, or relative to the project's folder. */
  private record Written(
      List<String> modules,
      List<Path> buildFiles,
      Path classPath,
      Path effectivePoms,
      List<String> build,
      Map<String, String> context) {}

  /**
   * Reads a plan.
   *
   * @throws StartException if it cannot be read
   */
  static WatchPlan read(Path project, Path file) {
    try {
      Written written = new JsonMapper().readValue(file.toFile(), Written.class);
      EffectivePoms poms = EffectivePoms.read(project.resolve(written.effectivePoms));
      List<Module> modules =
          written.modules.stream()
              .map(
                  name ->
                      poms.module(
                          project,
                          name,
                          classPath(project.resolve(name).resolve(written.classPath))))
              .toList();
      return new WatchPlan(
          project,
          inBuildOrder(modules),
          written.buildFiles.stream().map(project::resolve).toList(),
          written.build,
          written.context);
    } catch (JacksonException e) {
      throw unreadable(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw unreadable(file, e.getMessage(), e);
    }
  }

  private static StartException unreadable(Path file, String problem, Exception cause) {
    return new StartException(
        "--watch cannot read its plan %s (%s). npm start -- --watch writes it"
            .formatted(file, problem),
        cause);
  }

  private static List<Path> classPath(Path file) {
    try {
      return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
          .filter(entry -> !entry.isEmpty())
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw unreadable(file, e.getMessage(), e);
    }
  }

  /**
   * Sorts modules by the number of modules on their class path. A class path contains all modules
   * that a module depends on, so each module comes after them.
   */
  private static List<Module> inBuildOrder(List<Module> modules) {
    return modules.stream()
        .sorted(Comparator.comparing(m -> modules.stream().filter(m::dependsOn).count()))
        .toList();
  }
}
