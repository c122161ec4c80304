package io.localstream.engine.assembly;

import java.util.Map;

/** Creates the resources that the engine does not simulate. */
@FunctionalInterface
public interface ExternalResources {
  /**
   * Creates the resources of a stack. It is called once for each stack that has any, in deployment
   * order.
   *
   * @return the values of the template's outputs, by their keys
   * @throws io.localstream.engine.lifecycle.StartException if a resource cannot be created; the
   *     message names the resource, its type and the reason
   */
  Map<String, String> create(ExternalStack stack);
}
