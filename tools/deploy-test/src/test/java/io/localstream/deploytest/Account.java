package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.deploytest.Inventory.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The account to which the stacks are deployed, with its resources and operations on them. */
final class Account implements AutoCloseable {
  private final LambdaServer functions;
  private final Cloud cloud;
  private final Aws aws;
  private final Inventory inventory;

  /** Every resource that the stacks have ever had. */
  private final Set<Resource> known = new LinkedHashSet<>();

  private Account(LambdaServer functions, Cloud cloud) {
    this.functions = functions;
    this.cloud = cloud;
    this.aws = new Aws(cloud);
    this.inventory = new Inventory(aws);
    functions.serve(cloud, aws);
  }

  /**
   * Opens the account.
   *
   * @param folder the folder for its files
   * @param stages the stages whose functions can be invoked
   */
  static Account open(Path folder, Stage... stages) throws IOException, InterruptedException {
    LambdaServer server = new LambdaServer(folder.resolve("functions"));
    return new Account(
        server, Cloud.open(folder.resolve("ministack"), functions(stages), server.uri()));
  }

  /** Opens an account on MiniStack, regardless of the environment variables. */
  static Account ofMiniStack(Path folder, Stage... stages)
      throws IOException, InterruptedException {
    LambdaServer server = new LambdaServer(folder.resolve("functions"));
    return new Account(
        server, Cloud.miniStack(folder.resolve("ministack"), functions(stages), server.uri()));
  }

  private static List<String> functions(Stage... stages) {
    return Stream.of(stages).flatMap(s -> Stream.of(s.producer(), s.consumer())).toList();
  }

  Cloud cloud() {
    return cloud;
  }

  List<String> streams() {
    return aws.kinesis.listStreams().streamNames();
  }

  /** Returns the event source mappings of a function. */
  List<EventSourceMappingConfiguration> mappings(String function) {
    return aws.lambda.listEventSourceMappings(m -> m.functionName(function)).eventSourceMappings();
  }

  /** Returns the current resources of stacks. */
  List<Resource> resources(List<String> stacks) {
    List<Resource> resources = inventory.resources(stacks);
    known.addAll(resources);
    return resources;
  }

  /** Returns a snapshot of the current resources of stacks. */
  SortedMap<String, String> snapshot(List<String> stacks) {
    return inventory.snapshot(resources(stacks));
  }

  /**
   * Returns a snapshot of all resources that stacks have ever had. If an invocation ends after its
   * function was destroyed, MiniStack creates the log group again, without a retention.
   */
  SortedMap<String, String> left() {
    SortedMap<String, String> snapshot = inventory.snapshot(known);
    if (cloud.isMiniStack()) {
      Set<String> groups = Set.copyOf(snapshot.keySet());
      snapshot.keySet().removeIf(property -> isOfGroupMadeAnew(property, groups));
    }
    return snapshot;
  }

  private static boolean isOfGroupMadeAnew(String property, Set<String> snapshot) {
    String[] words = property.split(" ");
    String group = words[0] + " " + words[1];
    return words[0].equals("Logs::LogGroup") && !snapshot.contains(group + " RetentionInDays");
  }

  /** Returns the physical ID of the only resource of a type. */
  String id(String type, List<String> stacks) {
    return ids(type, resources(stacks).stream()).get(0);
  }

  private static List<String> ids(String type, Stream<Resource> resources) {
    return resources.filter(r -> r.type().equals(type)).map(Resource::id).distinct().toList();
  }

  /** Puts events with the given times on a stream, with one partition key. */
  void putEvents(String stream, Long... times) {
    SampleEvent event = SampleEvent.of(Project.ROOT);
    put(stream, Stream.of(times).map(event::at).toList());
  }

  /** Puts records of one partition key, {@code one}, on a stream. */
  List<PutRecordsResultEntry> put(String stream, List<String> data) {
    PutRecordsResponse response =
        aws.kinesis.putRecords(
            put -> put.streamName(stream).records(data.stream().map(Account::entry).toList()));
    assertThat(response.failedRecordCount()).isZero();
    return response.records();
  }

  private static PutRecordsRequestEntry entry(String data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey("one")
        .data(SdkBytes.fromString(data, UTF_8))
        .build();
  }

  /** Returns the keys of the objects in a bucket. */
  List<S3Object> objects(String bucket) {
    return aws.s3.listObjectsV2(list -> list.bucket(bucket)).contents();
  }

  /** Returns the names of all buckets. */
  List<String> buckets() {
    return aws.s3.listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  /** Returns whether a bucket is versioned. */
  boolean isVersioned(String bucket) {
    return aws.s3.getBucketVersioning(get -> get.bucket(bucket)).status()
        == BucketVersioningStatus.ENABLED;
  }

  /** Puts an object in a bucket. */
  void keep(String bucket, String key, String object) {
    aws.s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(object));
  }

  /** Sends a message to a queue. */
  void send(String queueUrl, String body) {
    aws.sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body));
  }

  /** Deletes the resources that outlive the stacks, as the documented cleanup does. */
  void deleteWhatHoldsFailures() {
    for (String bucket : ids("AWS::S3::Bucket", known.stream())) {
      deleteVersions(bucket);
      aws.s3.deleteBucket(delete -> delete.bucket(bucket));
    }
    for (String url : ids("AWS::SQS::Queue", known.stream())) {
      aws.sqs.deleteQueue(queue -> queue.queueUrl(url));
    }
  }

  /** A versioned bucket keeps deleted objects, so it is not empty. */
  private void deleteVersions(String bucket) {
    aws.s3
        .listObjectVersionsPaginator(list -> list.bucket(bucket))
        .forEach(
            page ->
                Stream.concat(
                        page.versions().stream().map(v -> Map.entry(v.key(), v.versionId())),
                        page.deleteMarkers().stream().map(m -> Map.entry(m.key(), m.versionId())))
                    .forEach(
                        version ->
                            aws.s3.deleteObject(
                                delete ->
                                    delete
                                        .bucket(bucket)
                                        .key(version.getKey())
                                        .versionId(version.getValue()))));
  }

  /** Creates an SSM parameter outside of CloudFormation. */
  void putParameter(String name) {
    aws.ssm.putParameter(put -> put.name(name).type(ParameterType.STRING).value("created by hand"));
  }

  /** Returns the description of a stack. */
  Stack stack(String name) {
    return aws.cloudFormation.describeStacks(describe -> describe.stackName(name)).stacks().get(0);
  }

  /** Returns the types of all resources that a stack has ever created. */
  Set<String> createdTypes(String stack) {
    return inventory.created(stack).stream().map(Resource::type).collect(Collectors.toSet());
  }

  /** Returns a snapshot of the remaining resources that a stack has ever created. */
  SortedMap<String, String> leftOf(String stack) {
    return inventory.snapshot(inventory.created(stack));
  }

  FunctionLog log(String function) {
    return new FunctionLog(aws, function);
  }

  /** Runs a command with the account's credentials, in an empty folder. */
  Command run(String... line) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Project.TARGET.resolve("work").resolve("commands"));
    return Command.run(cloud::applyTo, folder, List.of(line));
  }

  @Override
  public void close() {
    functions.close();
    aws.close();
    cloud.close();
  }
}
