package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A run that cannot start prints the reason in a sentence, and exits with code 2. */
class StartCommandIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--every=5 | --every takes a duration or 'template': '5' is not a duration",
        "--every=0s | must be more than 0",
        "--for=soon | 'soon' is not a duration",
        "--for=0ms | must be more than 0",
        "--drain=-1s | '-1s' is not a duration",
        "--consumed=0 | --consumed must be 1 or more, was 0",
        "--consumed=many | 'many' is not a long",
        "--inspect-records=0 | --inspect-records must be 1 or more, was 0",
        "--token=src | cannot write the token to src",
        "--port=70000 | --port must be 0 to 65535, was 70000",
        "--kinesis=localhost:4567 | --kinesis must be an http or https URL, was localhost:4567",
        "--services=localhost:4566 | --services must be an http or https URL, was localhost:4566",
        "--services=http://10.0.0.1:4566 | --services must be on this machine, was http://10.0.0.1:4566",
        "--services=http://localhost.example.com | add --services-remote",
        "--services-remote | --services-remote needs --services <url>",
        "--allow-unchecked=ssm | --allow-unchecked must be a service that the local run does not simulate, was ssm",
        "--runtime-client=python | expected one of [RIC, PORTABLE]",
        "--summary=/no/such/folder/s.json | --summary must be a file in a folder that exists",
        "--seed=x | 'x' is not a long",
        "--log=target/local/../local/metrics.jsonl | --log and --metrics must be different files",
        "--metrics=src | Cannot write to src",
        "--debug=no-such | --debug: there is no function no-such, only fixture-",
        "--debug=fixture-consumer:0 | the port must be 1 to 65535, was 0",
        "--debug=fixture-consumer:70000 | the port must be 1 to 65535, was 70000",
        "--debug=fixture-consumer:jdwp | must be a function, with a port if you like",
        "--debug-suspend | --debug-suspend needs --debug <function>",
        "--forever | Unknown option: '--forever'",
        "--fault=kinesis.throtle=0.3 | kinesis.throttle=",
        "--fault=dynamodb.error=0.1 | --fault dynamodb.error: this run forwards no calls to dynamodb",
      })
  void shouldSayWhatIsWrong_whenAnOptionIs(String option, String says) {
    assertThat(refusal(FixtureAssembly.FOLDER, option)).contains(says);
  }

  @Test
  void shouldSayWhatIsWrong_whenThePageIsOpenedAndLeftOut() {
    assertThat(refusal(FixtureAssembly.FOLDER, "--open", "--no-page"))
        .contains("--open needs the page: use only one of --open and --no-page");
  }

  @Test
  void shouldSaySo_whenThereIsNoAssembly() {
    assertThat(refusal(folder.resolve("cdk.out"))).contains("cdk.out").hasLineCount(1);
  }

  @Test
  void shouldSayWhichPort_whenItIsInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refusal(FixtureAssembly.FOLDER, "--port=" + other.getLocalPort()))
          .contains("port " + other.getLocalPort() + " is in use")
          .hasLineCount(1);
    }
  }

  @Test
  void shouldSayWhichPort_whenTheDebuggersIsInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String debug = FixtureAssembly.CONSUMER + ":" + other.getLocalPort();
      assertThat(refusal(FixtureAssembly.FOLDER, "--debug=" + debug))
          .startsWith("the debugger of fixture-consumer cannot listen on port ")
          .contains(Integer.toString(other.getLocalPort()))
          .hasLineCount(1);
    }
  }

  @Test
  void shouldSaySo_whenTwoDebuggersHaveOnePortOrOneFunction() {
    assertThat(refusal(FixtureAssembly.FOLDER, "--debug=a:5005", "--debug=b:5005"))
        .startsWith("--debug: each function needs its own port, but two have 5005");
    assertThat(refusal(FixtureAssembly.FOLDER, "--debug=a:5005", "--debug=a"))
        .startsWith("--debug names a twice");
  }

  @Test
  void shouldSayWhichFunction_whenAJarIsBroken() throws IOException {
    Path assembly = copyOf(FixtureAssembly.FOLDER);
    try (Stream<Path> files = Files.list(assembly)) {
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        Files.writeString(jar, "not a jar");
      }
    }
    assertThat(refusal(assembly)).contains("fixture-", "is not a readable jar").hasLineCount(1);
  }

  private Path copyOf(Path assembly) throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(assembly)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(assembly.relativize(file).toString()));
      }
    }
    return copy;
  }

  private String refusal(Path assembly, String... options) {
    StringWriter said = new StringWriter();
    CommandLine command =
        StartCommand.commandLine(InputStream.nullInputStream()).setErr(new PrintWriter(said, true));
    List<String> args = new ArrayList<>(List.of("--project", PROJECT.toString()));
    args.addAll(List.of("--assembly", assembly.toString(), "--port", "0"));
    for (String option : options) {
      if (option.startsWith("--port=")) {
        args.remove("--port");
        args.remove("0");
      }
      args.add(option);
    }
    int exitCode = command.execute(args.toArray(String[]::new));
    assertThat(exitCode).as(said.toString()).isEqualTo(CommandLine.ExitCode.USAGE);
    return said.toString().strip();
  }
}
