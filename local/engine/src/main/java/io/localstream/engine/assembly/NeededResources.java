package io.localstream.engine.assembly;

import io.localstream.engine.assembly.ExternalStack.Needed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the resources of a stack that have to be created elsewhere: those that the engine does not
 * simulate, and to which the environment of a function, the policies of its role, or an SSM
 * parameter refers; then, the resources to which these refer.
 */
final class NeededResources {
  /** Services whose resources the engine simulates or does without. */
  private static final Set<String> OWN_SERVICES =
      Set.of("CDK", "CloudWatch", "Events", "IAM", "KMS", "Kinesis", "Lambda", "Logs", "SSM");

  private static final String SUBSCRIPTION = "AWS::SNS::Subscription";

  /**
   * Resources that belong to another resource. The engine does not evaluate policies of resources.
   */
  private static final Set<String> ATTACHMENTS =
      Set.of(
          "AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", SUBSCRIPTION);

  private final Map<String, Resource> resources;
  private final Usage usage;
  private final Map<String, Needed> needed = new LinkedHashMap<>();
  private final Deque<Resource> unvisited = new ArrayDeque<>();

  private NeededResources(List<Resource> resources, Usage usage) {
    this.resources =
        resources.stream().collect(Collectors.toMap(Resource::logicalId, Function.identity()));
    this.usage = usage;
  }

  /**
   * Returns the needed resources of a stack.
   *
   * @param resources the resources of one stack, with made-up values for those that are created
   *     elsewhere
   * @return the needed resources by logical ID, in the order in which they were found
   * @throws io.localstream.engine.lifecycle.StartException if a custom resource is needed
   */
  static Map<String, Needed> of(List<Resource> resources, Usage usage) {
    NeededResources search = new NeededResources(resources, usage);
    resources.forEach(search::addNeedsOf);
    search.visitAll();
    // A topic can be useful only because a queue subscribes to it.
    resources.forEach(search::addSubscription);
    search.visitAll();
    return search.needed;
  }

  private void addNeedsOf(Resource resource) {
    switch (resource.type()) {
      case "AWS::Lambda::Function" -> {
        if (FunctionTranslator.isJava(resource)) {
          add(resource, resource.references("Environment"));
        }
      }
      case "AWS::IAM::Role" -> {
        if (usage.isFunctionRole(resource)) {
          add(resource, resource.references("Policies"));
        }
      }
      case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy" -> {
        if (isOfFunctionRole(resource)) {
          add(resource, resource.references("PolicyDocument"));
        }
      }
      case "AWS::SSM::Parameter" -> add(resource, resource.references("Value"));
      default -> {
        // Functions cannot notice whether what it refers to exists.
      }
    }
  }

  private boolean isOfFunctionRole(Resource policy) {
    return policy.references("Roles").stream()
        .map(reference -> resources.get(reference.logicalId()))
        .anyMatch(role -> role != null && usage.isFunctionRole(role));
  }

  private void addSubscription(Resource resource) {
    if (resource.type().equals(SUBSCRIPTION)
        && resource.text("Protocol").filter("sqs"::equals).isPresent()) {
      resource.references("TopicArn").stream()
          .map(topic -> needed.get(topic.logicalId()))
          .filter(topic -> topic != null)
          .forEach(topic -> add(resource, topic.where()));
    }
  }

  private void add(Resource from, Set<Reference> references) {
    references.stream()
        .map(reference -> resources.get(reference.logicalId()))
        .filter(resource -> resource != null && isExternal(resource))
        .forEach(resource -> add(resource, from.where()));
  }

  private void add(Resource resource, String neededBy) {
    String type = resource.type();
    if (type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource")) {
      throw resource.error(
          "%s refers to this custom resource (%s), whose function the local run cannot run"
              .formatted(neededBy, type));
    }
    String id = resource.logicalId();
    if (needed.putIfAbsent(id, new Needed(id, resource.where(), type, neededBy)) == null) {
      unvisited.add(resource);
    }
  }

  /** Returns whether a type belongs to a service that the engine simulates or does without. */
  static boolean isOwn(Resource resource) {
    String[] type = resource.type().split("::");
    return type[0].equals("AWS") && OWN_SERVICES.contains(type[1]);
  }

  private boolean isExternal(Resource resource) {
    return !isOwn(resource)
        && !ATTACHMENTS.contains(resource.type())
        && !usage.isDestination(resource);
  }

  private void visitAll() {
    while (!unvisited.isEmpty()) {
      Resource resource = unvisited.remove();
      add(resource, resource.references());
    }
  }
}
