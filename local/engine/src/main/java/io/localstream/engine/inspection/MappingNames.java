package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import java.util.List;

/** Names event source mappings for a person: by their functions, where that is enough. */
final class MappingNames {
  private final List<EventSourceMapping> all;

  MappingNames(List<EventSourceMapping> all) {
    this.all = all;
  }

  String of(EventSourceMapping mapping) {
    boolean alone =
        all.stream().filter(m -> m.functionName().equals(mapping.functionName())).count() == 1;
    String consumer =
        mapping.consumerArn().map(arn -> arn.replaceFirst(".*/consumer", "")).orElse("");
    return alone
        ? mapping.functionName()
        : mapping.functionName() + "/" + mapping.streamName() + consumer;
  }
}
