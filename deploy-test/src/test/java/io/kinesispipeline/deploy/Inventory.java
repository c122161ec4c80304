package io.kinesispipeline.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the stacks created, as each service itself shows it. */
final class Inventory {
  private static final String PREFIX = "AWS::";

  /** Shown with the resource that they belong to. */
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

  /** Log streams with other names are Lambda's own. */
  private static final String CREATED_LOG_STREAM_SUFFIX = "-stream";

  private final Aws aws;

  Inventory(Aws aws) {
    this.aws = aws;
  }

  /**
   * A resource of a stack.
   *
   * @param type such as {@code AWS::Lambda::Function}
   * @param id its physical id
   */
  record Resource(String type, String id) {
    String subject() {
      return type.substring(PREFIX.length()) + " " + id;
    }
  }

  /** The resources that stacks have now. A stack that doesn't exist has none. */
  List<Resource> resources(Collection<String> stacks) {
    List<Resource> resources = new ArrayList<>();
    for (String stack : stacks) {
      try {
        aws.cloudFormation
            .listStackResourcesPaginator(request -> request.stackName(stack))
            .stackResourceSummaries()
            .forEach(
                summary ->
                    resources.add(
                        new Resource(summary.resourceType(), summary.physicalResourceId())));
      } catch (AwsServiceException e) {
        if (!e.getMessage().contains("does not exist")) {
          throw e;
        }
      }
    }
    return resources;
  }

  /** All that can be seen of resources; nothing of those that are gone. */
  SortedMap<String, String> facts(Collection<Resource> resources) {
    Facts facts = new Facts();
    for (Resource resource : resources) {
      if (!PARTS.contains(resource.type())) {
        unlessGone(() -> look(resource, facts));
      }
    }
    return facts.values();
  }

  private void look(Resource resource, Facts facts) {
    String id = resource.id();
    String subject = resource.subject();
    switch (resource.type()) {
      case "AWS::CloudWatch::Alarm" ->
          facts.add(
              subject,
              aws.cloudWatch.describeAlarms(request -> request.alarmNames(id)).metricAlarms());
      case "AWS::CloudWatch::Dashboard" ->
          facts.add(subject, aws.cloudWatch.getDashboard(request -> request.dashboardName(id)));
      case "AWS::Events::Rule" -> lookAtRule(id, subject, facts);
      case "AWS::IAM::Role" -> lookAtRole(id, subject, facts);
      case "AWS::Kinesis::Stream" ->
          facts.add(
              subject,
              aws.kinesis
                  .describeStreamSummary(request -> request.streamName(id))
                  .streamDescriptionSummary());
      case "AWS::Kinesis::StreamConsumer" ->
          facts.add(
              subject,
              aws.kinesis
                  .describeStreamConsumer(request -> request.consumerARN(id))
                  .consumerDescription());
      case "AWS::Lambda::EventSourceMapping" ->
          // It has a new id where it was replaced.
          facts.add(
              "Lambda::EventSourceMapping", aws.lambda.getEventSourceMapping(get -> get.uuid(id)));
      case "AWS::Lambda::Function" -> lookAtFunction(id, subject, facts);
      case "AWS::Logs::LogGroup" -> lookAtLogGroup(id, subject, facts);
      case "AWS::S3::Bucket" -> lookAtBucket(id, subject, facts);
      case "AWS::SNS::Topic" -> {
        facts.add(subject, aws.sns.getTopicAttributes(request -> request.topicArn(id)));
        facts.add(
            subject + " subscription",
            aws.sns.listSubscriptionsByTopic(request -> request.topicArn(id)).subscriptions());
      }
      case "AWS::SQS::Queue" -> lookAtQueue(id, subject, facts);
      case "AWS::SSM::Parameter" ->
          facts.add(subject, aws.ssm.getParameter(request -> request.name(id)).parameter());
      default -> throw new IllegalStateException("It is not known here how to look at " + subject);
    }
  }

  private void lookAtRule(String id, String subject, Facts facts) {
    String name = id.substring(id.lastIndexOf('|') + 1);
    facts.add(subject, aws.events.describeRule(request -> request.name(name)));
    facts.add(
        subject + " target", aws.events.listTargetsByRule(request -> request.rule(name)).targets());
  }

  private void lookAtRole(String id, String subject, Facts facts) {
    facts.add(subject, aws.iam.getRole(request -> request.roleName(id)).role());
    for (String policy : aws.iam.listRolePolicies(list -> list.roleName(id)).policyNames()) {
      facts.add(
          subject + " policy",
          aws.iam.getRolePolicy(get -> get.roleName(id).policyName(policy)).policyDocument());
    }
    facts.add(
        subject + " attached",
        aws.iam.listAttachedRolePolicies(list -> list.roleName(id)).attachedPolicies());
  }

  private void lookAtFunction(String id, String subject, Facts facts) {
    facts.add(subject, aws.lambda.getFunctionConfiguration(get -> get.functionName(id)));
    for (AliasConfiguration alias : aws.lambda.listAliases(of -> of.functionName(id)).aliases()) {
      String name = alias.name();
      String aliased = subject + ":" + name;
      facts.add(aliased + " alias", alias);
      facts.add(
          aliased,
          aws.lambda.getFunctionConfiguration(get -> get.functionName(id).qualifier(name)));
      unlessGone(
          () ->
              facts.add(
                  aliased + " asynchronous",
                  aws.lambda.getFunctionEventInvokeConfig(
                      get -> get.functionName(id).qualifier(name))));
      unlessGone(
          () ->
              facts.add(
                  aliased + " permission",
                  aws.lambda.getPolicy(get -> get.functionName(id).qualifier(name)).policy()));
    }
  }

  private void lookAtLogGroup(String id, String subject, Facts facts) {
    aws.logs.describeLogGroups(request -> request.logGroupNamePrefix(id)).logGroups().stream()
        .filter(group -> group.logGroupName().equals(id))
        .forEach(group -> facts.add(subject, group));
    aws.logs.describeLogStreamsPaginator(request -> request.logGroupName(id)).logStreams().stream()
        .filter(stream -> stream.logStreamName().endsWith(CREATED_LOG_STREAM_SUFFIX))
        .forEach(stream -> facts.add(subject + " stream", stream));
    facts.add(
        subject + " metric filter",
        aws.logs.describeMetricFilters(request -> request.logGroupName(id)).metricFilters());
  }

  private void lookAtBucket(String id, String subject, Facts facts) {
    aws.s3.headBucket(request -> request.bucket(id));
    facts.add(
        subject + " encryption",
        aws.s3.getBucketEncryption(get -> get.bucket(id)).serverSideEncryptionConfiguration());
    facts.add(
        subject + " access",
        aws.s3.getPublicAccessBlock(get -> get.bucket(id)).publicAccessBlockConfiguration());
    facts.add(
        subject + " lifecycle",
        aws.s3.getBucketLifecycleConfiguration(get -> get.bucket(id)).rules());
    facts.add(subject + " policy", aws.s3.getBucketPolicy(get -> get.bucket(id)).policy());
  }

  private void lookAtQueue(String id, String subject, Facts facts) {
    Map<QueueAttributeName, String> attributes =
        aws.sqs
            .getQueueAttributes(get -> get.queueUrl(id).attributeNames(QueueAttributeName.ALL))
            .attributes();
    attributes.forEach(
        (name, value) -> {
          if (!name.toString().matches("Approximate.*|.*Timestamp")) {
            facts.add(subject + " " + name, value);
          }
        });
  }

  private static void unlessGone(Runnable look) {
    try {
      look.run();
    } catch (AwsServiceException e) {
      String code = String.valueOf(e.awsErrorDetails().errorCode());
      if (e.statusCode() != 404
          && !code.matches(".*(NotFound|NonExistent|DoesNotExist|NoSuch).*")) {
        throw e;
      }
    }
  }
}
