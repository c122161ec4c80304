package io.localstream.deploytest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One account, and the stacks' commands with the settings of their first deployment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeployFixture {
  static final List<String> ALL = Stage.NONE.stacks();
  static final Stage DEV = new Stage("dev");

  /** The shortest that there is, so that it fires while the test goes on. */
  static final String SCHEDULE = "rate(1 minute)";

  Account account;
  Lacking.Checks lacking;
  StackContents contents;
  Cdk cdk;

  @BeforeAll
  void start() throws Exception {
    Project.delete(Project.TARGET.resolve("work"));
    Path work = Files.createDirectories(Project.TARGET.resolve("work"));
    account = Account.open(work, Stage.NONE, DEV);
    lacking = new Lacking.Checks(account.cloud());
    contents = new StackContents(Stage.NONE, lacking);
    cdk = new Cdk(account.cloud()).with("pipeline.schedule", SCHEDULE);
    cdk.bootstrap().succeeded();
  }

  @AfterAll
  void stop() {
    account.close();
  }

  /** The settings of the first deployment, for a stage beside it. */
  Cdk cdk(Stage stage) {
    return new Cdk(account.cloud()).with("stage", stage.name()).with("pipeline.schedule", SCHEDULE);
  }

  /** A scenario that needs the stacks: it deploys them where they are missing. */
  abstract class Deployed {
    @BeforeAll
    void deployWhereMissing() throws Exception {
      if (ALL.stream().anyMatch(stack -> account.resources(List.of(stack)).isEmpty())) {
        cdk.deploy("deploy").succeeded();
      }
    }
  }
}
