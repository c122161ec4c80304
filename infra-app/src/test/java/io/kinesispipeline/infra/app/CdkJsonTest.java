package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.infra.common.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the settings in {@code cdk.json}, in each stage that it lists and without a stage. */
class CdkJsonTest {
  static List<Stage> stages() {
    List<Stage> stages = new ArrayList<>(List.of(Stage.NONE));
    JsonNode listed = Configurations.read(Path.of("..", "cdk.json")).at("/context/pipeline/stages");
    listed.fieldNames().forEachRemaining(name -> stages.add(new Stage(name)));
    return stages;
  }

  @ParameterizedTest
  @MethodSource("stages")
  void shouldBeValid(Stage stage) {
    Map<String, Object> context = new HashMap<>(Configurations.context("default"));
    if (!stage.equals(Stage.NONE)) {
      context.put(PipelineConfigReader.STAGE_KEY, stage.name());
    }

    assertThat(PipelineConfigReader.read(context).stage()).isEqualTo(stage);
  }
}
