package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Makes a project with its own names and events, as the guide does, and builds, tests, runs and
 * deploys it.
 */
class InitIT {
  private static final Path FOLDER = Project.TARGET.resolve("init");
  private static final Path CHECKOUT = FOLDER.resolve("checkout");
  private static final Path MADE = FOLDER.resolve("orders");

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

  /** The files of the working tree, as the only commit of another repository. */
  private static final String CHECK_OUT =
      """
      set -euo pipefail
      mkdir -p "$1"
      git ls-files -z --cached --others --exclude-standard \
        | while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\\0' "$file"; fi; done \
        | tar --null --files-from - -cf - | tar -xf - -C "$1"
      cd "$1"
      git init --quiet
      git add --all
      git -c user.name=test -c user.email=test@example.com commit --quiet --message test
      """;

  @Test
  void shouldBeReadyToRunAndToDeploy_whenAProjectIsMadeWithItsOwnNamesAndEvents() throws Exception {
    Project.delete(FOLDER);
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve("order.json"), SAMPLE);
    in(Project.ROOT, "bash", "-c", CHECK_OUT, "bash", CHECKOUT.toString());

    in(
        CHECKOUT,
        List.of("npm", "run", "init", "--", "--name", "orders", "--package", "com.acme.orders"),
        List.of(
            "--dir",
            MADE.toString(),
            "--event",
            "../order.json",
            "--without",
            "redrive,workflows"));
    // The pinned npm tools, which the made project would install again.
    in(FOLDER, "cp", "-R", Project.ROOT.resolve("node_modules").toString(), MADE.toString());

    in(
        MADE,
        List.of("npm", "start", "--", "--for", "10s", "--port", "0"),
        List.of("--summary", "target/summary.json"));
    in(MADE, "node", ".ci/check-summary.mjs", "target/summary.json", "2");
    Command verify = in(MADE, "mvn", "-B", "-ntp", "verify");
    assertThat(verify.output())
        .contains("Running com.acme.orders.model.EventTest", "OrdersGeneratorTest")
        .doesNotContain("Running io.localstream");
    assertDeploys(new Stage("", PipelineNames.of(MADE)));
  }

  private static void assertDeploys(Stage stage) throws Exception {
    try (Account account = Account.ofMiniStack(FOLDER, stage)) {
      Cdk cdk = new Cdk(account.cloud()).in(MADE);
      cdk.bootstrap().succeeded();
      cdk.deploy("deploy").succeeded();
      assertThat(stage.stacks()).allMatch(stack -> stack.startsWith("Orders"));

      Consumer<Map<String, String>> cloud = account.cloud()::applyTo;
      String invoke = "aws lambda invoke out.json --function-name " + stage.producer() + ":live";
      String endpoint = account.cloud().endpoint().orElseThrow().toString();
      List<String> line = List.of((invoke + " --endpoint-url " + endpoint).split(" "));
      assertThat(Command.run(cloud, MADE, line).succeeded().output())
          .doesNotContain("FunctionError");

      account.log(stage.consumer()).awaitLine("article_no");
      cdk.destroy("destroy").succeeded();
      assertThat(account.resources(stage.stacks())).isEmpty();
    }
  }

  private static Command in(Path folder, List<String> line, List<String> more)
      throws IOException, InterruptedException {
    return in(folder, Stream.concat(line.stream(), more.stream()).toArray(String[]::new));
  }

  private static Command in(Path folder, String... line) throws IOException, InterruptedException {
    return Command.run(variables -> variables.putAll(Cdk.UNATTENDED), folder, List.of(line))
        .succeeded();
  }
}
