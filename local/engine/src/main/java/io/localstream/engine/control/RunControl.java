package io.localstream.engine.control;

import io.localstream.engine.fault.FaultSpecs;
import io.localstream.engine.inspection.Action;
import io.localstream.engine.inspection.ActionFields;
import io.localstream.engine.inspection.BadRequestException;
import io.localstream.engine.inspection.RunActions;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.source.EventSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The actions of a run below {@code /_local/}: they put events, invoke functions, send failures
 * again, inject faults, change shards, pause mappings, and stop the run.
 */
public final class RunControl {
  private static final int WRONG = 400;
  private static final int STARTING = 503;

  private final CompletableFuture<ControlledParts> parts;

  private RunControl(CompletableFuture<ControlledParts> parts) {
    this.parts = parts;
  }

  /**
   * Creates the actions.
   *
   * @param parts completes when all parts have started; until then, actions are refused
   * @param templates the folder of saved events; if empty, there are none
   * @return the actions, and the resource {@code templates}
   */
  public static RunActions actions(
      CompletableFuture<ControlledParts> parts, Optional<Path> templates) {
    RunControl control = new RunControl(parts);
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("put", fields -> new EventSender(control.started()).put(fields));
    actions.put("invoke", fields -> new FunctionInvoker(control.started()).invoke(fields));
    actions.put("redrive", new FailureSender(control::started)::send);
    actions.put("faults", control::inject);
    actions.put("reshard", control::reshard);
    actions.put("mapping", control::pause);
    actions.put("stop", control::stop);
    Map<String, Supplier<Object>> resources = new LinkedHashMap<>();
    templates
        .map(EventTemplates::new)
        .ifPresent(
            saved -> {
              actions.put("templates", saved::save);
              resources.put("templates", saved::all);
            });
    return new RunActions(actions, resources);
  }

  private ControlledParts started() {
    ControlledParts started = parts.getNow(null);
    if (started == null) {
      throw new BadRequestException(STARTING, "the run is starting: try again in a second");
    }
    return started;
  }

  /** Injects these faults instead of the current ones. */
  private Object inject(ActionFields fields) {
    fields.allow(List.of("specs"));
    try {
      FaultSpecs specs = FaultSpecs.parse(fields.texts("specs"));
      started().faults().inject(specs.requireServices(started().otherServices()));
    } catch (StartException e) {
      throw new BadRequestException(WRONG, e.getMessage());
    }
    return Map.of("injecting", started().faults().specs());
  }

  private Object reshard(ActionFields fields) {
    fields.allow(List.of("stream", "shard", "change"));
    String stream = fields.oneOf("stream", streamNames());
    String shard = fields.text("shard");
    String change = fields.oneOf("change", List.of("split", "merge"));
    try {
      if (change.equals("split")) {
        started().resharding().split(stream, shard);
      } else {
        started().resharding().merge(stream, shard);
      }
      return Map.of();
    } catch (IllegalArgumentException | SdkException e) {
      throw new BadRequestException(WRONG, e.getMessage());
    }
  }

  private List<String> streamNames() {
    return started().inspection().streams().stream().map(stream -> stream.name()).toList();
  }

  private Object pause(ActionFields fields) {
    fields.allow(List.of("mapping", "enabled"));
    Map<String, EventSource> mappings = started().mappings();
    String name = fields.oneOf("mapping", List.copyOf(mappings.keySet()));
    if (fields.truth("enabled")) {
      mappings.get(name).resume();
    } else {
      mappings.get(name).pause();
    }
    return Map.of();
  }

  private Object stop(ActionFields fields) {
    fields.allow(List.of());
    started().stop().run();
    return Map.of();
  }
}
