package io.localstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.AssemblyReader;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.TemplateAlarms;
import io.localstream.engine.cloudwatch.Alarm;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.cloudwatch.Timeline;
import io.localstream.engine.source.DrivenSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.KmsDisabledException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** What the alarm of the template makes of a consumer that no longer reads its stream. */
class StoppedConsumerIT {
  private static final String STREAM = "MyStream";

  @TempDir private static Path folder;

  private static Deployment deployment;
  private static Alarm alarm;

  /**
   * Why it does not read: what the stream that it was deployed for answers, and where records go.
   */
  enum Cause {
    MAPPING_DISABLED(false, null, STREAM),
    PERMISSION_LOST(true, AccessDeniedException.builder().message("Denied").build(), STREAM),
    KEY_DISABLED(true, KmsDisabledException.builder().message("Disabled").build(), STREAM),
    STREAM_RENAMED(
        true, ResourceNotFoundException.builder().message("Not found").build(), "MyNewStream");

    private final boolean enabled;
    private final Optional<RuntimeException> refusal;
    private final String streamOfProducer;

    Cause(boolean enabled, RuntimeException refusal, String streamOfProducer) {
      this.enabled = enabled;
      this.refusal = Optional.ofNullable(refusal);
      this.streamOfProducer = streamOfProducer;
    }
  }

  @BeforeAll
  static void readTemplates() {
    Path assembly = SynthesizedApp.with(Map.of());
    deployment = AssemblyReader.read(assembly);
    alarm =
        TemplateAlarms.of(assembly).stream()
            .filter(candidate -> candidate.name().equals("consumer-lambda-stopped"))
            .findFirst()
            .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void shouldFireAfterThreePeriods_whenConsumerDoesNotRead(Cause cause) {
    List<MetricDatum> stopped =
        DrivenSource.reading(deployment, cause.enabled, cause.refusal, folder);
    List<MetricDatum> period = both(produced(cause.streamOfProducer), stopped);

    Timeline timeline = new Timeline(alarm).filledWith(both(produced(STREAM), consumed()));
    assertThat(timeline.fires()).isFalse();
    assertThat(timeline.period(period).fires()).isFalse();
    assertThat(timeline.period(period).fires()).isFalse();
    assertThat(timeline.period(period).fires()).isTrue();
    assertThat(timeline.period(both(produced(STREAM), consumed())).fires()).isFalse();
  }

  @Test
  void shouldFire_whenOnlyOtherProducersPutRecords() {
    assertThat(new Timeline(alarm).filledWith(incoming(STREAM)).fires()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeQuiet_whenNothingComesIn(Cause cause) {
    List<MetricDatum> stopped =
        DrivenSource.reading(deployment, cause.enabled, cause.refusal, folder);

    assertThat(new Timeline(alarm).filledWith(stopped).fires()).isFalse();
  }

  @Test
  void shouldBeQuiet_whenConsumerIsInvokedWithWhatItReadBefore() {
    RecordedMetrics invoked = new RecordedMetrics();
    invoked.metrics().of("AWS/Lambda", "FunctionName", "consumer-lambda").count("Invocations", 1);

    assertThat(new Timeline(alarm).filledWith(both(produced(STREAM), invoked.all())).fires())
        .isFalse();
  }

  private static List<MetricDatum> consumed() {
    return DrivenSource.reading(deployment, true, Optional.empty(), folder);
  }

  private static List<MetricDatum> produced(String stream) {
    RecordedMetrics metrics = new RecordedMetrics();
    metrics
        .metrics()
        .of("KinesisPipeline", "FunctionName", "producer-lambda")
        .count("EventsProduced", 1);
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
