package io.localstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the project's CDK app as the CDK CLI does, with the command in {@code cdk.json}, but with
 * the current classes of its modules and without starting the CLI.
 *
 * <p>The command names its class path in an argument file of {@code java}. The app runs with a copy
 * of that file, in which the folders of current classes replace those of the build.
 */
final class CloudApp {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ARGUMENT_FILE = Pattern.compile("@([^\\s\"']+)");

  private final WatchPlan plan;
  private final VersionFolders syntheses;

  /**
   * Creates a runner of the app.
   *
   * @param folder gets the cloud assemblies; it need not exist
   */
  CloudApp(WatchPlan plan, Path folder) {
    this.plan = plan;
    this.syntheses = new VersionFolders(folder);
  }

  /** Returns the file with the app's command and context. */
  static Path settings(Path project) {
    return project.resolve("cdk.json");
  }

  /** Returns the modules whose classes the app's class path has. */
  Set<Module> modules() throws IOException {
    Set<Module> modules = new LinkedHashSet<>();
    for (String arguments : argumentFiles(command()).values()) {
      plan.modules().stream()
          .filter(module -> classes(module).matcher(arguments).find())
          .forEach(modules::add);
    }
    return modules;
  }

  /**
   * Synthesizes.
   *
   * @return the folder of the cloud assembly
   * @throws StartException if the app fails; the message has its output
   */
  Path synthesize(ModuleOutputs outputs) throws IOException, InterruptedException {
    Path run = syntheses.create();
    Path assembly = run.resolve("cdk.out");
    List<String> output = new ArrayList<>();
    int status =
        ToolProcess.run(
            plan.project(),
            List.of("sh", "-c", withCurrentClasses(command(), outputs, run)),
            Map.of(
                "CDK_OUTDIR", assembly.toString(),
                "CDK_CONTEXT_JSON", context().toString(),
                "CDK_VALIDATION", "false"),
            output::add);
    if (status != 0 || !Files.exists(assembly.resolve("manifest.json"))) {
      throw new StartException(String.join(System.lineSeparator(), output));
    }
    return assembly;
  }

  /** Deletes the cloud assemblies that contain no used file, but not the newest assembly. */
  void deleteUnused(Set<Path> used) throws IOException {
    syntheses.deleteUnused(used);
  }

  private String withCurrentClasses(String command, ModuleOutputs outputs, Path run)
      throws IOException {
    String changed = command;
    for (Map.Entry<String, String> file : argumentFiles(command).entrySet()) {
      String arguments = file.getValue();
      for (Module module : plan.modules()) {
        String current = Matcher.quoteReplacement(outputs.of(module).toString());
        arguments = classes(module).matcher(arguments).replaceAll(current);
      }
      Path copy = run.resolve(file.getKey().replace('/', '-'));
      Files.writeString(copy, arguments);
      changed = changed.replace("@" + file.getKey(), "@" + copy);
    }
    return changed;
  }

  /** Returns the pattern of a module's folder of classes in a class path. */
  private Pattern classes(Module module) {
    String relative = plan.project().relativize(module.classes()).toString();
    return Pattern.compile("(?<![^\\s\"':])" + Pattern.quote(relative) + "(?![^\\s\"':])");
  }

  /** Returns the texts of the argument files in a command, by their names there. */
  private Map<String, String> argumentFiles(String command) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (Matcher name = ARGUMENT_FILE.matcher(command); name.find(); ) {
      Path file = plan.project().resolve(name.group(1));
      if (Files.isRegularFile(file)) {
        files.put(name.group(1), Files.readString(file));
      }
    }
    return files;
  }

  private String command() throws IOException {
    return json().path("app").asText();
  }

  private ObjectNode context() throws IOException {
    ObjectNode context =
        json().path("context") instanceof ObjectNode own ? own : JSON.createObjectNode();
    plan.context().forEach(context::put);
    return context;
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(settings(plan.project()).toFile());
  }
}
