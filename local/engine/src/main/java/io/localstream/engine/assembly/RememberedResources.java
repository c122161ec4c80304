package io.localstream.engine.assembly;

import io.localstream.engine.lifecycle.StartException;
import java.util.HashMap;
import java.util.Map;

/**
 * Creates the resources of each stack once, so that a running pipeline can read its assembly again
 * and keep the data in the resources.
 */
public final class RememberedResources implements ExternalResources {
  private final ExternalResources creator;
  private final Map<ExternalStack, Map<String, String>> created = new HashMap<>();
  private boolean complete;

  /** Remembers the resources that a creator creates. */
  public RememberedResources(ExternalResources creator) {
    this.creator = creator;
  }

  /** Creates no more resources after this call. */
  public void complete() {
    complete = true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws StartException also if the stack has not been created in this form before {@link
   *     #complete}
   */
  @Override
  public Map<String, String> create(ExternalStack stack) {
    Map<String, String> values = created.get(stack);
    if (values != null) {
      return values;
    }
    if (complete) {
      throw new StartException(
          "The resources of %s that the run creates on another endpoint have changed: restart the run to create %s"
              .formatted(stack.name(), stack.resources().get(0).description()));
    }
    Map<String, String> outputs = creator.create(stack);
    created.put(stack, outputs);
    return outputs;
  }
}
