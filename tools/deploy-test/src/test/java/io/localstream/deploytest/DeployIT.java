package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/**
 * Tests the stacks from the first deployment to destruction, in scenarios on one account. Each
 * scenario documents what it needs, and can run alone: it deploys the stacks if they are missing.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class DeployIT extends DeployFixture {
  private static final List<String> STREAM = List.of(Stage.NONE.streamStack());
  private static final List<String> PRODUCER = List.of(Stage.NONE.producerStack());
  private static final List<String> CONSUMER = List.of(Stage.NONE.consumerStack());
  private static final List<String> OTHERS =
      List.of(Stage.NONE.producerStack(), Stage.NONE.consumerStack());
  private static final String NEW_NAME = "OtherStream";
  private static final String BATCH_SIZE = "Lambda::EventSourceMapping EventSource BatchSize";
  private static final long TIME = 1748864964000L;

  /** Needs an account without the stacks. */
  @Scenario
  @Order(1)
  class FirstDeployment {
    @Test
    @Order(1)
    void shouldCreateNothing_whenConsumerIsDeployedBeforeStream() throws Exception {
      Command deploy = cdk.deploy("deploy:consumer").failed();

      assertThat(deploy.output()).contains(Stage.NONE.parameter(""));
      assertThat(account.resources(ALL)).isEmpty();
    }

    @Test
    @Order(2)
    void shouldCreateStreamAndItsParameters_whenStreamIsDeployedAlone() throws Exception {
      cdk.deploy("deploy:stream").succeeded();

      contents.assertStream(account.snapshot(STREAM));
      assertThat(account.resources(OTHERS)).isEmpty();
    }

    @Test
    @Order(3)
    void shouldCreateScheduledFunction_whenProducerIsDeployed() throws Exception {
      cdk.deploy("deploy:producer").succeeded();

      contents.assertProducer(account.snapshot(PRODUCER), SCHEDULE);
    }

    @Test
    @Order(4)
    void shouldCreateFunctionAndItsMapping_whenConsumerIsDeployed() throws Exception {
      cdk.deploy("deploy:consumer").succeeded();

      contents.assertConsumer(account.snapshot(CONSUMER), account.id("AWS::S3::Bucket", CONSUMER));
    }
  }

  /** Needs the stacks with the settings of the first deployment. */
  @Scenario
  @Order(2)
  class Redeployment extends Deployed {
    @Test
    @Order(1)
    void shouldChangeNothing_whenDeployedAgain() throws Exception {
      SortedMap<String, String> before = account.snapshot(ALL);

      Command deploy = cdk.deploy("deploy").succeeded();

      assertThat(deploy.output())
          .contains(ALL.stream().map(stack -> stack + " (no changes)").toList());
      assertThat(ResourceSnapshot.changes(before, account.snapshot(ALL))).isEmpty();
    }

    @Test
    @Order(2)
    void shouldChangeBatchSizeAlone_whenItIsSet() throws Exception {
      SortedMap<String, String> before = account.snapshot(ALL);
      cdk = cdk.with("pipeline.batchSize", "7");

      cdk.deploy("deploy").succeeded();

      assertThat(ResourceSnapshot.changes(before, account.snapshot(ALL)))
          .containsExactly(Map.entry(BATCH_SIZE, "5 → 7"));
    }

    /** Lambda refuses a second mapping of a function and stream while the first one is there. */
    @Test
    @Order(3)
    void shouldBeginAtTimestamp_whenMappingIsRemovedInTheDeploymentBefore() throws Exception {
      beginAt(
          cdk.with("pipeline.startingPosition", "AT_TIMESTAMP")
              .with("pipeline.startingPositionTimestamp", "2026-01-31T08:00:00Z"),
          "AT_TIMESTAMP");
      // MiniStack begins at the latest record instead, and the next scenario needs each record.
      beginAt(cdk, "TRIM_HORIZON");
    }

    private void beginAt(Cdk changed, String position) throws Exception {
      String consumer = Stage.NONE.consumer() + ":live";
      assertThat(account.mappings(consumer)).hasSize(1);

      changed.with("pipeline.eventSourceMapping", "false").deploy("deploy:consumer").succeeded();
      assertThat(account.mappings(consumer)).isEmpty();

      changed.deploy("deploy:consumer").succeeded();
      assertThat(account.mappings(consumer))
          .singleElement()
          .satisfies(m -> assertThat(m.startingPositionAsString()).isEqualTo(position));
    }
  }

  /** Needs the stacks, with any settings. */
  @Scenario
  @Order(3)
  class Processing extends Deployed {
    @Test
    @Order(1)
    void shouldConsumeInOrder_whenRecordsAreOnTheStream() {
      List<Long> times = LongStream.range(0, 12).mapToObj(i -> TIME + i).toList();

      account.putEvents(Stage.NONE.stream(), times.toArray(Long[]::new));

      FunctionLog log = account.log(Stage.NONE.consumer());
      log.awaitTime("Consumer received", times.get(11));
      assertThat(log.times("Consumer received")).containsSubsequence(times);
    }

    @Test
    @Order(2)
    void shouldKeepRecordInBucket_whenItCannotBeProcessed() {
      account.put(Stage.NONE.stream(), List.of("not an event"));
      account.log(Stage.NONE.consumer()).awaitLine("Consumer malformed");
      // MiniStack has skipped the record when it delivers the next one.
      account.putEvents(Stage.NONE.stream(), TIME + 100);
      account.log(Stage.NONE.consumer()).awaitTime("Consumer received", TIME + 100);

      gap.check(
          MiniStackGap.PARTIAL_BATCH_RESPONSE,
          () -> assertThat(account.objects(account.id("AWS::S3::Bucket", CONSUMER))).isNotEmpty());
    }

    @Test
    @Order(3)
    void shouldPassEventFromProducerToConsumer_whenScheduleFires() {
      List<Long> sent = account.log(Stage.NONE.producer()).awaitTimes("Producer sent", 1);

      account.log(Stage.NONE.consumer()).awaitTime("Consumer received", sent.get(0));
    }
  }

  /** Needs the stacks, with the code of the first deployment. */
  @Scenario
  @Order(4)
  class ChangeOfCode extends Deployed {
    @Test
    void shouldReplaceConsumersCodeAlone_whenItsSourcesChange() throws Exception {
      SortedMap<String, String> before = account.snapshot(ALL);
      Path copy = Project.TARGET.resolve("work").resolve("changed");
      Project.copy(Project.ROOT, copy);
      Path resources = copy.resolve(Path.of("lambda-consumer", "src", "main", "resources"));
      Files.writeString(Files.createDirectories(resources).resolve("changed.txt"), "changed");
      cdk = cdk.in(copy);

      cdk.deploy("deploy").succeeded();

      String function = "Lambda::Function ConsumerFunction";
      assertThat(ResourceSnapshot.changes(before, account.snapshot(ALL)))
          .as("the producer's code must not change; if another JDK built it, run mvn clean")
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
  }

  /** Needs the stacks, with the stream name of the first deployment. */
  @Scenario
  @Order(5)
  class RenamedStream extends Deployed {
    @Test
    @Order(1)
    void shouldLeaveOtherStacksAsTheyAre_whenStreamIsRenamed() throws Exception {
      SortedMap<String, String> before = account.snapshot(OTHERS);
      cdk = cdk.with("pipeline.streamName", NEW_NAME);

      cdk.deploy("deploy:stream").succeeded();

      assertThat(account.snapshot(STREAM))
          .containsEntry("Kinesis::Stream Stream StreamName", NEW_NAME)
          .containsEntry("SSM::Parameter NameParameter Value", NEW_NAME);
      assertThat(account.streams()).doesNotContain(Stage.NONE.stream());
      assertThat(ResourceSnapshot.changes(before, account.snapshot(OTHERS))).isEmpty();
    }

    @Test
    @Order(2)
    void shouldFollowRenamedStream_whenDeployedAgain() throws Exception {
      String batchSize = account.snapshot(CONSUMER).get(BATCH_SIZE);

      cdk.deploy("deploy:producer").succeeded();
      cdk.deploy("deploy:consumer").succeeded();

      String stream = account.snapshot(STREAM).get("Kinesis::Stream Stream StreamARN");
      assertThat(account.snapshot(PRODUCER))
          .containsEntry(
              "Lambda::Function ProducerFunction:live Environment Variables STREAM_NAME", NEW_NAME);
      assertThat(account.snapshot(CONSUMER))
          .containsEntry("Lambda::EventSourceMapping EventSource EventSourceArn", stream)
          .containsEntry(BATCH_SIZE, batchSize);
      assertThat(account.mappings(Stage.NONE.consumer() + ":live")).hasSize(1);
      account.putEvents(NEW_NAME, TIME + 200);
      account.log(Stage.NONE.consumer()).awaitTime("Consumer received", TIME + 200);
    }
  }

  /** Needs the stacks of the first stage, without those of the second. */
  @Scenario
  @Order(6)
  class SecondStage extends Deployed {
    @Test
    @Order(1)
    void shouldExistBesideFirstStage_whenSecondStageIsDeployed() throws Exception {
      SortedMap<String, String> before = account.snapshot(ALL);

      cdk(DEV).deploy("deploy").succeeded();

      assertThat(ResourceSnapshot.changes(before, account.snapshot(ALL))).isEmpty();
      StackContents second = new StackContents(DEV, gap);
      second.assertStream(account.snapshot(List.of(DEV.streamStack())));
      second.assertProducer(account.snapshot(List.of(DEV.producerStack())), SCHEDULE);
      List<String> consumer = List.of(DEV.consumerStack());
      second.assertConsumer(account.snapshot(consumer), account.id("AWS::S3::Bucket", consumer));
    }

    @Test
    @Order(2)
    void shouldProcessOwnEventsOnly_whenThereAreTwoStages() {
      account.putEvents(DEV.stream(), TIME + 300);

      account.log(DEV.consumer()).awaitTime("Consumer received", TIME + 300);
      assertThat(account.log(Stage.NONE.consumer()).times("Consumer received"))
          .doesNotContain(TIME + 300);
    }

    @Test
    @Order(3)
    void shouldNotChangeFirstStage_whenSecondStageIsDestroyed() throws Exception {
      SortedMap<String, String> before = account.snapshot(ALL);

      cdk(DEV).destroy("destroy").succeeded();

      assertThat(account.resources(DEV.stacks())).isEmpty();
      assertThat(ResourceSnapshot.changes(before, account.snapshot(ALL))).isEmpty();
    }
  }

  /** Needs the stacks. Of other stacks, only resources with failures can exist. */
  @Scenario
  @Order(7)
  class Destruction extends Deployed {
    @Test
    @Order(1)
    void shouldKeepOnlyFailureBucketAndQueue_whenDestroyedInAnyOrder() throws Exception {
      cdk.destroy("destroy:stream").succeeded();
      cdk.destroy("destroy:producer").succeeded();
      cdk.destroy("destroy:consumer").succeeded();

      assertThat(account.resources(ALL)).isEmpty();
      assertThat(account.left().keySet())
          .isNotEmpty()
          .allMatch(
              property ->
                  property.matches("(S3::Bucket FailureBucket|SQS::Queue DeadLetterQueue) .*"));
    }

    @Test
    @Order(2)
    void shouldLeaveNothing_whenFailureBucketAndQueueAreDeletedToo() throws Exception {
      account.deleteWhatHoldsFailures();

      assertThat(account.left()).isEmpty();
    }
  }

  /** Needs all other scenarios to have run. */
  @Scenario
  @Order(8)
  class EndOfAll {
    @Test
    void shouldHaveObservedEveryGapOfMiniStack() {
      assertThat(gap.seen()).containsExactlyInAnyOrder(MiniStackGap.values());
    }
  }
}
