package io.localstream.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SsmApiTest {
  private static final String NAME = "/streams/my-stream/name";
  private static final String ARN_PREFIX = "arn:aws:ssm:us-east-1:111122223333:parameter";

  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningEndpoint(1);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void shouldReturnParameter_whenTemplateDefinesIt() {
    Parameter parameter =
        running.ssm.getParameter(r -> r.name(NAME).withDecryption(true)).parameter();

    assertThat(parameter.value()).isEqualTo("MyStream");
    assertThat(parameter.type()).isEqualTo(ParameterType.STRING);
    assertThat(parameter.version()).isEqualTo(1);
    assertThat(parameter.arn()).isEqualTo(ARN_PREFIX + NAME);
    assertThat(parameter.lastModifiedDate())
        .isCloseTo(Instant.now(), Assertions.within(Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @CsvSource({
    NAME + ":1," + NAME,
    ARN_PREFIX + NAME + "," + NAME,
    ARN_PREFIX + NAME + ":1," + NAME,
    ARN_PREFIX + "/plain,plain"
  })
  void shouldReturnParameter_whenReferredToByArnOrVersion(String reference, String name) {
    assertThat(running.ssm.getParameter(r -> r.name(reference)).parameter().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/streams/other/name", "/streams/my-stream", NAME + ":2", " "})
  void shouldNameTheParametersThatThereAre_whenThisOneIsNot(String reference) {
    assertThatThrownBy(() -> running.ssm.getParameter(r -> r.name(reference)))
        .isInstanceOf(ParameterNotFoundException.class)
        .hasMessageContaining(reference)
        .hasMessageContaining(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"Name\":5}", "{\"Name\":null}"})
  void shouldAnswerNotFound_whenNameIsMissingOrMistyped(String body) throws Exception {
    HttpResponse<String> answer = running.call("AmazonSSM.GetParameter", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ParameterNotFound");
  }

  @Test
  void shouldSortFoundFromInvalid_whenSeveralAreAskedFor() {
    GetParametersResponse response =
        running.ssm.getParameters(r -> r.names(NAME, "plain", "/other"));

    assertThat(response.parameters()).extracting(Parameter::name).containsExactly(NAME, "plain");
    assertThat(response.invalidParameters()).containsExactly("/other");
  }

  @Test
  void shouldRefuse_whenParameterIsPut() {
    assertThatThrownBy(() -> running.ssm.putParameter(r -> r.name(NAME).value("Other")))
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("define parameters in a template");
    assertThat(running.ssm.getParameter(r -> r.name(NAME)).parameter().value())
        .isEqualTo("MyStream");
  }

  @Test
  void shouldNameTheOperation_whenItIsNotDone() {
    assertThatThrownBy(() -> running.ssm.describeParameters())
        .isInstanceOf(SsmException.class)
        .hasMessageContaining("does not support DescribeParameters of SSM");
  }
}
