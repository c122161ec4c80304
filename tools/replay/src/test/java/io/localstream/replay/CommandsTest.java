package io.localstream.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A command that cannot start prints the reason in a sentence, and exits with code 2. */
class CommandsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--raw --key /a | --raw does not parse the lines, but --key does",
        "--from 0 | --from must be 1 or more, was 0",
        "--yes | --yes needs --aws",
        "--key a | must be a JSON pointer, as in /customer, was a",
        "--rate 5 | must be records per second, minute or hour",
        "--fast | Unknown option: '--fast'",
      })
  void shouldSayWhatIsWrong_whenAnOptionOfPutIs(String options, String says) {
    List<String> args = new ArrayList<>(List.of("--file", "events.jsonl"));
    args.addAll(Arrays.asList(options.split(" ")));

    assertThat(refusal(put(), args)).contains(says, "(--help shows the options)");
  }

  @Test
  void shouldNotAskStandardInput_whenItHasTheEvents() {
    assertThat(refusal(put(), List.of("--file", "-", "--aws"))).contains("need --yes");
  }

  @Test
  void shouldSayThatThereIsNoRun_whenNothingListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Files.writeString(folder.resolve("endpoint"), "http://127.0.0.1:" + free + "\n");
    List<String> run = List.of("--run", folder.toString(), "--stream", "MyStream", "--file", "x");

    String says = "no local run answers at http://127.0.0.1:" + free + ": start one with npm start";
    assertThat(refusal(put(), run)).startsWith(says);
    assertThat(refusal(capture(), run)).startsWith(says);
    assertThat(Path.of("x")).doesNotExist();
  }

  @Test
  void shouldSayWhichFile_whenTheEndpointIsNone() throws IOException {
    Files.writeString(folder.resolve("endpoint"), "not a URL");

    assertThat(refusal(capture(), List.of("--run", folder.toString())))
        .contains("cannot read the run's endpoint in " + folder.resolve("endpoint"));
  }

  @Test
  void shouldSayTheForm_whenADurationIsWrong() {
    assertThat(refusal(capture(), List.of("--since", "10"))).contains("as in 30s, 10m or 24h");
  }

  private static CommandLine put() {
    return Put.commandLine(new ByteArrayInputStream("".getBytes(UTF_8)), () -> false);
  }

  private static CommandLine capture() {
    return Capture.commandLine(new ByteArrayOutputStream(), () -> false);
  }

  private static String refusal(CommandLine command, List<String> args) {
    StringWriter said = new StringWriter();
    int code = command.setErr(new PrintWriter(said, true)).execute(args.toArray(String[]::new));
    assertThat(code).as(said.toString()).isEqualTo(CommandLine.ExitCode.USAGE);
    return said.toString();
  }
}
