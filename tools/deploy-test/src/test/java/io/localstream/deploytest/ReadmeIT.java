package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Follows this project's README to its end, in a copy of the project. */
class ReadmeIT {
  @Test
  void shouldLeaveNothing_whenReadmeIsFollowedToItsEnd() throws Exception {
    Stage stage = Stage.NONE;
    try (Workspace workspace =
        Workspace.open(Project.ROOT, Project.TARGET.resolve("readme"), stage)) {
      workspace.cdk().deploy("deploy").succeeded();
      Account account = workspace.account();
      String bucket = account.id("AWS::S3::Bucket", List.of(stage.consumerStack()));
      String queue = account.id("AWS::SQS::Queue", List.of(stage.producerStack()));
      account.keep(bucket, "aws/lambda/failure", "{}");

      workspace.follow(DocumentationIT.README, Map.of("bucket", bucket, "url", queue));

      assertThat(account.resources(stage.stacks())).isEmpty();
      assertThat(account.buckets()).doesNotContain(bucket);
    }
  }
}
