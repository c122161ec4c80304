package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * Checks that a deployment succeeds after the first deployment of the stage {@code prod} failed and
 * was rolled back. Runs on MiniStack only, regardless of the environment variables.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstDeploymentIT {
  private static final Stage PROD = new Stage("prod");
  private static final String EXISTING_PARAMETER = "/created/by/hand";
  private static final String LIFT_PROTECTION =
      "aws cloudformation update-termination-protection --no-enable-termination-protection"
          + " --stack-name ";

  @RegisterExtension final StopAtFirstFailure inOrder = new StopAtFirstFailure();

  private Account account;
  private Cdk cdk;
  private Path assembly;
  private Path failing;

  @BeforeAll
  void start() throws Exception {
    Path folder = Project.TARGET.resolve("first-deployment");
    Project.delete(folder);
    assembly = folder.resolve("cdk.out");
    failing = folder.resolve("failing");
    account = Account.ofMiniStack(Files.createDirectories(folder), PROD);
    cdk = new Cdk(account.cloud()).with("stage", PROD.name());
    cdk.bootstrap().succeeded();
    cdk.synthesize(assembly).succeeded();
    FailingAssembly.copy(assembly, failing, EXISTING_PARAMETER);
    account.putParameter(EXISTING_PARAMETER);
  }

  static List<String> stacks() {
    return Stage.NONE.stacks();
  }

  @AfterAll
  void stop() {
    account.close();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  @Order(1)
  void shouldDeploy_whenFirstDeploymentFailedAndProtectionIsLifted(String id) throws Exception {
    String stack = PROD.named(id);

    cdk.deploy(failing, id).failed();

    assertThat(account.stack(stack).stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(account.createdTypes(stack)).containsAll(kept(id));
    assertThat(account.leftOf(stack)).as("resources that block the next deployment").isEmpty();
    assertThat(cdk.deploy(assembly, id).failed().output())
        .contains("cannot be deleted while TerminationProtection is enabled");

    account.run((LIFT_PROTECTION + stack).split(" ")).succeeded();
    cdk.deploy(assembly, id).succeeded();

    assertThat(account.stack(stack).enableTerminationProtection()).isTrue();
    assertThat(account.snapshot(List.of(stack))).isNotEmpty();
  }

  @Test
  @Order(2)
  void shouldBeToldHowToLiftProtection_whenItIsLookedUp() throws Exception {
    assertThat(Files.readAllLines(Project.ROOT.resolve(Path.of("docs", "reference.md"))))
        .as("the reference names the command that this test runs")
        .anyMatch(line -> line.contains("`" + LIFT_PROTECTION + "<stack>`"));
  }

  /** Returns the types of resources that remain after the stack is deleted. */
  private static List<String> kept(String id) {
    if (id.equals(Stage.NONE.streamStack())) {
      return List.of("AWS::Kinesis::Stream", "AWS::SSM::Parameter");
    }
    List<String> own =
        id.equals(Stage.NONE.producerStack())
            ? List.of("AWS::SQS::Queue", "AWS::SQS::QueuePolicy")
            : List.of("AWS::S3::Bucket", "AWS::S3::BucketPolicy");
    return Stream.concat(
            Stream.of("AWS::Lambda::Version", "AWS::Logs::LogGroup", "AWS::Logs::LogStream"),
            own.stream())
        .toList();
  }
}
