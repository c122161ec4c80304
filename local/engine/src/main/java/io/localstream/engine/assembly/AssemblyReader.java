package io.localstream.engine.assembly;

import io.localstream.engine.assembly.CloudAssembly.Stack;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a synthesized cloud assembly into the deployment that it would create in an account. */
public final class AssemblyReader {
  /** Types that the local run simulates, or that make no difference to it. */
  private static final Set<String> SUPPORTED =
      Set.of(
          "AWS::CDK::Metadata",
          "AWS::CloudWatch::Dashboard",
          "AWS::CodeDeploy::Application",
          "AWS::CodeDeploy::DeploymentConfig",
          "AWS::CodeDeploy::DeploymentGroup",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::KMS::Key",
          "AWS::Kinesis::Stream",
          "AWS::Kinesis::StreamConsumer",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::EventSourceMapping",
          "AWS::Lambda::Permission",
          "AWS::Lambda::Version",
          "AWS::Logs::LogGroup",
          "AWS::Logs::LogStream",
          "AWS::Logs::MetricFilter",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::Subscription",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy",
          "AWS::SSM::Parameter");

  private AssemblyReader() {}

  /**
   * Reads a cloud assembly, and creates nothing: resources that the engine does not simulate have
   * made-up names and ARNs.
   *
   * @param cdkOut the folder that {@code cdk synth} wrote
   * @return the deployment, in us-east-1 and account 000000000000 unless the stacks set others
   * @throws StartException if the assembly cannot be read, or has a setting that the local run does
   *     not support; the message names the stack, the resource and the property
   */
  public static Deployment read(Path cdkOut) {
    return read(cdkOut, Optional.empty(), Set.of());
  }

  /**
   * Reads a cloud assembly, and creates the resources that the engine does not simulate, if a
   * function, its role or an SSM parameter refers to them.
   *
   * @param cdkOut the folder that {@code cdk synth} wrote
   * @param external creates the resources
   * @return the deployment, in us-east-1 and account 000000000000 unless the stacks set others
   * @throws StartException if the assembly cannot be read, has a setting that the local run does
   *     not support, or has a resource that is needed and cannot be created; the message names the
   *     stack and the resource
   */
  public static Deployment read(Path cdkOut, ExternalResources external) {
    return read(cdkOut, Optional.of(external), Set.of());
  }

  /**
   * Reads some stacks of a cloud assembly.
   *
   * @param cdkOut the folder that {@code cdk synth} wrote
   * @param external creates the resources that the engine does not simulate; if empty, they have
   *     made-up names and ARNs
   * @param stackNames the stacks to read; if empty, all
   * @return the deployment, as if the assembly had no other stacks
   * @throws StartException as for the whole assembly, and if one of these stacks is missing
   */
  public static Deployment read(
      Path cdkOut, Optional<ExternalResources> external, Set<String> stackNames) {
    CloudAssembly assembly = new CloudAssembly(cdkOut);
    List<Stack> stacks = assembly.stacks(stackNames);
    Environment environment = environment(stacks);
    ResourceReader reader = new ResourceReader(stacks, environment, external);
    List<Resource> resources = reader.resources();
    List<CreatedResource> created = reader.created();
    List<Deployment.Stream> streams =
        ofType("AWS::Kinesis::Stream", resources).stream().map(StreamTranslator::stream).toList();
    FunctionCatalog functions = new FunctionCatalog(resources);
    List<Deployment.Schedule> schedules =
        ofType("AWS::Events::Rule", resources).stream()
            .filter(ScheduleTranslator::hasSchedule)
            .flatMap(rule -> ScheduleTranslator.schedules(rule, functions).stream())
            .toList();
    Map<String, String> consumers =
        StreamTranslator.consumers(ofType("AWS::Kinesis::StreamConsumer", resources));
    List<Resource> mappingResources = ofType("AWS::Lambda::EventSourceMapping", resources);
    List<Deployment.EventSourceMapping> mappings =
        mappingResources.stream()
            .map(mapping -> MappingTranslator.mapping(mapping, streams, consumers, functions))
            .toList();
    MappingConflicts.refuse(mappingResources, mappings);
    List<Deployment.Function> invocable =
        functions.asInvoked(new RoleCatalog(resources), assembly.assets());
    return new Deployment(
        environment.region(),
        environment.account(),
        stacks.stream().map(Stack::name).toList(),
        streams,
        reader.parameters(),
        invocable,
        schedules,
        mappings,
        EncryptionTranslator.keys(resources),
        AlarmTranslator.alarms(ofType("AWS::CloudWatch::Alarm", resources)),
        notSimulated(resources, mappings, invocable, created),
        created);
  }

  private static Environment environment(List<Stack> stacks) {
    List<String> environments = stacks.stream().map(Stack::environment).distinct().toList();
    if (environments.size() > 1) {
      throw new StartException(
          "The stacks deploy to several environments (%s): the local run supports one."
              .formatted(String.join(", ", environments)));
    }
    return Environment.parse(environments.get(0));
  }

  private static List<Resource> ofType(String type, List<Resource> resources) {
    return resources.stream().filter(resource -> resource.type().equals(type)).toList();
  }

  private static List<String> notSimulated(
      List<Resource> resources,
      List<Deployment.EventSourceMapping> mappings,
      List<Deployment.Function> functions,
      List<CreatedResource> created) {
    Set<String> elsewhere =
        created.stream().map(CreatedResource::where).collect(Collectors.toUnmodifiableSet());
    Set<String> destinations = new HashSet<>();
    mappings.forEach(mapping -> mapping.onFailure().ifPresent(destinations::add));
    functions.forEach(f -> f.asyncInvocation().onFailure().ifPresent(destinations::add));
    return resources.stream()
        .filter(resource -> !elsewhere.contains(resource.where()))
        .filter(resource -> isLeftOut(resource, destinations))
        .map(resource -> "%s (%s)".formatted(resource.where(), resource.type()))
        .toList();
  }

  private static boolean isLeftOut(Resource resource, Set<String> destinations) {
    return switch (resource.type()) {
      case "AWS::Lambda::Function" -> !FunctionTranslator.isJava(resource);
      case "AWS::Events::Rule" -> !ScheduleTranslator.hasSchedule(resource);
      case "AWS::CloudWatch::Alarm" -> AlarmTranslator.alarm(resource).isEmpty();
      default ->
          !SUPPORTED.contains(resource.type())
              && !destinations.contains(PhysicalId.of(resource).arn());
    };
  }
}
