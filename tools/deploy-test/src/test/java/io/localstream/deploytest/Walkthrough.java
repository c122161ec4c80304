package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.deploytest.Document.Commands;
import io.localstream.deploytest.Document.Place;
import io.localstream.deploytest.Document.SourceFile;
import io.localstream.deploytest.Document.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Follows a page of the documentation as a reader does: in one copy of the project, in one shell,
 * from top to bottom.
 */
final class Walkthrough implements AutoCloseable {
  /** The endpoint that the documentation names: the default port. */
  private static final String ENDPOINT = "http://127.0.0.1:4570";

  private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z][A-Za-z ]*)>");

  /** A block for a local run that begins with this starts the run of the blocks after it. */
  private static final String START = "npm start --";

  /** The longest time until a command has its effect in a local run. */
  private static final Duration EFFECT = Duration.ofMinutes(5);

  /** Local runs are shorter here than for a reader. */
  private static final String SHORTER = "--for 3s";

  private static final String ANY_LENGTH = "--for \\d+[sm]";

  /**
   * Runs the commands of one block, with the variables and functions of earlier blocks. Version 1
   * of the AWS CLI reads the endpoint of SQS from its option only.
   */
  private static final String SHELL =
      """
      set -euo pipefail
      aws() { command aws ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"; }
      if [ -f "$SESSION" ]; then . "$SESSION"; fi
      %s
      [ $? = 0 ] # set -e takes no notice of what fails before &&
      { declare -f; declare -p | grep -v '^declare -[A-Za-z]*[rx]'; } >"$SESSION"
      """;

  private final Path project;
  private final Cloud cloud;
  private final Map<String, String> values;
  private final Path session;
  private LocalRun localRun;

  /**
   * Starts a page.
   *
   * @param project the copy of the project
   * @param cloud the cloud to which the stacks are deployed
   * @param values the values of the page's placeholders, such as {@code <bucket>}
   */
  Walkthrough(Path project, Cloud cloud, Map<String, String> values) throws IOException {
    this.project = project;
    this.cloud = cloud;
    this.values = values;
    this.session = project.resolve("target").resolve("session");
    Files.createDirectories(session.getParent());
    Files.deleteIfExists(session);
  }

  void follow(Document document) throws IOException, InterruptedException {
    for (Step step : document.steps()) {
      if (step instanceof SourceFile file) {
        Path path = project.resolve(file.path());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.text());
      } else if (step instanceof Commands commands) {
        String where = document.name() + ":" + commands.line();
        run(where, commands.place(), filledIn(commands.text()).replaceAll(ANY_LENGTH, SHORTER));
      }
    }
  }

  private void run(String where, Place place, String text)
      throws IOException, InterruptedException {
    switch (place) {
      case PROJECT -> {
        close();
        String onFreePort = text.replace("npm start --", "npm start -- --port 0");
        assertSucceeds(where, onFreePort, Walkthrough::withoutAws);
      }
      case LOCAL -> {
        if (text.startsWith(START)) {
          close();
          localRun = startLocalRun(text.substring(START.length()).strip());
          return;
        }
        String here = text.replace(ENDPOINT, localRun().endpoint());
        // Waits, because the effects of the previous command take time, for a reader too.
        Awaitility.await()
            .atMost(EFFECT)
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertSucceeds(where, here, Walkthrough::withoutAws));
      }
      case AWS -> assertSucceeds(where, text, cloud::applyTo);
    }
  }

  private void assertSucceeds(String where, String text, Consumer<Map<String, String>> account)
      throws IOException, InterruptedException {
    Command done = bash(where, text, account);
    assertThat(done.exitCode()).as(() -> where + ": " + done.description()).isZero();
  }

  private Command bash(String where, String text, Consumer<Map<String, String>> account)
      throws IOException, InterruptedException {
    return Command.run(
        where,
        variables -> {
          account.accept(variables);
          variables.put("SESSION", session.toString());
          variables.putAll(Cdk.UNATTENDED);
        },
        project,
        List.of("bash", "-c", SHELL.formatted(text)));
  }

  private LocalRun startLocalRun(String options) throws IOException {
    LocalRun started = LocalRun.start(project, List.of(options.split("[\\s\\\\]+")));
    started.await("Endpoint");
    return started;
  }

  private LocalRun localRun() throws IOException {
    if (localRun == null) {
      localRun = LocalRun.start(project);
    }
    return localRun;
  }

  private String filledIn(String text) {
    return PLACEHOLDER.matcher(text).replaceAll(this::value);
  }

  private String value(MatchResult placeholder) {
    String value = values.get(placeholder.group(1));
    assertThat(value).as("value of the placeholder %s", placeholder.group()).isNotNull();
    return value.replace("$", "\\$");
  }

  private static void withoutAws(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
  }

  @Override
  public void close() {
    if (localRun != null) {
      localRun.close();
      localRun = null;
    }
  }
}
