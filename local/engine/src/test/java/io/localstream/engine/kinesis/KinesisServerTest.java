package io.localstream.engine.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesisServerTest {
  @TempDir private Path folder;
  private Path packageFolder;

  @BeforeEach
  void installPackage() throws IOException {
    packageFolder = Files.createDirectory(folder.resolve("kinesis-local"));
    Files.writeString(packageFolder.resolve("main.js"), "");
  }

  @Test
  void shouldNameTheFolderAndTheCommand_whenThePackageIsNotInstalled() {
    assertThatThrownBy(() -> start("node", folder.resolve("none")))
        .isInstanceOf(StartException.class)
        .hasMessage("kinesis-local is not installed in %s: run `npm ci`.", folder.resolve("none"));
  }

  @Test
  void shouldSayWhereToGetNode_whenItIsMissing() {
    assertThatThrownBy(() -> start(folder.resolve("no-node").toString(), packageFolder))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "Node.js is not on the PATH: install version 20 or later from https://nodejs.org.");
  }

  @Test
  void shouldNameTheVersion_whenNodeIsTooOld() throws IOException {
    String node = command("echo v18.20.4");

    assertThatThrownBy(() -> start(node, packageFolder))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "Node.js 20 or later must come first on the PATH; `%s --version` says v18.20.4.", node);
  }

  @Test
  void shouldShowTheServersOutput_whenItEndsInsteadOfListening() throws IOException {
    String node =
        command(
            "if [ \"$1\" = --version ]; then echo v22.0.0; exit; fi; echo no memory >&2; exit 3");

    assertThatThrownBy(() -> start(node, packageFolder))
        .isInstanceOf(StartException.class)
        .hasMessage("kinesis-local did not start (exit code 3). Its last output:\nno memory");
  }

  @Test
  void shouldRunInItsPackageFolderWithoutThePersonsNodeOptions_whenItStarts() throws Exception {
    String node =
        command(
            "if [ \"$1\" = --version ]; then echo v20.0.0; exit; fi;"
                + "echo \"$PWD options=$NODE_OPTIONS region=$AWS_REGION account=$AWS_ACCOUNT_ID\" >seen;"
                + "echo listening 4711; read wait");

    try (KinesisServer server = start(node, packageFolder)) {
      assertThat(server.uri()).hasToString("http://127.0.0.1:4711");
    }
    assertThat(packageFolder.resolve("seen"))
        .hasContent(packageFolder.toRealPath() + " options= region=eu-west-1 account=123456789012");
  }

  private KinesisServer start(String node, Path installed) throws InterruptedException {
    return KinesisServer.start(
        node, installed, folder, "eu-west-1", "123456789012", sentence -> {});
  }

  private String command(String script) throws IOException {
    Path file = folder.resolve("node");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }
}
