package io.localstream.engine;

import io.localstream.engine.assembly.CreatedResource;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.schedule.Scheduler;
import io.localstream.engine.source.EventSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Updates the parts of a running pipeline to another deployment, and keeps all records. */
final class DeploymentUpdater {
  private final FunctionUpdater functions;
  private final AccessControl access;
  private final Scheduler scheduler;
  private final Map<String, EventSource> sources;

  /** The functions that the host has, each in the version that runs. */
  private final Map<String, Function> hosted = new LinkedHashMap<>();

  private Deployment current;

  /**
   * Creates an updater for a running deployment.
   *
   * @param sources the running mappings by UUID
   */
  DeploymentUpdater(
      Deployment deployment,
      FunctionUpdater functions,
      AccessControl access,
      Scheduler scheduler,
      Map<String, EventSource> sources) {
    this.current = deployment;
    this.functions = functions;
    this.access = access;
    this.scheduler = scheduler;
    this.sources = sources;
    deployment.functions().forEach(function -> hosted.put(function.name(), function));
  }

  /** The texts of {@link DeploymentChanges} so far. */
  private record UpdateProgress(List<String> applied, List<String> refused, List<String> restart) {
    UpdateProgress() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    DeploymentChanges changes() {
      return new DeploymentChanges(
          List.copyOf(applied), List.copyOf(refused), List.copyOf(restart));
    }
  }

  /** Applies the differences that a running pipeline can apply. */
  synchronized DeploymentChanges update(Deployment next) throws InterruptedException {
    UpdateProgress progress = new UpdateProgress();
    // Roles first, because new code can need the new permissions when it starts.
    if (!updateRoles(next, progress)) {
      return progress.changes();
    }
    updateFunctions(next, progress);
    Deployment applied =
        next.withFunctions(function -> hosted.getOrDefault(function.name(), function));
    updateMappings(applied, progress);
    updateSchedules(applied, progress);
    nameOthers(applied, progress);
    current = applied;
    return progress.changes();
  }

  /**
   * Updates the roles. Also checks them if only an on-failure destination changed, for which they
   * need a permission.
   */
  private boolean updateRoles(Deployment next, UpdateProgress progress) {
    try {
      access.replaceRoles(next);
    } catch (StartException e) {
      progress.refused().add("the roles: " + e.getMessage());
      return false;
    }
    if (!rolesOf(current).equals(rolesOf(next))
        || !current.encryptionKeys().equals(next.encryptionKeys())) {
      progress.applied().add("the roles");
    }
    return true;
  }

  private static Map<String, Object> rolesOf(Deployment deployment) {
    Map<String, Object> roles = new HashMap<>();
    deployment.functions().forEach(function -> roles.put(function.name(), function.role()));
    return roles;
  }

  /** Deploys the changed functions. One whose new version cannot run keeps its old version. */
  private void updateFunctions(Deployment next, UpdateProgress progress)
      throws InterruptedException {
    progress
        .restart()
        .addAll(
            ResourceDifferences.of(current.functions(), next.functions(), Function::name)
                .addedOrRemoved(function -> "function " + function.name()));
    List<Function> changed =
        next.functions().stream()
            .filter(function -> hosted.containsKey(function.name()))
            .filter(function -> !function.equals(hosted.get(function.name())))
            .toList();
    functions
        .deploy(changed)
        .forEach(
            (function, failure) -> {
              if (failure.isPresent()) {
                progress.refused().add(function.name() + ": " + failure.get());
              } else {
                progress.applied().add(function.name());
                hosted.put(function.name(), function);
              }
            });
  }

  private void updateMappings(Deployment next, UpdateProgress progress) {
    ResourceDifferences<EventSourceMapping> differences =
        ResourceDifferences.of(current.mappings(), next.mappings(), EventSourceMapping::uuid);
    progress.restart().addAll(differences.addedOrRemoved(DeploymentUpdater::name));
    for (EventSourceMapping mapping : next.mappings()) {
      EventSource source = sources.get(mapping.uuid());
      boolean changed = differences.changed().contains(mapping);
      if (source != null && source.canUpdate(mapping)) {
        updateMapping(source, mapping, next.function(mapping), changed, progress);
      } else if (changed) {
        progress.restart().add(name(mapping));
      }
    }
  }

  private static void updateMapping(
      EventSource source,
      EventSourceMapping mapping,
      Function function,
      boolean changed,
      UpdateProgress progress) {
    try {
      // Also if only the function's role changed, because the mapping uses it to deliver failures.
      source.update(mapping, function);
      if (changed) {
        progress.applied().add(name(mapping));
      }
    } catch (IllegalArgumentException e) {
      progress.refused().add(name(mapping) + ": " + e.getMessage());
    }
  }

  private static String name(EventSourceMapping mapping) {
    return "the mapping of %s on %s".formatted(mapping.functionName(), mapping.streamName());
  }

  /** Updates the schedules of the functions that the host has. */
  private void updateSchedules(Deployment next, UpdateProgress progress) {
    progress.restart().addAll(scheduleDifferences(next, false));
    List<String> changed = scheduleDifferences(next, true);
    if (changed.isEmpty()) {
      return;
    }
    try {
      scheduler.replace(schedules(next, true));
      progress.applied().addAll(changed);
    } catch (StartException e) {
      progress.refused().add(e.getMessage());
    }
  }

  private List<String> scheduleDifferences(Deployment next, boolean ofHosted) {
    return ResourceDifferences.of(
            schedules(current, ofHosted),
            schedules(next, ofHosted),
            schedule -> schedule.name() + " " + schedule.functionName())
        .all(schedule -> "schedule " + schedule.name());
  }

  private List<Schedule> schedules(Deployment deployment, boolean ofHosted) {
    return deployment.schedules().stream()
        .filter(schedule -> hosted.containsKey(schedule.functionName()) == ofHosted)
        .toList();
  }

  private void nameOthers(Deployment next, UpdateProgress progress) {
    List<String> restart = progress.restart();
    restart.addAll(
        ResourceDifferences.of(current.streams(), next.streams(), Deployment.Stream::name)
            .all(stream -> "stream " + stream.name()));
    restart.addAll(
        ResourceDifferences.of(current.parameters(), next.parameters(), Deployment.Parameter::name)
            .all(parameter -> "parameter " + parameter.name()));
    restart.addAll(
        ResourceDifferences.of(
                current.alarms(), next.alarms(), alarm -> alarm.path("AlarmName").asText())
            .all(alarm -> "alarm " + alarm.path("AlarmName").asText()));
    restart.addAll(
        ResourceDifferences.of(current.notSimulated(), next.notSimulated(), text -> text)
            .all(text -> text));
    restart.addAll(
        ResourceDifferences.of(current.created(), next.created(), CreatedResource::where)
            .all(resource -> "%s (%s)".formatted(resource.where(), resource.type())));
  }
}
