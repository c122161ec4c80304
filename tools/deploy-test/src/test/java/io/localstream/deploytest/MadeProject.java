package io.localstream.deploytest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * A project that {@code npm run init} makes from this one, as a team does.
 *
 * @param folder its folder
 */
record MadeProject(Path folder) {
  private static final Path FOLDER = Project.TARGET.resolve("init");
  private static final Path CHECKOUT = FOLDER.resolve("checkout");

  /** The files of the working tree, as the only commit of another repository. */
  private static final String CHECK_OUT =
      """
      set -euo pipefail
      mkdir -p "$1"
      git ls-files -z --cached --others --exclude-standard \
        | while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\\0' "$file"; fi; done \
        | tar --null --files-from - -cf - | tar -xf - -C "$1"
      cd "$1"
      git init --quiet
      git add --all
      git -c user.name=test -c user.email=test@example.com commit --quiet --message test
      """;

  private static final FutureTask<MadeProject> SHARED = new FutureTask<>(MadeProject::makeShared);

  /** Returns whether this project has the command, which a made project does not have. */
  static boolean canBeMade() throws IOException {
    return Files.readString(Project.ROOT.resolve("package.json")).contains("\"init\":");
  }

  /**
   * Returns a project with the events of this one. The first test that needs it makes it, and
   * builds it by starting it. Tests change copies of it.
   */
  static MadeProject get() throws ExecutionException, InterruptedException {
    SHARED.run();
    return SHARED.get();
  }

  /**
   * Makes another project, which begins with the built platform of the first one, because the
   * platform is the same in each.
   *
   * @param name the name of its folder
   * @param options more options of {@code npm run init}
   */
  static MadeProject another(String name, List<String> options)
      throws IOException, InterruptedException, ExecutionException {
    MadeProject first = get();
    MadeProject made = make(name, options);
    for (Path module : first.platform()) {
      if (Files.exists(made.folder.resolve(module))) {
        Project.copy(first.folder, made.folder, module);
      }
    }
    return made;
  }

  private static MadeProject makeShared() throws IOException, InterruptedException {
    Project.delete(FOLDER);
    Files.createDirectories(FOLDER);
    run(Project.ROOT, List.of("bash", "-c", CHECK_OUT, "bash", CHECKOUT.toString()));
    MadeProject made = make("made", List.of());
    made.start();
    return made;
  }

  private static MadeProject make(String name, List<String> options)
      throws IOException, InterruptedException {
    Path folder = FOLDER.resolve(name);
    List<String> line = new ArrayList<>(List.of("npm", "run", "init", "--", "--name", "orders"));
    line.addAll(List.of("--package", "com.acme.orders", "--dir", folder.toString()));
    line.addAll(options);
    run(CHECKOUT, line);
    // The pinned npm tools, which the made project would install again.
    run(FOLDER, List.of("cp", "-R", Project.ROOT.resolve("node_modules").toString(), name));
    return new MadeProject(folder);
  }

  /** Returns the deployment without a stage. */
  Stage stage() {
    return new Stage("", PipelineNames.of(folder));
  }

  /** Builds it and runs its pipeline on this machine, and checks that events are consumed. */
  void start() throws IOException, InterruptedException {
    String summary = "target/summary.json";
    run("npm", "start", "--", "--for", "10s", "--port", "0", "--summary", summary);
    run("node", ".ci/check-summary.mjs", summary, "2");
  }

  /** Runs a command in its folder, which succeeds. */
  Command run(String... line) throws IOException, InterruptedException {
    return run(folder, List.of(line));
  }

  private static Command run(Path folder, List<String> line)
      throws IOException, InterruptedException {
    return Command.run(variables -> variables.putAll(Cdk.UNATTENDED), folder, line).succeeded();
  }

  /** Returns the modules of the platform that are built. */
  private List<Path> platform() throws IOException {
    List<Path> modules = new ArrayList<>();
    for (String part : List.of("local", "tools")) {
      try (Stream<Path> folders = Files.walk(folder.resolve(part), 2)) {
        folders
            .filter(found -> Files.isDirectory(found.resolve("target")))
            .map(folder::relativize)
            .forEach(modules::add);
      }
    }
    return modules;
  }
}
