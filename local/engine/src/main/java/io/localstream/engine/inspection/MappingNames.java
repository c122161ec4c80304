package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import java.util.List;

/**
 * Names event source mappings for people: by the function, and by the stream too if the function
 * has several mappings.
 */
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
