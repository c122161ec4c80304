package io.kinesispipeline.local.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a synthesized cloud assembly, and works out what it would create in an account. */
public final class AssemblyReader {
  private static final Environment DEFAULT_ENVIRONMENT =
      new Environment("us-east-1", "000000000000");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("aws://(?:(\\d{12})|unknown-account)/(?:unknown-region|([\\w-]+))");

  /** Not needed here, and nobody would miss them. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "AWS::CDK::Metadata",
          "AWS::IAM::ManagedPolicy",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
          "AWS::KMS::Alias",
          "AWS::KMS::Key",
          "AWS::Lambda::Permission",
          "AWS::Logs::LogGroup",
          "AWS::Logs::LogStream",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy");

  /** What a pipeline that has one of these does would differ here. */
  private static final Set<String> REFUSED =
      Set.of("AWS::CloudFormation::Stack", "AWS::Pipes::Pipe", "AWS::Scheduler::Schedule");

  private final List<Deployment.Stream> streams = new ArrayList<>();
  private final List<Deployment.Parameter> parameters = new ArrayList<>();
  private final List<Deployment.Schedule> schedules = new ArrayList<>();
  private final Map<Deployment.EventSourceMapping, String> mappings = new LinkedHashMap<>();
  private final List<Resource> others = new ArrayList<>();
  private final FunctionCatalog functions;

  private AssemblyReader(CloudAssembly assembly) {
    functions = new FunctionCatalog(assembly.assets());
  }

  /**
   * Reads a cloud assembly. Its stacks are taken in the order in which they deploy, so that each of
   * them finds the SSM parameters that those before it create.
   *
   * @param cdkOut the folder that {@code cdk synth} wrote
   * @return what it would create; in us-east-1 and account 000000000000, unless a stack names
   *     others
   * @throws AssemblyException when it cannot be read, or when it asks for something that the local
   *     run would not do as AWS does: the message names the stack, the resource and the property
   */
  public static Deployment read(Path cdkOut) {
    CloudAssembly assembly = new CloudAssembly(cdkOut);
    return new AssemblyReader(assembly).read(assembly.stacks());
  }

  private Deployment read(List<StackArtifact> stacks) {
    Environment environment = environment(stacks);
    for (StackArtifact stack : stacks) {
      Map<String, String> known = new HashMap<>();
      parameters.forEach(parameter -> known.put(parameter.name(), parameter.value()));
      new StackTemplate(stack, environment, known).resources().forEach(this::add);
    }
    requireStreams();
    List<Deployment.Function> runnable = functions.functions();
    return new Deployment(
        environment.region(),
        environment.account(),
        stacks.stream().map(StackArtifact::name).toList(),
        List.copyOf(streams),
        List.copyOf(parameters),
        runnable,
        List.copyOf(schedules),
        List.copyOf(mappings.keySet()),
        notSimulated(runnable));
  }

  private void add(Resource resource) {
    if (REFUSED.contains(resource.type())) {
      throw new AssemblyException(
          "%s: %s is not supported by the local run.".formatted(resource.where(), resource.type()));
    }
    switch (resource.type()) {
      case "AWS::Kinesis::Stream" -> streams.add(StreamTranslator.stream(resource));
      case "AWS::SSM::Parameter" -> parameters.add(StreamTranslator.parameter(resource));
      case "AWS::Lambda::Function" -> functions.add(resource);
      case "AWS::Lambda::Version" -> functions.addVersion(resource);
      case "AWS::Lambda::Alias" -> functions.addAlias(resource);
      case "AWS::Lambda::EventInvokeConfig" -> functions.addAsyncInvocation(resource);
      case "AWS::Lambda::EventSourceMapping" ->
          mappings.put(MappingTranslator.mapping(resource, functions), resource.where());
      case "AWS::Events::Rule" -> addRule(resource);
      default -> others.add(resource);
    }
  }

  private void addRule(Resource rule) {
    if (ScheduleTranslator.hasSchedule(rule)) {
      schedules.addAll(ScheduleTranslator.schedules(rule, functions));
    } else {
      others.add(rule);
    }
  }

  private void requireStreams() {
    Set<String> created = streams.stream().map(Deployment.Stream::arn).collect(Collectors.toSet());
    mappings.forEach(
        (mapping, where) -> {
          if (!created.contains(mapping.streamArn())) {
            throw new AssemblyException(
                "%s: EventSourceArn names %s, which no stack creates."
                    .formatted(where, mapping.streamArn()));
          }
        });
  }

  private List<String> notSimulated(List<Deployment.Function> runnable) {
    Set<String> destinations =
        Stream.concat(
                mappings.keySet().stream().flatMap(mapping -> mapping.onFailure().stream()),
                runnable.stream().flatMap(f -> f.asyncInvocation().onFailure().stream()))
            .collect(Collectors.toSet());
    return Stream.concat(
            functions.notSimulated().stream(),
            others.stream()
                .filter(resource -> !WITHOUT_EFFECT.contains(resource.type()))
                .filter(resource -> !destinations.contains(PhysicalId.of(resource).arn())))
        .map(resource -> "%s (%s)".formatted(resource.where(), resource.type()))
        .toList();
  }

  private static Environment environment(List<StackArtifact> stacks) {
    Set<String> regions = new TreeSet<>();
    Set<String> accounts = new TreeSet<>();
    for (StackArtifact stack : stacks) {
      Matcher matcher = ENVIRONMENT.matcher(stack.environment());
      if (!matcher.matches()) {
        throw new AssemblyException(
            "%s: its environment must be aws://account/region, was %s."
                .formatted(stack.name(), stack.environment()));
      }
      Stream.ofNullable(matcher.group(1)).forEach(accounts::add);
      Stream.ofNullable(matcher.group(2)).forEach(regions::add);
    }
    if (regions.size() > 1 || accounts.size() > 1) {
      throw new AssemblyException(
          "The stacks deploy to several environments (%s %s): the local run has one."
              .formatted(accounts, regions));
    }
    return new Environment(
        regions.stream().findFirst().orElse(DEFAULT_ENVIRONMENT.region()),
        accounts.stream().findFirst().orElse(DEFAULT_ENVIRONMENT.account()));
  }
}
