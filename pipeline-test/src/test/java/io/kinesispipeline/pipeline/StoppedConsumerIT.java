package io.kinesispipeline.pipeline;

import static io.kinesispipeline.pipeline.PipelineAssemblyFilter.CONSUMER;
import static io.kinesispipeline.pipeline.PipelineAssemblyFilter.PRODUCER;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Metrics;
import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Alarm;
import io.localstream.engine.cloudwatch.AlarmReader;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.cloudwatch.Timeline;
import io.localstream.engine.source.DrivenSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.KmsDisabledException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Checks the template's "stopped" alarm for a consumer that no longer reads its stream. */
class StoppedConsumerIT {
  @TempDir private static Path folder;

  private static Deployment deployment;
  private static Alarm alarm;
  private static String stream;

  /**
   * The cause: the error that reads of the stream return, and whether records go to another stream.
   */
  enum Cause {
    MAPPING_DISABLED(false, null, false),
    PERMISSION_LOST(true, AccessDeniedException.builder().message("Denied").build(), false),
    KEY_DISABLED(true, KmsDisabledException.builder().message("Disabled").build(), false),
    STREAM_RENAMED(true, ResourceNotFoundException.builder().message("Not found").build(), true);

    private final boolean enabled;

    @SuppressWarnings("ImmutableEnumChecker") // The tests do not change it.
    private final Optional<RuntimeException> refusal;

    private final boolean streamRenamed;

    Cause(boolean enabled, RuntimeException refusal, boolean streamRenamed) {
      this.enabled = enabled;
      this.refusal = Optional.ofNullable(refusal);
      this.streamRenamed = streamRenamed;
    }
  }

  @BeforeAll
  static void readTemplates() {
    deployment = AssemblyReader.read(PipelineAssembly.FOLDER);
    stream = deployment.mappings().get(0).streamName();
    alarm =
        deployment.alarms().stream()
            .map(AlarmReader::read)
            .filter(candidate -> candidate.name().equals(CONSUMER + "-stopped"))
            .findFirst()
            .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void shouldFireAfterThreePeriods_whenConsumerDoesNotRead(Cause cause) {
    List<MetricDatum> stopped =
        DrivenSource.reading(deployment, cause.enabled, cause.refusal, folder);
    List<MetricDatum> period =
        both(produced(cause.streamRenamed ? "a-new-stream" : stream), stopped);

    Timeline timeline = new Timeline(alarm).filledWith(both(produced(stream), consumed()));
    assertThat(timeline.fires()).isFalse();
    assertThat(timeline.period(period).fires()).isFalse();
    assertThat(timeline.period(period).fires()).isFalse();
    assertThat(timeline.period(period).fires()).isTrue();
    assertThat(timeline.period(both(produced(stream), consumed())).fires()).isFalse();
  }

  @Test
  void shouldFire_whenOnlyOtherProducersPutRecords() {
    assertThat(new Timeline(alarm).filledWith(incoming(stream)).fires()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotFire_whenNoRecordsArrive(Cause cause) {
    List<MetricDatum> stopped =
        DrivenSource.reading(deployment, cause.enabled, cause.refusal, folder);

    assertThat(new Timeline(alarm).filledWith(stopped).fires()).isFalse();
  }

  @Test
  void shouldNotFire_whenConsumerIsInvokedWithEarlierRecords() {
    RecordedMetrics invoked = new RecordedMetrics();
    invoked.metrics().of("AWS/Lambda", "FunctionName", CONSUMER).count("Invocations", 1);

    assertThat(new Timeline(alarm).filledWith(both(produced(stream), invoked.all())).fires())
        .isFalse();
  }

  private static List<MetricDatum> consumed() {
    return DrivenSource.reading(deployment, true, Optional.empty(), folder);
  }

  private static List<MetricDatum> produced(String stream) {
    RecordedMetrics metrics = new RecordedMetrics();
    metrics
        .metrics()
        .of(Metrics.NAMESPACE, Metrics.FUNCTION_NAME, PRODUCER)
        .count(Metrics.EVENTS_PRODUCED, 1);
    return both(metrics.all(), incoming(stream));
  }

  private static List<MetricDatum> incoming(String stream) {
    RecordedMetrics metrics = new RecordedMetrics();
    metrics.metrics().of("AWS/Kinesis", "StreamName", stream).count("IncomingRecords", 1);
    return metrics.all();
  }

  private static List<MetricDatum> both(List<MetricDatum> some, List<MetricDatum> others) {
    List<MetricDatum> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
