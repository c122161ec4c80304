package io.localstream.engine.assembly;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses a second event source mapping of one function and event source, as Lambda does. */
final class MappingConflicts {
  private MappingConflicts() {}

  private record Source(String eventSourceArn, String functionArn) {}

  /**
   * Compares all mappings.
   *
   * @param resources the mappings' resources
   * @param mappings the translated mappings, in the same order
   * @throws io.localstream.engine.lifecycle.StartException if two mappings conflict: the message
   *     names both
   */
  static void refuse(List<Resource> resources, List<EventSourceMapping> mappings) {
    Map<Source, Integer> existing = new HashMap<>();
    for (int i = 0; i < mappings.size(); i++) {
      EventSourceMapping mapping = mappings.get(i);
      String eventSourceArn = mapping.consumerArn().orElse(mapping.streamArn());
      Integer first = existing.putIfAbsent(new Source(eventSourceArn, mapping.functionArn()), i);
      if (first != null) {
        throw resources
            .get(i)
            .error(
                ("ResourceConflictException: The event source arn (\" %s \") and function (\" %s"
                        + " \") provided mapping already exists. Please update or delete the"
                        + " existing mapping with UUID %s (%s)")
                    .formatted(
                        eventSourceArn,
                        mapping.functionName(),
                        mappings.get(first).uuid(),
                        resources.get(first).where()));
      }
    }
  }
}
