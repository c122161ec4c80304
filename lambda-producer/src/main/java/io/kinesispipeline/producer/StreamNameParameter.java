package io.kinesispipeline.producer;

import io.kinesispipeline.model.Names;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * Reads the SSM parameter that holds the stream's name. Only this class uses the SSM client, whose
 * classes take long to load.
 */
final class StreamNameParameter {
  private StreamNameParameter() {}

  /**
   * Reads the parameter, and closes the client.
   *
   * @param parameter the parameter's name
   * @return its value
   * @throws IllegalStateException if it does not exist or cannot be read; the message says what to
   *     do
   */
  static String read(String parameter) {
    try (SsmClient ssm =
        SsmClient.builder().httpClientBuilder(Apache5HttpClient.builder()).build()) {
      return ssm.getParameter(request -> request.name(parameter)).parameter().value();
    } catch (ParameterNotFoundException e) {
      throw new IllegalStateException(
          "SSM parameter %s does not exist: deploy %s first, or correct %s"
              .formatted(parameter, Names.STREAM_STACK, Names.STREAM_NAME_PARAMETER_VARIABLE),
          e);
    } catch (SdkException e) {
      throw new IllegalStateException(
          ("SSM parameter %s could not be read; check that the function's role allows"
                  + " ssm:GetParameter on it: %s")
              .formatted(parameter, e.getMessage()),
          e);
    }
  }
}
