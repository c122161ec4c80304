package io.kinesispipeline.producer;

import io.kinesispipeline.model.Names;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** The SSM parameter that holds the stream's name. The SSM client is large: loaded here alone. */
final class StreamNameParameter {
  private StreamNameParameter() {}

  /**
   * Reads the parameter, once: the client is closed afterwards.
   *
   * @param parameter the parameter's name
   * @return its value
   * @throws IllegalStateException when it is missing or can't be read; the message says what to do
   */
  static String read(String parameter) {
    try (SsmClient ssm =
        SsmClient.builder().httpClientBuilder(Apache5HttpClient.builder()).build()) {
      return ssm.getParameter(request -> request.name(parameter)).parameter().value();
    } catch (ParameterNotFoundException e) {
      throw new IllegalStateException(
          "SSM parameter %s does not exist: deploy StreamStack first, or correct %s"
              .formatted(parameter, Names.STREAM_NAME_PARAMETER_VARIABLE),
          e);
    } catch (SdkException e) {
      throw new IllegalStateException(
          "SSM parameter %s could not be read; the function's role needs ssm:GetParameter on it: %s"
              .formatted(parameter, e.getMessage()),
          e);
    }
  }
}
