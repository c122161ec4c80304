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

/** The account that is deployed to, and what its owner sees and does there. */
final class Account implements AutoCloseable {
  private final LambdaServer functions;
  private final Cloud cloud;
  private final Aws aws;
  private final Inventory inventory;

  /** Every resource that the stacks had at any time. */
  private final Set<Resource> known = new LinkedHashSet<>();

  private Account(LambdaServer functions, Cloud cloud) {
    this.functions = functions;
    this.cloud = cloud;
    this.aws = new Aws(cloud);
    this.inventory = new Inventory(aws);
    functions.serve(cloud, aws);
  }

  /**
   * Opens it.
   *
   * @param folder for files of its own
   * @param stages the stages whose functions may be invoked
   */
  static Account open(Path folder, Stage... stages) throws IOException, InterruptedException {
    LambdaServer server = new LambdaServer(folder.resolve("functions"));
    return new Account(
        server, Cloud.open(folder.resolve("ministack"), functions(stages), server.uri()));
  }

  /** Opens one of MiniStack's, whatever the environment says. */
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

  /** The event source mappings of a function. */
  List<EventSourceMappingConfiguration> mappings(String function) {
    return aws.lambda.listEventSourceMappings(m -> m.functionName(function)).eventSourceMappings();
  }

  /** The resources that stacks have now. */
  List<Resource> resources(List<String> stacks) {
    List<Resource> resources = inventory.resources(stacks);
    known.addAll(resources);
    return resources;
  }

  /** All that can be seen of the resources that stacks have now. */
  SortedMap<String, String> facts(List<String> stacks) {
    return inventory.facts(resources(stacks));
  }

  /**
   * All that can be seen of what any stack ever had. When an invocation ends after its function was
   * destroyed, MiniStack makes the log group anew, without the retention of the one that was there.
   */
  SortedMap<String, String> left() {
    SortedMap<String, String> facts = inventory.facts(known);
    if (cloud.isMiniStack()) {
      Set<String> groups = Set.copyOf(facts.keySet());
      facts.keySet().removeIf(fact -> isOfGroupMadeAnew(fact, groups));
    }
    return facts;
  }

  private static boolean isOfGroupMadeAnew(String fact, Set<String> facts) {
    String[] words = fact.split(" ");
    String group = words[0] + " " + words[1];
    return words[0].equals("Logs::LogGroup") && !facts.contains(group + " RetentionInDays");
  }

  /** The physical id of the one resource of a type that stacks have now. */
  String id(String type, List<String> stacks) {
    return ids(type, resources(stacks).stream()).get(0);
  }

  private static List<String> ids(String type, Stream<Resource> resources) {
    return resources.filter(r -> r.type().equals(type)).map(Resource::id).distinct().toList();
  }

  /** Puts events of those times on a stream, all of one partition key. */
  void putEvents(String stream, Long... times) {
    put(
        stream,
        Stream.of(times).map(time -> "{\"message\":\"Deployed\",\"time\":" + time + "}").toList());
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

  /** What is in a bucket. */
  List<S3Object> objects(String bucket) {
    return aws.s3.listObjectsV2(list -> list.bucket(bucket)).contents();
  }

  /** The names of all buckets. */
  List<String> buckets() {
    return aws.s3.listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  /** Whether a bucket keeps old versions of its objects. */
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

  /** Deletes what outlives the stacks, as the README's cleanup does. */
  void deleteWhatHoldsFailures() {
    for (String bucket : ids("AWS::S3::Bucket", known.stream())) {
      deleteVersions(bucket);
      aws.s3.deleteBucket(delete -> delete.bucket(bucket));
    }
    for (String url : ids("AWS::SQS::Queue", known.stream())) {
      aws.sqs.deleteQueue(queue -> queue.queueUrl(url));
    }
  }

  /** A bucket with versions keeps what was deleted, and is not empty. */
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

  /** Creates an SSM parameter by hand. */
  void putParameter(String name) {
    aws.ssm.putParameter(put -> put.name(name).type(ParameterType.STRING).value("created by hand"));
  }

  /** A stack as CloudFormation describes it. */
  Stack stack(String name) {
    return aws.cloudFormation.describeStacks(describe -> describe.stackName(name)).stacks().get(0);
  }

  /** The types of the resources that a stack has ever created. */
  Set<String> createdTypes(String stack) {
    return inventory.created(stack).stream().map(Resource::type).collect(Collectors.toSet());
  }

  /** All that can still be seen of what a stack has ever created. */
  SortedMap<String, String> leftOf(String stack) {
    return inventory.facts(inventory.created(stack));
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
