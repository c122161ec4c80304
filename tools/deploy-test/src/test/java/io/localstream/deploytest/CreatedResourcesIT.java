package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A local run of stacks with a table, queues, a topic, a bucket and a secret, on MiniStack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreatedResourcesIT {
  private static final String AWS = Project.PYTHON_TOOLS.resolve("aws").toString();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder = Project.TARGET.resolve("created-resources");
  private LocalRun run;

  @BeforeAll
  void start() throws Exception {
    CreatedResources.writeTo(folder);
    run = startRun();
  }

  @AfterAll
  void stop() {
    run.close();
  }

  private LocalRun startRun() throws IOException {
    LocalRun started =
        LocalRun.start(
            Project.ROOT, List.of("--no-build", "--assembly", folder.toString(), "--no-schedule"));
    started.await("Services ");
    return started;
  }

  @Test
  void shouldListWhatItCreatedAndWhatNot_whenItStarts() {
    String endpoint = run.endpoint();

    assertThat(run.output())
        .contains(
            "Table     StorageStack/Events, " + physicalId(run, "Events"),
            "(AWS::DynamoDB::Table) at " + endpoint,
            "Bucket    FunctionStack/Archive, archive-111122223333-eu-west-1 (AWS::S3::Bucket) at "
                + endpoint,
            "Queue     FunctionStack/Dead, ",
            "Subscription FunctionStack/Subscription, ",
            "Left out  FunctionStack/Unused (AWS::DynamoDB::Table)");
  }

  @Test
  void shouldKeepItems_whenAwsCliPutsThem() throws Exception {
    String table =
        aws(run, "ssm get-parameter --name", "/events/table").at("/Parameter/Value").asText();
    assertThat(table).isEqualTo(physicalId(run, "Events")).startsWith("StorageStack-Events-");

    put(run, table);

    JsonNode items =
        aws(
            run,
            "dynamodb query --index-name by-kind --key-condition-expression kind=:k"
                + " --expression-attribute-values {\":k\":{\"S\":\"a\"}} --table-name",
            table);
    assertThat(items.at("/Items/0/id/S").asText()).isEqualTo("1");
  }

  @Test
  void shouldDeliverToTheQueue_whenTopicIsPublishedTo() throws Exception {
    aws(run, "sns publish --message hello --topic-arn", physicalId(run, "Topic"));

    JsonNode received =
        aws(
            run,
            "sqs receive-message --wait-time-seconds 10 --queue-url",
            physicalId(run, "Queue"));

    assertThat(received.at("/Messages/0/Body").asText()).isEqualTo("hello");
  }

  @Test
  void shouldHaveValueUnderItsArn_whenSecretIsGenerated() throws Exception {
    String arn = physicalId(run, "Secret");
    assertThat(arn).startsWith("arn:aws:secretsmanager:eu-west-1:111122223333:secret:");

    JsonNode secret = aws(run, "secretsmanager get-secret-value --secret-id", arn);

    assertThat(JSON.readTree(secret.get("SecretString").asText()).get("user").asText())
        .isEqualTo("me");
  }

  @Test
  void shouldBeginWithoutDataAndEndWithTheRun_whenTheRunIsKilled() throws Exception {
    LocalRun killed = startRun();
    String table = physicalId(killed, "Events");
    put(killed, table);
    List<ProcessHandle> processes = killed.processes();
    assertThat(processes)
        .anySatisfy(p -> assertThat(p.info().command()).asString().contains("python"));

    processes.stream()
        .filter(p -> p.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();

    Awaitility.await("the end of " + processes)
        .atMost(Duration.ofMinutes(1))
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    try (LocalRun next = startRun()) {
      assertThat(aws(next, "dynamodb scan --table-name", table).get("Count").asInt()).isZero();
    }
  }

  private void put(LocalRun to, String table) throws Exception {
    awsCommand(
            to,
            "dynamodb put-item --item {\"id\":{\"S\":\"1\"},\"kind\":{\"S\":\"a\"}} --table-name",
            table)
        .succeeded();
  }

  private static String physicalId(LocalRun of, String logicalId) {
    Matcher line = Pattern.compile("\\w+ +\\w+/" + logicalId + ", (\\S+) \\(").matcher(of.output());
    assertThat(line.find()).as(of.output()).isTrue();
    return line.group(1);
  }

  private JsonNode aws(LocalRun of, String command, String argument) throws Exception {
    return JSON.readTree(awsCommand(of, command, argument).succeeded().output());
  }

  private Command awsCommand(LocalRun of, String command, String argument) throws Exception {
    List<String> line = new ArrayList<>(List.of(AWS, "--endpoint-url", of.endpoint()));
    line.addAll(List.of("--region", "eu-west-1", "--output", "json"));
    line.addAll(List.of(command.split(" ")));
    line.add(argument);
    return Command.run(CreatedResourcesIT::withLocalKeys, folder, line);
  }

  private static void withLocalKeys(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
  }
}
