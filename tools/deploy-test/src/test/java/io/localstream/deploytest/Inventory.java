package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The resources of stacks, with the properties that each service returns. */
final class Inventory {
  private static final String PREFIX = "AWS::";

  /** Types that are part of another resource. */
  private static final Set<String> PARTS =
      Set.of(
          "AWS::IAM::Policy",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Lambda::Permission",
          "AWS::Lambda::Version",
          "AWS::Logs::LogStream",
          "AWS::Logs::MetricFilter",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::Subscription",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy");

  private final Aws aws;

  Inventory(Aws aws) {
    this.aws = aws;
  }

  /**
   * A resource of a stack.
   *
   * @param type such as {@code AWS::Lambda::Function}
   * @param name its logical ID without the hash at the end
   * @param id its physical ID
   */
  record Resource(String type, String name, String id) {
    static Resource of(String type, String logicalId, String id) {
      return new Resource(type, logicalId.replaceFirst("[0-9A-F]{8}$", ""), id);
    }

    String subject() {
      return type.substring(PREFIX.length()) + " " + name;
    }
  }

  /** Returns the current resources of stacks. A stack that does not exist has none. */
  List<Resource> resources(Collection<String> stacks) {
    List<Resource> resources = new ArrayList<>();
    for (String stack : stacks) {
      try {
        aws.cloudFormation
            .listStackResourcesPaginator(list -> list.stackName(stack))
            .stackResourceSummaries()
            .forEach(
                s ->
                    resources.add(
                        Resource.of(
                            s.resourceType(), s.logicalResourceId(), s.physicalResourceId())));
      } catch (AwsServiceException e) {
        if (!e.getMessage().contains("does not exist")) {
          throw e;
        }
      }
    }
    return resources;
  }

  /** Returns the resources that a stack has ever created, including deleted ones. */
  List<Resource> created(String stack) {
    return aws
        .cloudFormation
        .describeStackEventsPaginator(describe -> describe.stackName(stack))
        .stackEvents()
        .stream()
        .filter(event -> event.resourceStatus() == ResourceStatus.CREATE_COMPLETE)
        .map(e -> Resource.of(e.resourceType(), e.logicalResourceId(), e.physicalResourceId()))
        .toList();
  }

  /** Returns a snapshot of resources; deleted resources have no properties. */
  SortedMap<String, String> snapshot(Collection<Resource> resources) {
    ResourceSnapshot snapshot = new ResourceSnapshot();
    for (Resource resource : resources) {
      if (!PARTS.contains(resource.type())) {
        look(resource, snapshot);
      }
    }
    return snapshot.values();
  }

  private void look(Resource resource, ResourceSnapshot snapshot) {
    String id = resource.id();
    String subject = resource.subject();
    switch (resource.type()) {
      case "AWS::CloudWatch::Alarm" ->
          snapshot.ask(
              subject, () -> aws.cloudWatch.describeAlarms(a -> a.alarmNames(id)).metricAlarms());
      case "AWS::CloudWatch::Dashboard" ->
          snapshot.ask(subject, () -> aws.cloudWatch.getDashboard(d -> d.dashboardName(id)));
      case "AWS::Events::Rule" -> lookAtRule(id, subject, snapshot);
      case "AWS::IAM::Role" -> lookAtRole(id, subject, snapshot);
      case "AWS::Kinesis::Stream" ->
          snapshot.ask(
              subject,
              () ->
                  aws.kinesis
                      .describeStreamSummary(s -> s.streamName(id))
                      .streamDescriptionSummary());
      case "AWS::Kinesis::StreamConsumer" ->
          snapshot.ask(
              subject,
              () ->
                  aws.kinesis.describeStreamConsumer(c -> c.consumerARN(id)).consumerDescription());
      case "AWS::Lambda::EventSourceMapping" ->
          snapshot.ask(subject, () -> aws.lambda.getEventSourceMapping(m -> m.uuid(id)));
      case "AWS::Lambda::Function" -> lookAtFunction(id, subject, snapshot);
      case "AWS::Logs::LogGroup" -> lookAtLogGroup(id, subject, snapshot);
      case "AWS::S3::Bucket" -> lookAtBucket(id, subject, snapshot);
      case "AWS::SNS::Topic" -> lookAtTopic(id, subject, snapshot);
      case "AWS::SQS::Queue" -> lookAtQueue(id, subject, snapshot);
      case "AWS::SSM::Parameter" ->
          snapshot.ask(subject, () -> aws.ssm.getParameter(p -> p.name(id)).parameter());
      default ->
          throw new IllegalStateException(
              "This test does not know the resource type of " + subject);
    }
  }

  private void lookAtRule(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(subject, () -> aws.events.describeRule(r -> r.name(id)));
    snapshot.ask(
        subject + " target", () -> aws.events.listTargetsByRule(r -> r.rule(id)).targets());
  }

  private void lookAtRole(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(subject, () -> aws.iam.getRole(r -> r.roleName(id)).role());
    snapshot.ask(
        subject + " policy",
        () ->
            aws.iam.listRolePolicies(r -> r.roleName(id)).policyNames().stream()
                .map(name -> aws.iam.getRolePolicy(r -> r.roleName(id).policyName(name)))
                .map(policy -> URLDecoder.decode(policy.policyDocument(), UTF_8))
                .toList());
    snapshot.ask(
        subject + " attached",
        () -> aws.iam.listAttachedRolePolicies(r -> r.roleName(id)).attachedPolicies());
  }

  private void lookAtFunction(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(subject, () -> settled(id, "$LATEST"));
    snapshot.ask(
        subject + " aliases",
        () -> {
          List<AliasConfiguration> aliases =
              aws.lambda.listAliases(f -> f.functionName(id)).aliases();
          aliases.forEach(alias -> lookAtAlias(id, alias.name(), subject, snapshot));
          return aliases;
        });
  }

  private void lookAtAlias(String id, String alias, String subject, ResourceSnapshot snapshot) {
    String aliased = subject + ":" + alias;
    snapshot.ask(aliased, () -> settled(id, alias));
    snapshot.ask(
        aliased + " asynchronous",
        () -> aws.lambda.getFunctionEventInvokeConfig(f -> f.functionName(id).qualifier(alias)));
    snapshot.ask(
        aliased + " permission",
        () -> aws.lambda.getPolicy(f -> f.functionName(id).qualifier(alias)).policy());
  }

  /**
   * Returns the configuration of a version, after its last update and its snapshot are complete.
   */
  private GetFunctionConfigurationResponse settled(String id, String qualifier) {
    return Awaitility.await(id + ":" + qualifier + " is active")
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> aws.lambda.getFunctionConfiguration(f -> f.functionName(id).qualifier(qualifier)),
            version ->
                version.state() != State.PENDING
                    && version.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS);
  }

  private void lookAtLogGroup(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(
        subject,
        () ->
            aws.logs.describeLogGroups(l -> l.logGroupNamePrefix(id)).logGroups().stream()
                .filter(group -> group.logGroupName().equals(id))
                .toList());
    snapshot.ask(
        subject + " stream",
        () ->
            aws.logs.describeLogStreamsPaginator(l -> l.logGroupName(id)).logStreams().stream()
                // Lambda creates the other log streams: YYYY/MM/DD/[version]…
                .filter(stream -> !stream.logStreamName().contains("/"))
                .toList());
    snapshot.ask(
        subject + " metric filter",
        () -> aws.logs.describeMetricFilters(l -> l.logGroupName(id)).metricFilters());
  }

  private void lookAtBucket(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(subject, () -> aws.s3.getBucketLocation(b -> b.bucket(id)));
    snapshot.ask(
        subject + " encryption",
        () -> aws.s3.getBucketEncryption(b -> b.bucket(id)).serverSideEncryptionConfiguration());
    snapshot.ask(
        subject + " access",
        () -> aws.s3.getPublicAccessBlock(b -> b.bucket(id)).publicAccessBlockConfiguration());
    snapshot.ask(subject + " versioning", () -> aws.s3.getBucketVersioning(b -> b.bucket(id)));
    snapshot.ask(
        subject + " lifecycle",
        () -> aws.s3.getBucketLifecycleConfiguration(b -> b.bucket(id)).rules());
    snapshot.ask(subject + " policy", () -> aws.s3.getBucketPolicy(b -> b.bucket(id)).policy());
  }

  private void lookAtTopic(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(subject, () -> aws.sns.getTopicAttributes(t -> t.topicArn(id)).attributes());
    snapshot.ask(
        subject + " subscription",
        () -> aws.sns.listSubscriptionsByTopic(t -> t.topicArn(id)).subscriptions());
  }

  private void lookAtQueue(String id, String subject, ResourceSnapshot snapshot) {
    snapshot.ask(
        subject,
        () -> {
          var attributes =
              new TreeMap<>(
                  aws.sqs
                      .getQueueAttributes(
                          q -> q.queueUrl(id).attributeNames(QueueAttributeName.ALL))
                      .attributes());
          attributes
              .keySet()
              .removeIf(name -> name.toString().matches("Approximate.*|.*Timestamp"));
          return attributes;
        });
  }
}
