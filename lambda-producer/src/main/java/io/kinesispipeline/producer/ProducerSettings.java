package io.kinesispipeline.producer;

import io.kinesispipeline.model.Names;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.TelemetrySettings;
import io.localstream.sender.RecordSender;
import java.util.Map;

/**
 * The producer's environment variables.
 *
 * @param streamName the stream's name, or null to read it from SSM
 * @param streamNameParameter the SSM parameter that holds the stream's name, or null
 * @param eventsPerInvocation the number of events per invocation, 1 to 10,000
 * @param maxRecordBytes the maximum size of a record's data and partition key together
 * @param snapStart whether Lambda takes a snapshot of this environment after its initialization
 * @param telemetry the settings of log lines and metrics
 */
record ProducerSettings(
    String streamName,
    String streamNameParameter,
    int eventsPerInvocation,
    int maxRecordBytes,
    boolean snapStart,
    TelemetrySettings telemetry) {
  private static final int MAX_EVENTS = 10_000;
  private static final int BYTES_PER_KB = 1024;

  /**
   * Reads the settings.
   *
   * @param environment the environment variables
   * @return the settings
   * @throws IllegalStateException if variables are missing or not valid; the message names all of
   *     them and says what to do
   */
  static ProducerSettings from(Map<String, String> environment) {
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    String streamName = variables.text(Names.STREAM_NAME_VARIABLE, null);
    String parameter = variables.text(Names.STREAM_NAME_PARAMETER_VARIABLE, null);
    if (streamName == null && parameter == null) {
      variables.report(
          ("neither %s nor %s is set: set the first to the stream's name, or the second to the name"
                  + " of the SSM parameter that holds it (%s)")
              .formatted(
                  Names.STREAM_NAME_VARIABLE,
                  Names.STREAM_NAME_PARAMETER_VARIABLE,
                  Names.STREAM_NAME_PARAMETER));
    }
    int events = variables.number(Names.EVENTS_PER_INVOCATION_VARIABLE, MAX_EVENTS, 1);
    int maxRecordKb =
        variables.number(
            Names.MAX_RECORD_SIZE_KB_VARIABLE,
            RecordSender.LARGE_RECORD_BYTES / BYTES_PER_KB,
            RecordSender.RECORD_BYTES / BYTES_PER_KB);
    TelemetrySettings telemetry = TelemetrySettings.from(variables);
    variables.requireNoProblems();
    boolean snapStart = "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
    return new ProducerSettings(
        streamName, parameter, events, maxRecordKb * BYTES_PER_KB, snapStart, telemetry);
  }
}
