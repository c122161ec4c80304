package io.localstream.cli.watch;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Function;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last build of Maven, with the classes that were compiled since. After the next build of
 * Maven, a new instance replaces it.
 */
final class WatchedBuild implements AutoCloseable {
  private final WatchPlan plan;
  private final ModuleCompiler compiler;
  private final ModuleOutputs outputs;
  private final CloudApp app;
  private final Set<Module> appModules;
  private final Map<String, FunctionCode> codes = new HashMap<>();
  private final Map<String, Path> current = new HashMap<>();

  /**
   * Begins with the classes of Maven's build.
   *
   * @param deployment the deployment that Maven and the CDK app built
   * @param folder the folder for all files; it need not exist
   */
  WatchedBuild(WatchPlan plan, Deployment deployment, Path folder) throws IOException {
    this.plan = plan;
    this.compiler = new ModuleCompiler();
    this.outputs = new ModuleOutputs(plan, compiler, folder.resolve("modules"));
    this.app = new CloudApp(plan, folder.resolve("app"));
    this.appModules = app.modules();
    for (Function function : deployment.functions()) {
      Path ofFunction = folder.resolve("functions").resolve(function.name());
      Optional<FunctionCode> code = FunctionCode.of(function.code(), plan, ofFunction);
      if (code.isPresent()) {
        codes.put(function.name(), code.get());
        current.put(function.name(), function.code());
      }
    }
  }

  /** Returns the names of the functions whose code does not come from a module of this project. */
  List<String> unwatched(Deployment deployment) {
    return deployment.functions().stream()
        .map(Function::name)
        .filter(name -> !codes.containsKey(name))
        .toList();
  }

  /** Returns all watched files and folders. */
  List<Path> roots() {
    List<Path> roots = new ArrayList<>(plan.buildFiles());
    roots.add(CloudApp.settings(plan.project()));
    for (Module module : deployedModules()) {
      roots.add(module.sources().get(0));
      module.resources().forEach(resources -> roots.add(resources.folder()));
    }
    return roots;
  }

  /** Returns the modules without those that only tests use. */
  private Set<Module> deployedModules() {
    Set<Module> modules = functionModules();
    modules.addAll(appModules);
    return modules;
  }

  private Set<Module> functionModules() {
    Set<Module> modules = new LinkedHashSet<>();
    codes.values().forEach(code -> modules.addAll(code.modules()));
    return modules;
  }

  /** Returns the work that a change of these files needs. */
  Change change(Set<Path> files) {
    Set<Module> modules = new LinkedHashSet<>();
    boolean maven = files.stream().anyMatch(plan.buildFiles()::contains);
    for (Path file : files) {
      for (Module module : deployedModules()) {
        if (module.hasSource(file)) {
          modules.add(module);
          maven |= !module.compilable();
        }
        Optional<Module.Resources> resources = module.resourcesOf(file);
        if (resources.isPresent()) {
          modules.add(module);
          maven |= !resources.get().isCopied(file);
        }
      }
    }
    boolean settings = files.contains(CloudApp.settings(plan.project()));
    return new Change(maven, settings, modules);
  }

  /**
   * The work that a change needs.
   *
   * @param maven whether only Maven can build the change
   * @param settings whether the settings of the CDK app have changed
   * @param modules the modules to compile
   */
  record Change(boolean maven, boolean settings, Set<Module> modules) {
    static final Change NONE = new Change(false, false, Set.of());

    /** Returns the work that both changes together need. */
    Change and(Change other) {
      Set<Module> both = new LinkedHashSet<>(modules);
      both.addAll(other.modules);
      return new Change(maven || other.maven, settings || other.settings, both);
    }

    boolean isEmpty() {
      return !maven && !settings && modules.isEmpty();
    }
  }

  /**
   * Compiles the changed modules.
   *
   * @return whether the CDK app must run again
   * @throws CompileError if sources have errors; nothing changes
   */
  boolean compile(Change change) throws IOException, CompileError {
    Set<Module> compiled = outputs.compile(change.modules());
    for (Map.Entry<String, FunctionCode> code : codes.entrySet()) {
      if (code.getValue().hasAnyOf(compiled)) {
        current.put(code.getKey(), code.getValue().with(outputs));
      }
    }
    return change.settings() || appModules.stream().anyMatch(compiled::contains);
  }

  /** Runs the CDK app, and returns the folder of the cloud assembly. */
  Path synthesize() throws IOException, InterruptedException {
    return app.synthesize(outputs);
  }

  /** Returns a deployment with the current code of its functions. */
  Deployment withCurrentCode(Deployment deployment) {
    return deployment.withFunctions(
        function ->
            isOfThisBuild(function) ? function.withCode(current.get(function.name())) : function);
  }

  /**
   * Deletes the files of old versions.
   *
   * @param used the code of functions that is still used, besides the current code
   */
  void deleteUnused(Set<Path> used) throws IOException {
    Set<Path> all = new HashSet<>(used);
    all.addAll(current.values());
    for (FunctionCode code : codes.values()) {
      code.deleteUnused(all);
    }
    app.deleteUnused(all);
    outputs.deleteReplaced();
  }

  /** The CDK names the copy of a jar in an assembly by a hash of its content. */
  private boolean isOfThisBuild(Function function) {
    FunctionCode code = codes.get(function.name());
    return code != null && code.jar().getFileName().equals(function.code().getFileName());
  }

  /** Prepares compilation, so that the first change is as fast as the later ones. */
  void prepare() throws IOException {
    for (FunctionCode code : codes.values()) {
      code.libraries();
    }
    // Not the modules of the CDK app: the CDK library is large, and these modules change less
    // often.
    outputs.warmUp(functionModules());
  }

  @Override
  public void close() throws IOException {
    compiler.close();
  }
}
