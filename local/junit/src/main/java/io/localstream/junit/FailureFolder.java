package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The on-failure destinations of a run.
 *
 * @param folder the folder in which the run keeps them
 */
record FailureFolder(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the records of the discarded batches in the buckets. */
  List<FailedRecord> records() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(folder.resolve(".incoming")))
          .sorted()
          .flatMap(FailureFolder::recordsOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
  }

  private static Stream<FailedRecord> recordsOf(Path file) {
    JsonNode report;
    JsonNode payload;
    try {
      report = JSON.readTree(file.toFile());
      payload = report.path("payload");
      // Lambda writes the event as a string in some invocation records, and as an object in others.
      payload = payload.isTextual() ? JSON.readTree(payload.asText()) : payload;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    JsonNode request = report.path("requestContext");
    return payload
        .path("Records")
        .valueStream()
        .map(record -> record.path("kinesis"))
        .map(
            kinesis ->
                new FailedRecord(
                    request.path("condition").asText(),
                    request.path("approximateInvokeCount").asInt(),
                    kinesis.path("partitionKey").asText(),
                    new String(Base64.getDecoder().decode(kinesis.path("data").asText()), UTF_8)));
  }
}
