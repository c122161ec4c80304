package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.ConsumerSettings;
import io.kinesispipeline.infra.common.DeploymentConfiguration;
import io.kinesispipeline.infra.common.EventSourceSettings;
import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.infra.common.StreamPosition;
import io.kinesispipeline.infra.test.StubJar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;

/** The settings that the tests of the stacks use. */
final class ConsumerProps {
  private ConsumerProps() {}

  static StackSettings stack() {
    return new StackSettings(Stage.NONE, Optional.empty(), RemovalPolicy.DESTROY, false, Map.of());
  }

  static ConsumerSettings consumer() {
    return new ConsumerSettings(
        new FunctionSettings(
            Code.fromAsset(StubJar.create().toString()),
            512,
            Duration.seconds(10),
            Architecture.ARM_64,
            Optional.empty(),
            new LogSettings(Optional.of(ApplicationLogLevel.INFO), true, 7)),
        new EventSourceSettings(
            5,
            Duration.seconds(0),
            1,
            StreamPosition.TRIM_HORIZON,
            3,
            Duration.hours(23),
            true,
            List.of(),
            true),
        DeploymentConfiguration.ALL_AT_ONCE,
        Duration.days(90),
        Optional.empty(),
        Duration.minutes(5),
        Optional.empty());
  }
}
