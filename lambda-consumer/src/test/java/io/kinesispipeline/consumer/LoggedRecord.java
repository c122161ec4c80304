package io.kinesispipeline.consumer;

import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.test.CapturedOutput;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A record for the test of a {@link RecordProcessor}, with a log that keeps its lines. */
final class LoggedRecord {
  private final CapturedOutput output = new CapturedOutput();
  private final StreamRecord record;

  private LoggedRecord(StreamRecord record) {
    this.record = record;
  }

  static LoggedRecord withKey(String partitionKey) {
    return new LoggedRecord(
        new StreamRecord("shardId-000000000000:1", "1", partitionKey, Instant.EPOCH, new byte[0]));
  }

  StreamRecord record() {
    return record;
  }

  RecordLog log() {
    Telemetry telemetry =
        new Telemetry(
            ConsumerHandler.settings(Map.of("AWS_LAMBDA_FUNCTION_NAME", "consumer")),
            Clock.systemUTC(),
            output.stream());
    return new RecordLog(telemetry.log("request-1"), record);
  }

  /** Returns the log lines about the record. */
  List<String> lines() {
    return output.logLines();
  }
}
