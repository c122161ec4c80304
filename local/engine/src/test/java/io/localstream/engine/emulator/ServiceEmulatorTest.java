package io.localstream.engine.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.localstream.engine.assembly.ExternalStack;
import io.localstream.engine.lifecycle.StartException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEmulatorTest {
  private static final ExternalStack STACK =
      new ExternalStack(
          "S",
          "us-east-1",
          "111122223333",
          JsonNodeFactory.instance.objectNode(),
          List.of(
              new ExternalStack.Needed("Table", "S/Table", "AWS::DynamoDB::Table", "S/Function")));

  @TempDir private Path temporary;
  private final List<String> notices = new ArrayList<>();

  @Test
  void shouldNameTheResourceAndWhatToInstall_whenThereIsNoPython() {
    ServiceEmulator emulator = miniStack("no-such-python");

    assertThatThrownBy(() -> emulator.create(STACK))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "S/Table (AWS::DynamoDB::Table), to which S/Function refers, needs MiniStack, an emulator"
                + " of AWS in Python, but there is no no-such-python on the PATH: install Python 3.11"
                + " or later (https://www.python.org/); or name another AWS-compatible endpoint with"
                + " --services <url>.");
    assertThat(emulator.endpoint()).isEmpty();
  }

  @Test
  void shouldShowTheLog_whenMiniStackDoesNotStart() throws Exception {
    Path python =
        Files.writeString(
            temporary.resolve("python"),
            """
            #!/bin/sh
            if [ $# = 5 ]; then
              mkdir -p $4/bin; cp $0 $4/bin/python
            else
              echo 'ImportError: ministack' >&2
            fi
            """);
    assertThat(python.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> miniStack(python.toString()).create(STACK))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("MiniStack did not start")
        .hasMessageEndingWith("ImportError: ministack");
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("S/Table (AWS::DynamoDB::Table), to which S/Function refers, needs MiniStack");
  }

  @Test
  void shouldNotStartAnything_whenAnEndpointRuns() {
    URI endpoint = URI.create("http://127.0.0.1:4566");
    ServiceEmulator emulator = ServiceEmulator.at(endpoint);

    emulator.start("us-east-1", "111122223333", "a test");

    assertThat(emulator.endpoint()).hasValue(ServiceEndpoint.open(endpoint));
  }

  private ServiceEmulator miniStack(String interpreter) {
    return ServiceEmulator.miniStack(
        new MiniStackSettings(
            temporary.resolve("environment"),
            interpreter,
            temporary.resolve("ministack.log"),
            notices::add));
  }
}
