package io.localstream.fixtureapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.localstream.sender.AcceptedRecord;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Puts events on the stream with the AWS SDK, and logs each one that the stream accepted. The
 * message of an event is its partition key and its index in the invocation.
 */
public final class EventProducer implements RequestStreamHandler {
  /** Environment variable: the stream's name. */
  public static final String STREAM_NAME = "STREAM_NAME";

  /** Environment variable: the number of events per invocation. */
  public static final String EVENTS = "EVENTS";

  /** Environment variable: the number of partition keys of an invocation's events. */
  public static final String PARTITION_KEYS = "PARTITION_KEYS";

  private final RecordSender sender =
      new RecordSender(
          KinesisClients.create(Region.of(System.getenv("AWS_REGION"))),
          System.getenv(STREAM_NAME),
          RecordSender.RECORD_BYTES,
          Timing.system());

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    List<PutRecordsRequestEntry> records = new ArrayList<>();
    int keys = Integer.parseInt(System.getenv(PARTITION_KEYS));
    for (int i = 0; i < Integer.parseInt(System.getenv(EVENTS)); i++) {
      records.add(record(context.getAwsRequestId() + "-" + i % keys, i));
    }
    Instant deadline = Instant.now().plusMillis(context.getRemainingTimeInMillis() * 4L / 5);
    sender.send(
        records,
        deadline,
        accepted -> context.getLogger().log("Producer sent: " + data(accepted), LogLevel.INFO));
    output.write("{}".getBytes(UTF_8));
  }

  private static String data(AcceptedRecord accepted) {
    return accepted.record().data().asUtf8String();
  }

  private static PutRecordsRequestEntry record(String partitionKey, int number) {
    String event =
        "{\"message\":\"%s %d\",\"time\":%d}"
            .formatted(partitionKey, number, System.currentTimeMillis());
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromUtf8String(event))
        .build();
  }
}
