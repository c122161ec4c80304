package io.localstream.deploytest;

import io.localstream.engine.cloudwatch.LogEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Writes the logs of functions to their log groups, as Lambda does. */
final class FunctionLogs implements AutoCloseable {
  private final Aws aws;
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final Set<String> streams = new HashSet<>();

  FunctionLogs(Aws aws) {
    this.aws = aws;
  }

  /** Writes a log event of a function. */
  void put(LogEvent event) {
    writer.execute(() -> write(event));
  }

  private void write(LogEvent event) {
    if (event.message().isEmpty()) {
      return;
    }
    String group = event.function().logging().group();
    InputLogEvent line =
        InputLogEvent.builder()
            .timestamp(event.time().toEpochMilli())
            .message(event.message())
            .build();
    try {
      if (streams.add(event.stream())) {
        aws.logs.createLogStream(log -> log.logGroupName(group).logStreamName(event.stream()));
      }
      aws.logs.putLogEvents(
          log -> log.logGroupName(group).logStreamName(event.stream()).logEvents(line));
    } catch (ResourceNotFoundException e) {
      // The log group was destroyed with its stack.
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
