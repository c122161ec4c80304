package io.localstream.cli;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts records on the fixture app's stream. */
final class TestRecords {
  private TestRecords() {}

  /** Puts all of them with one request, so that they are on the stream in this order. */
  static void put(URI endpoint, String... data) {
    put(endpoint, Arrays.stream(data).map(text -> record("key-of-" + text, text)).toList());
  }

  /** Puts all of them with one request, so that they are on the stream in this order. */
  static void put(URI endpoint, List<PutRecordsRequestEntry> records) {
    try (KinesisClient kinesis =
        KinesisClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
      kinesis.putRecords(request -> request.streamName(FixtureAssembly.STREAM).records(records));
    }
  }

  /** Returns a record to put. */
  static PutRecordsRequestEntry record(String partitionKey, String data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromUtf8String(data))
        .build();
  }
}
