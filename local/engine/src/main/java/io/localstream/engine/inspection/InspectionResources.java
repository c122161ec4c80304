package io.localstream.engine.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The resources of the inspection API. A resource's name is the last part of its path. */
final class InspectionResources {
  private static final String FAILURE = "failures/";

  private final Inspection inspection;
  private final Map<String, Function<QueryParameters, Object>> byName = new LinkedHashMap<>();

  /**
   * @param more resources besides those of the inspection
   */
  InspectionResources(
      Inspection inspection, RunTimeline timeline, Map<String, Supplier<Object>> more) {
    this.inspection = inspection;
    ItemQueries items = new ItemQueries(inspection);
    byName.put("pipeline", whole(inspection::pipeline));
    byName.put("overview", whole(inspection::overview));
    byName.put("streams", whole(inspection::streams));
    byName.put("mappings", whole(inspection::mappings));
    byName.put("functions", whole(inspection::functions));
    byName.put("invocations", items::invocations);
    byName.put("records", items::records);
    byName.put("logs", items::logs);
    byName.put("failures", items::failures);
    byName.put("metrics", items::metrics);
    byName.put("alarms", whole(inspection::alarms));
    byName.put("grants", whole(inspection::grants));
    byName.put("faults", whole(inspection::faults));
    byName.put("injecting", whole(inspection::injecting));
    byName.put("services", whole(inspection::services));
    byName.put("timeline", query -> after(timeline, query));
    more.forEach((name, supplier) -> byName.put(name, whole(supplier)));
  }

  private static Object after(RunTimeline timeline, QueryParameters query) {
    query.allow(List.of("after"));
    return timeline.after(query.number("after", 0, Long.MAX_VALUE, 0));
  }

  private static Function<QueryParameters, Object> whole(Supplier<Object> snapshot) {
    return query -> {
      query.allow(List.of());
      return snapshot.get();
    };
  }

  /** Returns whether there is a resource. */
  boolean has(String name) {
    return byName.containsKey(name) || name.isEmpty() || name.equals("events");
  }

  /**
   * Returns the response to a request.
   *
   * @param name the path below the API's path, without a slash at the beginning
   * @throws BadRequestException if there is no such resource, or a parameter is invalid
   */
  ObjectNode get(String name, QueryParameters query) {
    // Read before the snapshot, so that changes made meanwhile have higher numbers.
    ObjectNode answer =
        JsonNodeFactory.instance.objectNode().put("change", inspection.lastChange());
    if (name.isEmpty()) {
      byName.keySet().forEach(answer.putArray("resources")::add);
      return answer;
    }
    if (name.startsWith(FAILURE)) {
      return answer.set("failure", failure(name.substring(FAILURE.length())));
    }
    Function<QueryParameters, Object> resource = byName.get(name);
    if (resource == null) {
      throw new BadRequestException(
          404,
          "there is no resource %s: the resources are events and %s"
              .formatted(name, byName.keySet()));
    }
    return answer.set(name, SnapshotJson.tree(resource.apply(query)));
  }

  private JsonNode failure(String id) {
    FailureSnapshot failure =
        inspection.failures(0, f -> String.valueOf(f.id()).equals(id), 1).stream()
            .findFirst()
            .orElseThrow(
                () -> new BadRequestException(404, "no failure with the id " + id + " is kept"));
    ObjectNode answer = (ObjectNode) SnapshotJson.tree(failure);
    failure.file().ifPresent(file -> answer.set("content", content(file)));
    return answer;
  }

  private static JsonNode content(Path file) {
    try {
      return SnapshotJson.content(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new BadRequestException(404, "cannot read " + file + ": " + e);
    }
  }
}
