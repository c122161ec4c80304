package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * Follows the guide for a stream that exists already, in a made project and an account without the
 * stacks.
 */
@UpstreamOnly
class ExistingStreamIT {
  static final String GUIDE = "docs/how-to-existing-stream.md";

  private static final String EXISTING = "orders";
  private static final long TIME = 1748864964000L;

  @Test
  void shouldProduceToItAndConsumeFromIt_withoutStreamStack() throws Exception {
    MadeProject made = MadeProject.get();
    Stage stage = made.stage();
    Path folder = Project.TARGET.resolve("existing");
    try (Workspace workspace = Workspace.open(made.folder(), folder, stage)) {
      Account account = workspace.account();
      account
          .run("aws", "kinesis", "create-stream", "--stream-name", EXISTING, "--shard-count", "1")
          .succeeded();

      workspace.follow(GUIDE, Map.of("stream", EXISTING));

      assertThat(account.streams()).containsExactly(EXISTING);
      assertThat(account.resources(List.of(stage.streamStack()))).isEmpty();
      assertThat(account.snapshot(List.of(stage.producerStack())))
          .containsEntry(
              "Lambda::Function ProducerFunction:live Environment Variables STREAM_NAME", EXISTING);
      SortedMap<String, String> consumer = account.snapshot(List.of(stage.consumerStack()));
      assertThat(consumer.get("Lambda::EventSourceMapping EventSource EventSourceArn"))
          .endsWith(":stream/" + EXISTING);
      account.putEvents(EXISTING, TIME);
      account.log(stage.consumer()).awaitTime("Consumer received", TIME);

      // Deploys StreamStack by mistake, which must not change the stream and the functions.
      workspace.cdk().deploy("deploy:stream").failed();

      assertThat(account.streams()).containsExactly(EXISTING);
      assertThat(account.snapshot(List.of(stage.consumerStack()))).isEqualTo(consumer);
    }
  }
}
