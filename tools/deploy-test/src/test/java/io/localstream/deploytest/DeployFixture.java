package io.localstream.deploytest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** An account, and the commands to deploy the stacks with the settings of the first deployment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeployFixture {
  static final List<String> ALL = Stage.NONE.stacks();
  static final Stage DEV = new Stage("dev");

  /** The shortest schedule, so that it fires during the test. */
  static final String SCHEDULE = "rate(1 minute)";

  Account account;
  MiniStackGap.Checks gap;
  StackContents contents;
  Cdk cdk;

  @BeforeAll
  void start() throws Exception {
    Project.delete(Project.TARGET.resolve("work"));
    Path work = Files.createDirectories(Project.TARGET.resolve("work"));
    account = Account.open(work, Stage.NONE, DEV);
    gap = new MiniStackGap.Checks(account.cloud());
    contents = new StackContents(Stage.NONE, gap);
    cdk = new Cdk(account.cloud()).with("pipeline.schedule", SCHEDULE);
    cdk.bootstrap().succeeded();
  }

  @AfterAll
  void stop() {
    account.close();
  }

  /** Returns the commands of another stage, with the settings of the first deployment. */
  Cdk cdk(Stage stage) {
    return new Cdk(account.cloud()).with("stage", stage.name()).with("pipeline.schedule", SCHEDULE);
  }

  /** A scenario that needs the stacks, and deploys them if they are missing. */
  abstract class Deployed {
    @BeforeAll
    void deployWhereMissing() throws Exception {
      if (ALL.stream().anyMatch(stack -> account.resources(List.of(stack)).isEmpty())) {
        cdk.deploy("deploy").succeeded();
      }
    }
  }
}
