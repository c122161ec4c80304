package io.kinesispipeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.deploy.Inventory.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/**
 * The life of the stacks, from the first deployment to what is left in the end. Each step goes on
 * from the one before it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployIT {
  private static final List<String> STREAM = List.of("StreamStack");
  private static final List<String> PRODUCER = List.of("ProducerStack");
  private static final List<String> CONSUMER = List.of("ConsumerStack");
  private static final List<String> OTHERS = List.of("ProducerStack", "ConsumerStack");
  private static final List<String> ALL = Stage.NONE.stacks();
  private static final String NEW_NAME = "OtherStream";

  /** The shortest that there is, so that it fires while the test goes on. */
  private static final String SCHEDULE = "rate(1 minute)";

  private static final long TIME = 1748864964000L;

  @RegisterExtension final InOrder inOrder = new InOrder();

  /** Every resource that the stacks had at any time. */
  private final Set<Resource> known = new LinkedHashSet<>();

  private LambdaServer functions;
  private Cloud cloud;
  private Aws aws;
  private Inventory inventory;
  private Lacking.Checks lacking;
  private StackContents contents;
  private Cdk cdk;

  @BeforeAll
  void start() throws Exception {
    Project.delete(Project.TARGET.resolve("output"));
    Project.delete(Project.TARGET.resolve("work"));
    Path work = Files.createDirectories(Project.TARGET.resolve("work"));
    functions = new LambdaServer(work.resolve("functions"));
    cloud =
        Cloud.open(
            work.resolve("ministack"),
            List.of(Stage.NONE.producer(), Stage.NONE.consumer()),
            functions.uri());
    aws = new Aws(cloud);
    functions.serve(cloud, aws);
    inventory = new Inventory(aws);
    lacking = new Lacking.Checks(cloud);
    contents = new StackContents(Stage.NONE, lacking);
    cdk = new Cdk(cloud).with("pipeline.schedule", SCHEDULE);
  }

  @AfterAll
  void stop() {
    functions.close();
    aws.close();
    cloud.close();
  }

  @Test
  @Order(1)
  void shouldCreateNothing_whenConsumerIsDeployedBeforeStream() throws Exception {
    cdk.bootstrap().succeeded();

    Command deploy = cdk.deploy("deploy:consumer").failed();

    assertThat(deploy.output()).contains(Stage.NONE.parameter("arn"));
    assertThat(inventory.resources(ALL)).isEmpty();
  }

  @Test
  @Order(2)
  void shouldCreateStreamAndItsParameters_whenStreamIsDeployedAlone() throws Throwable {
    cdk.deploy("deploy:stream").succeeded();

    contents.assertStream(facts(STREAM));
    assertThat(inventory.resources(OTHERS)).isEmpty();
  }

  @Test
  @Order(3)
  void shouldCreateScheduledFunction_whenProducerIsDeployed() throws Exception {
    cdk.deploy("deploy:producer").succeeded();

    contents.assertProducer(facts(PRODUCER), SCHEDULE);
  }

  @Test
  @Order(4)
  void shouldCreateFunctionAndItsMapping_whenConsumerIsDeployed() throws Throwable {
    cdk.deploy("deploy:consumer").succeeded();

    contents.assertConsumer(facts(CONSUMER), id("AWS::S3::Bucket"));
  }

  @Test
  @Order(5)
  void shouldChangeNothing_whenDeployedAgain() throws Exception {
    SortedMap<String, String> before = facts(ALL);

    Command deploy = cdk.deploy("deploy").succeeded();

    assertThat(deploy.output())
        .contains("StreamStack (no changes)")
        .contains("ProducerStack (no changes)")
        .contains("ConsumerStack (no changes)");
    assertThat(Facts.changes(before, facts(ALL))).isEmpty();
  }

  @Test
  @Order(6)
  void shouldChangeBatchSizeAlone_whenItIsSet() throws Exception {
    SortedMap<String, String> before = facts(ALL);
    cdk = cdk.with("pipeline.batchSize", "7");

    cdk.deploy("deploy").succeeded();

    assertThat(Facts.changes(before, facts(ALL)))
        .containsExactly(Map.entry("Lambda::EventSourceMapping EventSource BatchSize", "5 → 7"));
  }

  @Test
  @Order(7)
  void shouldConsumeInOrder_whenRecordsAreOnTheStream() {
    List<Long> times = LongStream.range(0, 12).mapToObj(i -> TIME + i).toList();

    put(Stage.NONE.stream(), times.stream().map(DeployIT::event).toList());

    FunctionLog log = new FunctionLog(aws, Stage.NONE.consumer());
    log.awaitTime("Consumer received", times.get(11));
    assertThat(log.times("Consumer received")).containsSubsequence(times);
  }

  @Test
  @Order(8)
  void shouldKeepRecordInBucket_whenItCannotBeProcessed() throws Throwable {
    put(Stage.NONE.stream(), List.of("not an event"));
    new FunctionLog(aws, Stage.NONE.consumer()).awaitLine("Consumer malformed");
    // MiniStack has gone past it when it hands on the next.
    put(Stage.NONE.stream(), List.of(event(TIME + 100)));
    new FunctionLog(aws, Stage.NONE.consumer()).awaitTime("Consumer received", TIME + 100);

    lacking.check(
        Lacking.PARTIAL_BATCH_RESPONSE,
        () ->
            assertThat(aws.s3.listObjectsV2(b -> b.bucket(id("AWS::S3::Bucket"))).contents())
                .isNotEmpty());
  }

  @Test
  @Order(9)
  void shouldReplaceConsumersCodeAlone_whenItsSourcesChange() throws Exception {
    SortedMap<String, String> before = facts(ALL);
    Path copy = Project.TARGET.resolve("work").resolve("changed");
    Project.copySources(copy);
    Path resources = copy.resolve(Path.of("lambda-consumer", "src", "main", "resources"));
    Files.writeString(Files.createDirectories(resources).resolve("changed.txt"), "changed");
    cdk = cdk.in(copy);

    cdk.deploy("deploy").succeeded();

    String function = "Lambda::Function ConsumerFunction";
    assertThat(Facts.changes(before, facts(ALL)))
        .containsOnlyKeys(
            function + " CodeSha256",
            function + " CodeSize",
            function + " aliases FunctionVersion",
            function + ":live CodeSha256",
            function + ":live CodeSize",
            function + ":live FunctionArn",
            function + ":live Version")
        .containsEntry(function + ":live Version", "1 → 2");
  }

  @Test
  @Order(10)
  void shouldPassEventFromProducerToConsumer_whenScheduleFires() {
    List<Long> sent = new FunctionLog(aws, Stage.NONE.producer()).awaitTimes("Producer sent", 1);

    new FunctionLog(aws, Stage.NONE.consumer()).awaitTime("Consumer received", sent.get(0));
  }

  @Test
  @Order(11)
  void shouldDoWhatTheDocumentationShows_whenItsCommandsAreRun() throws Exception {
    Path folder = Files.createDirectories(Project.TARGET.resolve("work").resolve("docs"));
    List<String> commands = DocCommands.ofProject("aws");

    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      List<String> line = List.of("bash", "-euo", "pipefail", "-c", command);
      Command.run(cloud::applyTo, folder, line).succeeded();
    }
  }

  @Test
  @Order(12)
  void shouldLeaveOtherStacksAsTheyAre_whenStreamIsRenamed() throws Exception {
    SortedMap<String, String> before = facts(OTHERS);
    cdk = cdk.with("pipeline.streamName", NEW_NAME);

    cdk.deploy("deploy:stream").succeeded();

    assertThat(facts(STREAM))
        .containsEntry("Kinesis::Stream Stream StreamName", NEW_NAME)
        .containsEntry("SSM::Parameter NameParameter Value", NEW_NAME);
    assertThat(aws.kinesis.listStreams().streamNames()).doesNotContain(Stage.NONE.stream());
    assertThat(Facts.changes(before, facts(OTHERS))).isEmpty();
  }

  @Test
  @Order(13)
  void shouldFollowRenamedStream_whenDeployedAgain() throws Exception {
    cdk.deploy("deploy:producer").succeeded();
    cdk.deploy("deploy:consumer").succeeded();

    String stream = facts(STREAM).get("Kinesis::Stream Stream StreamARN");
    assertThat(facts(PRODUCER))
        .containsEntry(
            "Lambda::Function ProducerFunction:live Environment Variables STREAM_NAME", NEW_NAME);
    assertThat(facts(CONSUMER))
        .containsEntry("Lambda::EventSourceMapping EventSource EventSourceArn", stream)
        .containsEntry("Lambda::EventSourceMapping EventSource BatchSize", "7");
    assertThat(
            aws.lambda
                .listEventSourceMappings(m -> m.functionName(Stage.NONE.consumer() + ":live"))
                .eventSourceMappings())
        .hasSize(1);
    put(NEW_NAME, List.of(event(TIME + 200)));
    new FunctionLog(aws, Stage.NONE.consumer()).awaitTime("Consumer received", TIME + 200);
  }

  @Test
  @Order(20)
  void shouldLeaveOnlyWhatHoldsFailures_whenDestroyedInAnyOrder() throws Exception {
    cdk.destroy("destroy:stream").succeeded();
    cdk.destroy("destroy:producer").succeeded();
    cdk.destroy("destroy:consumer").succeeded();

    assertThat(inventory.resources(ALL)).isEmpty();
    assertThat(inventory.facts(known).keySet())
        .isNotEmpty()
        .allMatch(fact -> fact.matches("(S3::Bucket FailureBucket|SQS::Queue DeadLetterQueue) .*"));
  }

  @Test
  @Order(21)
  void shouldLeaveNothing_whenWhatHoldsFailuresIsDeletedToo() throws Exception {
    String bucket = "s3://" + id("AWS::S3::Bucket");
    String cli = Project.PYTHON_TOOLS.resolve("aws").toString();
    List<String> removal = List.of(cli, "s3", "rb", bucket, "--force");
    Command.run(cloud::applyTo, Project.TARGET, removal).succeeded();
    aws.sqs.deleteQueue(queue -> queue.queueUrl(id("AWS::SQS::Queue")));

    assertThat(inventory.facts(known)).isEmpty();
  }

  @Test
  @Order(30)
  void shouldHaveSeenEverythingThatMiniStackLacks() {
    assertThat(lacking.seen()).containsExactlyInAnyOrder(Lacking.values());
  }

  private SortedMap<String, String> facts(List<String> stacks) {
    List<Resource> resources = inventory.resources(stacks);
    known.addAll(resources);
    return inventory.facts(resources);
  }

  /** The physical id of the one resource of a type. */
  private String id(String type) {
    return known.stream().filter(r -> r.type().equals(type)).findAny().orElseThrow().id();
  }

  private static String event(long time) {
    return "{\"message\":\"Deployed\",\"time\":" + time + "}";
  }

  private void put(String stream, List<String> data) {
    PutRecordsResponse response =
        aws.kinesis.putRecords(
            put -> put.streamName(stream).records(data.stream().map(DeployIT::entry).toList()));
    assertThat(response.failedRecordCount()).isZero();
  }

  private static PutRecordsRequestEntry entry(String data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey("one")
        .data(SdkBytes.fromString(data, UTF_8))
        .build();
  }
}
