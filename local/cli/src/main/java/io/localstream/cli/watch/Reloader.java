package io.localstream.cli.watch;

import io.localstream.cli.watch.WatchedBuild.Change;
import io.localstream.engine.DeploymentChanges;
import io.localstream.engine.Pipeline;
import io.localstream.engine.PipelineListener;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds changed code, and updates the pipeline to it. Not thread-safe. */
final class Reloader implements AutoCloseable {
  private final WatchSettings settings;
  private final Pipeline pipeline;
  private final PipelineListener listener;
  private final VersionFolders builds;
  private Deployment synthesized;
  private WatchedBuild build;

  /** The change that failed to build. It is built again with the next change. */
  private Change pending = Change.NONE;

  /**
   * Creates a reloader for the running deployment.
   *
   * @throws StartException if the build cannot be watched
   */
  Reloader(
      WatchSettings settings, Deployment deployment, Pipeline pipeline, PipelineListener listener)
      throws IOException {
    this.settings = settings;
    this.synthesized = deployment;
    this.pipeline = pipeline;
    this.listener = listener;
    this.builds = new VersionFolders(pipeline.workFolder().resolve("watch"));
    this.build = newBuild();
    List<String> unwatched = build.unwatched(deployment);
    if (!unwatched.isEmpty()) {
      listener.noticed(
          "Not watched, because no module of this project builds their code: "
              + String.join(", ", unwatched));
    }
  }

  private WatchedBuild newBuild() throws IOException {
    return new WatchedBuild(
        WatchPlan.read(settings.project(), settings.plan()), synthesized, builds.create());
  }

  /** Prepares compilation, so that the first change is as fast as the later ones. */
  void prepare() throws IOException {
    build.prepare();
    listener.noticed("Watching the sources: the run picks up what you save within seconds.");
  }

  /** Returns all watched files and folders. */
  List<Path> roots() {
    return build.roots();
  }

  /**
   * Builds the changes and updates the pipeline. If that fails, the pipeline continues with the old
   * code.
   */
  void reload(Set<Path> files) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Change change = pending.and(build.change(files));
    if (change.isEmpty()) {
      return;
    }
    pending = change;
    try {
      DeploymentChanges changes =
          change.maven() ? updateAfterMaven() : updateAfterCompilation(change);
      pending = Change.NONE;
      report(changes, names(files), Duration.ofNanos(System.nanoTime() - begin));
      deleteUnused();
    } catch (CompileError e) {
      if (Thread.currentThread().isInterrupted()) {
        // The compiler reports that it cannot write.
        throw new InterruptedException();
      }
      e.texts(settings.project()).forEach(listener::erred);
      goOn("does not compile");
    } catch (StartException e) {
      listener.erred(e.getMessage());
      goOn("cannot run");
    }
  }

  private DeploymentChanges updateAfterCompilation(Change change)
      throws IOException, InterruptedException, CompileError {
    if (build.compile(change)) {
      synthesized = settings.reader().apply(build.synthesize());
    }
    return pipeline.update(build.withCurrentCode(synthesized));
  }

  private DeploymentChanges updateAfterMaven() throws IOException, InterruptedException {
    List<String> command = WatchPlan.read(settings.project(), settings.plan()).build();
    int status = ToolProcess.run(settings.project(), command, Map.of(), listener::noticed);
    if (status != 0) {
      throw new StartException("The build failed: see the output above.");
    }
    synthesized = settings.reader().apply(settings.assembly());
    build.close();
    build = newBuild();
    return pipeline.update(synthesized);
  }

  /** Deletes the files of versions that no execution environment runs any more. */
  private void deleteUnused() {
    Set<Path> used = new HashSet<>(pipeline.codeInUse());
    synthesized.functions().forEach(function -> used.add(function.code()));
    try {
      build.deleteUnused(used);
      builds.deleteUnused(used);
    } catch (IOException e) {
      listener.erred("The files of an old version cannot be deleted: " + e);
    }
  }

  private void goOn(String problem) {
    listener.noticed("The change %s: the run continues with the old code.".formatted(problem));
  }

  private void report(DeploymentChanges changes, String files, Duration duration) {
    if (!changes.applied().isEmpty()) {
      listener.noticed(
          String.format(
              Locale.ROOT,
              "Reloaded %s in %.1f s (%s)",
              String.join(", ", changes.applied()),
              duration.toMillis() / 1e3,
              files));
    }
    changes
        .refused()
        .forEach(text -> listener.erred(text + ". The run continues with the old one."));
    if (!changes.restart().isEmpty()) {
      listener.noticed("Restart for this: " + String.join(", ", changes.restart()));
    }
  }

  private static String names(Set<Path> files) {
    int shown = 3;
    String names =
        files.stream()
            .map(file -> file.getFileName().toString())
            .sorted()
            .limit(shown)
            .collect(Collectors.joining(", "));
    return files.size() > shown ? names + " and " + (files.size() - shown) + " more" : names;
  }

  @Override
  public void close() throws IOException {
    build.close();
  }
}
