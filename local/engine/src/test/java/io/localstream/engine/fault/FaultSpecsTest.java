package io.localstream.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.lifecycle.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultSpecsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinesis.throttle=0.3",
        "kinesis.error=0",
        "kinesis.outage=0s+500ms",
        "kinesis.outage=5s+3s",
        "producer.crash=1",
        "producer.timeout=1.0",
        "consumer.crash=.5",
        "consumer.timeout=0.05",
        "stream.malformed=0.02",
        "stream.reshard=1s",
        "stream.reshard=24h"
      })
  void shouldTake_whenSpecIsValid(String spec) {
    assertThatCode(() -> FaultSpecs.parse(List.of(spec))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinesis.throttle",
        "kinesis.throttle=",
        "kinesis.throttle=1.01",
        "kinesis.throttle=-0.1",
        "kinesis.throttle=NaN",
        "kinesis.throttle=1e-3",
        "kinesis.throttle=30%",
        "kinesis.throttle=0,3",
        "kinesis.throttle= 0.3",
        "kinesis.outage=5s",
        "kinesis.outage=5s+",
        "kinesis.outage=+3s",
        "kinesis.outage=5s+0s",
        "kinesis.outage=5s+3s+1s",
        "kinesis.outage=5+3",
        "kinesis.outage=-5s+3s",
        "kinesis.outage=25h+3s",
        "stream.reshard=999ms",
        "stream.reshard=10",
        "stream.reshard=10d",
        "stream.reshard=99999999999999999999s",
        "stream.reshard=0.5",
        "kinesis.throtle=0.3",
        "KINESIS.THROTTLE=0.3",
        "throttle=0.3",
        "=0.3",
        "",
        "="
      })
  void shouldNameSpecAndValidOnes_whenSpecIsNotValid(String spec) {
    assertThatThrownBy(() -> FaultSpecs.parse(List.of(spec)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("--fault " + spec + ": ")
        .hasMessageContaining("kinesis.throttle=<share, 0 to 1>")
        .hasMessageContaining("kinesis.outage=<start, 0s to 24h>+<length, 1ms to 24h>")
        .hasMessageContaining("stream.reshard=<interval, 1s to 24h>");
  }

  @Test
  void shouldNameAllThatIsWrong_whenSeveralSpecsAre() {
    assertThatThrownBy(
            () ->
                FaultSpecs.parse(
                    List.of(
                        "consumer.crash=0.1",
                        "producer.crash=2",
                        "consumer.crash=0.2",
                        "network.loss=0.1")))
        .hasMessageContaining("--fault producer.crash=2: not a valid value")
        .hasMessageContaining("--fault consumer.crash=0.2: is set twice: set it once")
        .hasMessageContaining("--fault network.loss=0.1: is not a fault");
  }

  @Test
  void shouldListEveryFault_whenOneIsUnknown() {
    assertThatThrownBy(() -> FaultSpecs.parse(List.of("x=1")))
        .satisfies(
            e ->
                assertThat(e.getMessage().lines().skip(2))
                    .extracting(line -> line.strip().split("=")[0])
                    .containsExactly(
                        "kinesis.throttle",
                        "kinesis.error",
                        "kinesis.outage",
                        "dynamodb.throttle",
                        "dynamodb.error",
                        "dynamodb.outage",
                        "s3.throttle",
                        "s3.error",
                        "s3.outage",
                        "sqs.throttle",
                        "sqs.error",
                        "sqs.outage",
                        "sns.throttle",
                        "sns.error",
                        "sns.outage",
                        "secretsmanager.throttle",
                        "secretsmanager.error",
                        "secretsmanager.outage",
                        "producer.crash",
                        "producer.timeout",
                        "producer.throttle",
                        "consumer.crash",
                        "consumer.timeout",
                        "consumer.throttle",
                        "stream.malformed",
                        "stream.reshard"));
  }

  @Test
  void shouldNameEachFaultThatNothingMeets_whenItsServiceCannotBeCalled() {
    FaultSpecs specs =
        FaultSpecs.parse(
            List.of(
                "dynamodb.error=0.1", "kinesis.error=0.1", "s3.outage=1s+1s", "sqs.throttle=1"));

    assertThatThrownBy(() -> specs.requireServices(Set.of("sqs")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "--fault dynamodb.error: this run forwards no calls to dynamodb, so the fault would never be injected: add a resource of the service to a stack, give --services <url>, or remove the fault%n--fault s3.outage: this run forwards no calls to s3, so the fault would never be injected: add a resource of the service to a stack, give --services <url>, or remove the fault"
                .formatted());
    assertThat(specs.requireServices(Set.of("sqs", "dynamodb", "s3"))).isSameAs(specs);
  }

  @Test
  void shouldHaveReshardInterval_whenAskedFor() {
    assertThat(FaultSpecs.parse(List.of("stream.reshard=2m")).reshardInterval())
        .contains(Duration.ofMinutes(2));
    assertThat(FaultSpecs.parse(List.of()).reshardInterval()).isEmpty();
  }
}
