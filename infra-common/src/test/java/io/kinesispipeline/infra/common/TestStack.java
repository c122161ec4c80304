package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.test.Templates.KEY;

import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;

/** An empty stack for tests. */
final class TestStack extends FunctionStack {
  private TestStack(String id, StackSettings settings) {
    super(new App(), id, "Has what is tested", settings);
  }

  static TestStack create() {
    return new TestStack(
        "Plain",
        new StackSettings(Stage.NONE, Optional.empty(), RemovalPolicy.DESTROY, false, Map.of()));
  }

  /** Creates a stack with the stage prod, a key and the removal policy retain. */
  static TestStack inProduction() {
    return new TestStack(
        "Production",
        new StackSettings(
            new Stage("prod"),
            Optional.of(KEY),
            RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            true,
            Map.of()));
  }
}
