package io.localstream.engine.assembly;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of the resources of a stack that are created elsewhere. */
@FunctionalInterface
interface ExternalValues {
  /** No resource is created elsewhere. */
  ExternalValues NONE = reference -> Optional.empty();

  /**
   * Returns the value of a reference; empty if the resource is not created elsewhere.
   *
   * @throws UnresolvedException if the resource is created elsewhere, and the value is not known
   */
  Optional<String> value(Reference reference);

  /**
   * The values while the resources are not created yet: there are none.
   *
   * @param logicalIds the resources
   */
  static ExternalValues notCreatedYet(Set<String> logicalIds) {
    return reference -> {
      if (logicalIds.contains(reference.logicalId())) {
        throw new UnresolvedException(
            "it refers to %s, which is created in the same step", reference.logicalId());
      }
      return Optional.empty();
    };
  }

  /**
   * The values after the resources were created.
   *
   * @param logicalIds the resources
   * @param values the values of all references to them
   */
  static ExternalValues created(Set<String> logicalIds, Map<Reference, String> values) {
    return reference -> {
      if (logicalIds.contains(reference.logicalId()) && !values.containsKey(reference)) {
        throw new UnresolvedException(
            "it refers to %s.%s, which is not known",
            reference.logicalId(), reference.attribute().orElse("Ref"));
      }
      return Optional.ofNullable(values.get(reference));
    };
  }
}
