package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  @ParameterizedTest
  @CsvSource({"amd64,false", "amd64,true", "aarch64,false", "aarch64,true", "x86_64,false"})
  void shouldNameALibraryOfTheRuntimeInterfaceClient_forEachSystem(
      String architecture, boolean musl) throws Exception {
    Path jar = Path.of("target", "runtime", FunctionCommand.RUNTIME_JAR);
    try (FileSystem contents = FileSystems.newFileSystem(jar)) {
      assertThat(contents.getPath("jni", NativeLibrary.name(architecture, musl)))
          .matches(Files::exists);
    }
  }

  @Test
  void shouldPointToThePortableClient_whenThereIsNoLibraryForTheArchitecture() {
    assertThatThrownBy(() -> NativeLibrary.name("riscv64", false))
        .hasMessageContaining("riscv64")
        .hasMessageContaining("portable");
  }
}
