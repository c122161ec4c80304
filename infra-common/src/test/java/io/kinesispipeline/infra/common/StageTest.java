package io.kinesispipeline.infra.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kinesispipeline.model.Names;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void shouldNotChangeNames_withoutStage() {
    assertThat(Stage.NONE.named("MyStream")).isEqualTo("MyStream");
    assertThat(Stage.NONE.streamNameParameter()).isEqualTo(Names.STREAM_NAME_PARAMETER);
    assertThat(Stage.NONE.streamArnParameter()).isEqualTo(Names.STREAM_ARN_PARAMETER);
  }

  @Test
  void shouldAppendStageToNames() {
    Stage stage = new Stage("dev");

    assertThat(stage.named("MyStream")).isEqualTo("MyStream-dev");
    assertThat(stage.streamNameParameter())
        .endsWith("-dev/name")
        .hasSameSizeAs(Names.STREAM_NAME_PARAMETER + "-dev");
    assertThat(stage.streamArnParameter())
        .endsWith("-dev/arn")
        .hasSameSizeAs(Names.STREAM_ARN_PARAMETER + "-dev");
  }

  @Test
  void shouldRejectName_whenNotValid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stage("Dev"))
        .withMessage(
            "a stage must be 1 to 20 lowercase letters, digits and hyphens, starting with a letter,"
                + " was 'Dev'");
  }
}
