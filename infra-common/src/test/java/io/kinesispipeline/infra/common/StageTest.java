package io.kinesispipeline.infra.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void shouldLeaveNamesPlain_whenThereIsNone() {
    assertThat(Stage.NONE.named("MyStream")).isEqualTo("MyStream");
    assertThat(Stage.NONE.streamNameParameter()).isEqualTo("/streams/my-stream/name");
    assertThat(Stage.NONE.streamArnParameter()).isEqualTo("/streams/my-stream/arn");
  }

  @Test
  void shouldEndEveryName() {
    Stage stage = new Stage("dev");

    assertThat(stage.named("MyStream")).isEqualTo("MyStream-dev");
    assertThat(stage.streamNameParameter()).isEqualTo("/streams/my-stream-dev/name");
    assertThat(stage.streamArnParameter()).isEqualTo("/streams/my-stream-dev/arn");
    assertThat(PipelineFunction.PRODUCER.nameIn(stage)).isEqualTo("producer-lambda-dev");
    assertThat(PipelineAlarm.CONSUMER_ERRORS.nameIn(stage)).isEqualTo("consumer-lambda-dev-errors");
  }

  @Test
  void shouldRefuseNameThatNoResourceCouldHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stage("Dev"))
        .withMessage(
            "a stage must be 1 to 20 lower-case letters, digits and hyphens, a letter first, was"
                + " 'Dev'");
  }
}
