package io.localstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.endpoint.InMemoryKinesis;
import io.localstream.engine.endpoint.KinesisConnection;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.stream.DataStream;
import io.localstream.engine.stream.StreamStore;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class StreamCreatorTest {
  private final StreamStore store = new StreamStore("111122223333", Clock.systemUTC(), 1 << 20);
  private final KinesisClient kinesis =
      new InMemoryKinesis(store, name -> "arn:" + name).client("us-east-1");

  @Test
  void shouldCreateStreamsAsDeclared_whenNoneIsThere() {
    StreamCreator.create(kinesis, List.of(stream("declared", 3, 2), stream("other", 1, 1)));

    DataStream created = store.stream("declared");
    assertThat(created.shards()).hasSize(3);
    assertThat(created.maxRecordBytes()).isEqualTo(2 << 20);
    assertThat(created.retention()).isEqualTo(Duration.ofDays(2));
    assertThat(store.stream("other").retention()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void shouldUseTheStreamAsItIs_whenItIsThereAlready() {
    store.create("there", 1, DataStream.DEFAULT_RECORD_BYTES);

    StreamCreator.create(kinesis, List.of(stream("there", 3, 2)));

    assertThat(store.stream("there").shards()).hasSize(1);
    assertThat(store.stream("there").retention()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void shouldNameTheStream_whenTheServerIsNotThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);
    try (KinesisClient client = new KinesisConnection(nobody).client("us-east-1")) {
      assertThatThrownBy(() -> StreamCreator.create(client, List.of(stream("late", 1, 1))))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("The Kinesis endpoint could not create the stream late: ");
    }
  }

  private static Deployment.Stream stream(String name, int shards, int retentionDays) {
    return new Deployment.Stream(
        name, "arn:" + name, shards, Duration.ofDays(retentionDays), 2 << 20);
  }
}
