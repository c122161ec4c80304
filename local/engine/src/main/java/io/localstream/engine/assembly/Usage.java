package io.localstream.engine.assembly;

import io.localstream.engine.lifecycle.StartException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the functions of all stacks use.
 *
 * @param roles ARNs of the roles of Java functions
 * @param destinations ARNs of on-failure destinations, which the engine keeps in folders
 */
record Usage(Set<String> roles, Set<String> destinations) {
  /**
   * @param resources the resources of all stacks, with made-up values for those that are created
   *     elsewhere
   */
  static Usage of(List<Resource> resources) {
    Set<String> roles = new HashSet<>();
    Set<String> destinations = new HashSet<>();
    for (Resource resource : resources) {
      switch (resource.type()) {
        case "AWS::Lambda::Function" -> {
          if (FunctionTranslator.isJava(resource)) {
            known(() -> resource.text("Role")).ifPresent(roles::add);
          }
        }
        case "AWS::Lambda::EventSourceMapping", "AWS::Lambda::EventInvokeConfig" ->
            known(() -> resource.text("DestinationConfig", "/OnFailure/Destination"))
                .ifPresent(destinations::add);
        default -> {
          // Uses neither a role nor a destination.
        }
      }
    }
    return new Usage(roles, destinations);
  }

  boolean isFunctionRole(Resource role) {
    return known(() -> Optional.of(PhysicalId.of(role).arn())).filter(roles::contains).isPresent();
  }

  boolean isDestination(Resource resource) {
    return known(() -> Optional.of(PhysicalId.of(resource).arn()))
        .filter(destinations::contains)
        .isPresent();
  }

  /** An expression without a value is reported later, where the deployment is read. */
  private static Optional<String> known(Supplier<Optional<String>> value) {
    try {
      return value.get();
    } catch (StartException e) {
      return Optional.empty();
    }
  }
}
