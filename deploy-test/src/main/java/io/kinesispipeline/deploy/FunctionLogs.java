package io.kinesispipeline.deploy;

import io.kinesispipeline.local.lambda.LogLine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** Puts functions' lines into their log groups, as Lambda does. */
final class FunctionLogs implements AutoCloseable {
  private final Aws aws;
  private final ExecutorService writer = Executors.newSingleThreadExecutor();

  FunctionLogs(Aws aws) {
    this.aws = aws;
  }

  /** A new log stream, for one version of a function. */
  Consumer<LogLine> stream(String group, String version) {
    String day = LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy/MM/dd"));
    String name = day + "/[" + version + "]" + UUID.randomUUID().toString().replace("-", "");
    aws.logs.createLogStream(create -> create.logGroupName(group).logStreamName(name));
    return line -> writer.execute(() -> put(group, name, line));
  }

  private void put(String group, String stream, LogLine line) {
    if (line.text().isEmpty()) {
      return;
    }
    try {
      InputLogEvent event =
          InputLogEvent.builder()
              .timestamp(line.time().toEpochMilli())
              .message(line.text())
              .build();
      aws.logs.putLogEvents(put -> put.logGroupName(group).logStreamName(stream).logEvents(event));
    } catch (AwsServiceException e) {
      // The stack has been destroyed, and the log group with it.
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
