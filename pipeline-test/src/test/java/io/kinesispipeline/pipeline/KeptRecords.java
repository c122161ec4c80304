package io.kinesispipeline.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the on-failure bucket of a run has. */
final class KeptRecords {
  private static final JsonMapper JSON = new JsonMapper();

  private KeptRecords() {}

  /** The partition keys of the records that the bucket has, with their payload. */
  static List<String> partitionKeys(Path folder) throws IOException {
    return values(folder, "/kinesis/partitionKey");
  }

  /** The event ids of these records. */
  static List<String> eventIds(Path folder) throws IOException {
    return values(folder, "/eventID");
  }

  private static List<String> values(Path folder, String pointer) throws IOException {
    List<String> values = new ArrayList<>();
    Path failures = Files.createDirectories(folder.resolve("failures"));
    try (Stream<Path> files = Files.walk(failures)) {
      for (Path file : files.filter(KeptRecords::isFailureObject).toList()) {
        JsonNode payload = JSON.readTree(JSON.readTree(file.toFile()).get("payload").asText());
        payload.get("Records").forEach(record -> values.add(record.at(pointer).asText()));
      }
    }
    return values;
  }

  private static boolean isFailureObject(Path file) {
    return Files.isRegularFile(file)
        && file.toString().contains("/aws/lambda/")
        && !file.toString().contains(".incoming")
        && !file.toString().endsWith(".redriven");
  }
}
