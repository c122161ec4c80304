package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs the unmodified AWS CLI with a local run of a made project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UpstreamOnly
class LocalClientsIT {
  private static final String AWS = Project.PYTHON_TOOLS.resolve("aws").toString();

  private final Path folder = Project.TARGET.resolve("clients");
  private MadeProject project;
  private Stage stage;
  private LocalRun run;

  @BeforeAll
  void start() throws Exception {
    Files.createDirectories(folder);
    project = MadeProject.get();
    stage = project.stage();
    run = LocalRun.start(project.folder());
  }

  @AfterAll
  void stop() throws Exception {
    run.close();
  }

  @Test
  void shouldReadWhatWasPut_whenAskedForRecords() throws Exception {
    String data = SampleEvent.of(project.folder()).at(1748864964228L);
    aws("kinesis put-record --partition-key a --stream-name " + stage.stream() + " --data", data);
    String iterator =
        aws(
                "kinesis get-shard-iterator --stream-name "
                    + stage.stream()
                    + " --shard-id shardId-000000000000 --shard-iterator-type",
                "TRIM_HORIZON")
            .get("ShardIterator")
            .asText();

    JsonNode records = aws("kinesis get-records --shard-iterator", iterator).get("Records");

    String base64 = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
    assertThat(records.findValuesAsText("Data")).contains(base64);
  }

  @Test
  void shouldReadStreamsName_whenAskedForItsParameter() throws Exception {
    JsonNode parameter = aws("ssm get-parameter --name", stage.parameter("name"));

    assertThat(parameter.at("/Parameter/Value").asText()).isEqualTo(stage.stream());
  }

  @Test
  void shouldReturnLogTail_whenFunctionIsInvokedManually() throws Exception {
    JsonNode answer =
        aws(
            "lambda invoke --function-name " + stage.producer() + ":live --log-type Tail",
            "out.json");

    assertThat(answer.get("StatusCode").asInt()).isEqualTo(200);
    assertThat(answer.has("FunctionError")).isFalse();
    String log = new String(Base64.getDecoder().decode(answer.get("LogResult").asText()), UTF_8);
    assertThat(log).contains("Producer sent");
  }

  @Test
  void shouldFail_whenServiceIsNotAvailable() throws Exception {
    Command command = awsCommand("dynamodb list-tables --max-items", "1").failed();

    assertThat(command.output()).contains("An error occurred (", "ListTables");
  }

  private JsonNode aws(String command, String argument) throws Exception {
    return new ObjectMapper().readTree(awsCommand(command, argument).succeeded().output());
  }

  private Command awsCommand(String command, String argument) throws Exception {
    List<String> line = new ArrayList<>(List.of(AWS, "--endpoint-url", run.endpoint()));
    line.addAll(List.of("--region", "us-east-1", "--output", "json"));
    line.addAll(List.of(command.split(" ")));
    line.add(argument);
    return Command.run(LocalClientsIT::withLocalKeys, folder, line);
  }

  private static void withLocalKeys(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
  }
}
