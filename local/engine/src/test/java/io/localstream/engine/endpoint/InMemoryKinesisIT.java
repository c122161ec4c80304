package io.localstream.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.stream.StreamStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Compares the streams in memory with kinesis-local, by random operations on both. */
class InMemoryKinesisIT {
  private static final String REGION = "eu-west-1";
  private static final String ACCOUNT = "123456789012";

  private static KinesisLocal server;
  private static KinesisClient theirs;
  private static KinesisClient ours;
  private static int streams;

  @BeforeContainer
  static void start() throws IOException {
    server = KinesisLocal.start(REGION, ACCOUNT);
    theirs = new KinesisConnection(server.uri()).client(REGION);
    ours =
        new InMemoryKinesis(
                new StreamStore(ACCOUNT, Clock.systemUTC(), 64 << 20),
                name -> "arn:aws:kinesis:eu-west-1:123456789012:stream/" + name)
            .client(REGION);
  }

  @AfterContainer
  static void stop() throws IOException {
    ours.close();
    theirs.close();
    server.close();
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void shouldDoWhatKinesisLocalDoes_whateverTheOperations(
      @ForAll("operations") List<StreamOperation> operations) {
    String stream = "stream-" + streams++;
    StreamTrace expected = new StreamTrace(theirs, stream);
    StreamTrace actual = new StreamTrace(ours, stream);

    for (StreamOperation operation : operations) {
      assertThat(actual.outcomeOf(operation))
          .as("%s after %s", operation, operations)
          .isEqualTo(expected.outcomeOf(operation));
    }
    assertThat(actual.shards()).isEqualTo(expected.shards());
    assertThat(actual.records()).isEqualTo(expected.records());
  }

  @Provide
  Arbitrary<List<StreamOperation>> operations() {
    Arbitrary<StreamOperation> any =
        Combinators.combine(
                Arbitraries.of(StreamOperation.OperationType.values()),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 5))
            .as(StreamOperation::new);
    return any.list()
        .ofMinSize(5)
        .ofMaxSize(25)
        .map(
            list ->
                Stream.concat(
                        Stream.of(new StreamOperation(StreamOperation.OperationType.CREATE, 2, 0)),
                        list.stream())
                    .toList());
  }
}
