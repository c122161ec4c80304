package io.localstream.engine.assembly;

import io.localstream.engine.assembly.CloudAssembly.Stack;
import io.localstream.engine.assembly.ExternalStack.Needed;
import io.localstream.engine.lifecycle.StartException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the resources of stacks in deployment order, so that each stack can use the SSM parameters
 * of the stacks before it. Creates the needed resources that the engine does not simulate.
 */
final class ResourceReader {
  /** Types without which a pipeline would behave differently from AWS. */
  private static final Set<String> REFUSED =
      Set.of("AWS::CloudFormation::Stack", "AWS::Pipes::Pipe", "AWS::Scheduler::Schedule");

  private final Environment environment;
  private final List<Deployment.Parameter> parameters = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<CreatedResource> created = new ArrayList<>();

  /**
   * Reads the resources.
   *
   * @param external creates resources; if empty, they get made-up values
   */
  ResourceReader(
      List<Stack> stacks, Environment environment, Optional<ExternalResources> external) {
    this.environment = environment;
    Map<Stack, List<Resource>> madeUp = new LinkedHashMap<>();
    stacks.forEach(stack -> madeUp.put(stack, add(stack, ExternalValues.NONE)));
    requireSupport();
    if (external.isPresent()) {
      create(needed(madeUp), external.get());
    }
  }

  /** Returns the resources whose condition is true. */
  List<Resource> resources() {
    return List.copyOf(resources);
  }

  List<Deployment.Parameter> parameters() {
    return List.copyOf(parameters);
  }

  List<CreatedResource> created() {
    return List.copyOf(created);
  }

  private List<Resource> add(Stack stack, ExternalValues external) {
    List<Resource> ofStack = read(stack, external);
    ofStack.stream()
        .filter(resource -> resource.type().equals("AWS::SSM::Parameter"))
        .forEach(resource -> parameters.add(StreamTranslator.parameter(resource)));
    resources.addAll(ofStack);
    return ofStack;
  }

  private List<Resource> read(Stack stack, ExternalValues external) {
    return new StackTemplate(stack, environment, List.copyOf(parameters), external).resources();
  }

  private void requireSupport() {
    for (Resource resource : resources) {
      if (REFUSED.contains(resource.type())) {
        throw resource.error(resource.type() + " is not supported by the local run");
      }
    }
  }

  /** Returns the needed resources of each stack, by logical ID. */
  private static Map<Stack, Map<String, Needed>> needed(Map<Stack, List<Resource>> stacks) {
    Usage usage = Usage.of(stacks.values().stream().flatMap(List::stream).toList());
    Map<Stack, Map<String, Needed>> needed = new LinkedHashMap<>();
    stacks.forEach((stack, ofStack) -> needed.put(stack, NeededResources.of(ofStack, usage)));
    return needed;
  }

  /** Creates the needed resources, and reads all stacks again, with their values. */
  private void create(Map<Stack, Map<String, Needed>> needed, ExternalResources external) {
    if (needed.values().stream().allMatch(Map::isEmpty)) {
      return;
    }
    parameters.clear();
    resources.clear();
    needed.forEach((stack, ofStack) -> add(stack, create(stack, ofStack, external)));
  }

  private ExternalValues create(
      Stack stack, Map<String, Needed> needed, ExternalResources external) {
    if (needed.isEmpty()) {
      return ExternalValues.NONE;
    }
    ReducedStack reduced =
        ReducedStack.of(stack, needed, read(stack, ExternalValues.notCreatedYet(needed.keySet())));
    Map<String, String> outputs = external.create(reduced.stack(environment));
    if (!outputs.keySet().containsAll(reduced.outputs().keySet())) {
      throw new StartException(
          "The endpoint created the stack %s, but not its outputs %s: it returned %s."
              .formatted(stack.name(), reduced.outputs().keySet(), outputs.keySet()));
    }
    created.addAll(reduced.created(outputs));
    return ExternalValues.created(needed.keySet(), reduced.values(outputs));
  }
}
