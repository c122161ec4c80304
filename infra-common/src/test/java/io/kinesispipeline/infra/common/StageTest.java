package io.kinesispipeline.infra.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kinesispipeline.model.Names;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void shouldLeaveNamesPlain_whenThereIsNone() {
    assertThat(Stage.NONE.named("MyStream")).isEqualTo("MyStream");
    assertThat(Stage.NONE.streamNameParameter()).isEqualTo(Names.STREAM_NAME_PARAMETER);
    assertThat(Stage.NONE.streamArnParameter()).isEqualTo(Names.STREAM_ARN_PARAMETER);
  }

  @Test
  void shouldEndEveryName() {
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
  void shouldRefuseNameThatNoResourceCouldHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stage("Dev"))
        .withMessage(
            "a stage must be 1 to 20 lower-case letters, digits and hyphens, a letter first, was"
                + " 'Dev'");
  }
}
