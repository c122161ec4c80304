package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Makes a project with its own names and events, as the guide does, and builds, tests, runs and
 * deploys it. Its build runs the tests of the functions; {@link ExtensionIT} runs all tests of a
 * made project.
 */
@UpstreamOnly
class InitIT {
  private static final Path FOLDER = Project.TARGET.resolve("own-event");

  private static final String SAMPLE =
      """
      {
        "orderId": "o-1",
        "customer": { "name": "Ada", "since": 2019 },
        "items": [{ "article_no": "book", "quantity": 2, "price": 10.00 }],
        "note": null,
        "discount?": 0.5
      }
      """;

  @Test
  void shouldBeReadyToRunAndToDeploy_whenAProjectIsMadeWithItsOwnNamesAndEvents() throws Exception {
    Project.delete(FOLDER);
    Path sample = Files.createDirectories(FOLDER).resolve("order.json");
    Files.writeString(sample, SAMPLE);

    MadeProject made =
        MadeProject.another(
            "own-event", List.of("--event", sample.toString(), "--without", "redrive,workflows"));

    made.start();
    Command verify =
        made.run("mvn", "-B", "-ntp", "verify", "-pl", "lambda-producer,lambda-consumer", "-am");
    assertThat(verify.output())
        .contains("Running com.acme.orders.model.EventTest", "OrdersGeneratorTest")
        .contains("ProducerJarIT", "ConsumerJarIT")
        .doesNotContain("Running io.localstream");
    assertDeploys(made);
    assertDeploymentTestIsRun(made);
  }

  /** One class is enough to see that the tests are compiled and run in a made project, too. */
  private static void assertDeploymentTestIsRun(MadeProject made) throws Exception {
    Path tools = Path.of("tools", "deploy-test", "target");
    Files.createDirectories(made.folder().resolve(tools));
    made.run("ln", "-s", Project.ROOT.resolve(tools).resolve("venv").toString(), tools.toString());

    Command test = made.run("npm", "run", "test:deploy", "--", "GuardedMiniStackIT");

    assertThat(test.output())
        .containsPattern(
            "Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*GuardedMiniStackIT");
  }

  private static void assertDeploys(MadeProject made) throws Exception {
    Stage stage = made.stage();
    try (Account account = Account.ofMiniStack(FOLDER, stage)) {
      Cdk cdk = new Cdk(account.cloud()).in(made.folder());
      cdk.bootstrap().succeeded();
      cdk.deploy("deploy").succeeded();
      assertThat(stage.stacks()).allMatch(stack -> stack.startsWith("Orders"));

      Consumer<Map<String, String>> cloud = account.cloud()::applyTo;
      String invoke = "aws lambda invoke out.json --function-name " + stage.producer() + ":live";
      String endpoint = account.cloud().endpoint().orElseThrow().toString();
      List<String> line = List.of((invoke + " --endpoint-url " + endpoint).split(" "));
      assertThat(Command.run(cloud, made.folder(), line).succeeded().output())
          .doesNotContain("FunctionError");

      account.log(stage.consumer()).awaitLine("article_no");
      cdk.destroy("destroy").succeeded();
      assertThat(account.resources(stage.stacks())).isEmpty();
    }
  }
}
