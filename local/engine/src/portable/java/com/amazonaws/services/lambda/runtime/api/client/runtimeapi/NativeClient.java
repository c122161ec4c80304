package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Stands in for the runtime interface client's class of the same name, which calls a library that
 * exists for Linux only. Everything else of the runtime interface client stays as it is.
 */
class NativeClient {
  private static String invocations;

  private NativeClient() {}

  static void init(String runtimeApi) {
    invocations = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
  }

  static InvocationRequest next() {
    String url = invocations + "next";
    try {
      HttpURLConnection connection = open(url);
      expect(HttpURLConnection.HTTP_OK, connection, url);
      InvocationRequest request = new InvocationRequest();
      request.setId(connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
      request.setInvokedFunctionArn(
          connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
      request.setDeadlineTimeInMs(connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
      request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
      try (InputStream body = connection.getInputStream()) {
        request.setContent(body.readAllBytes());
      }
      return request;
    } catch (IOException e) {
      throw unreachable(url, e);
    }
  }

  static void postInvocationResponse(byte[] requestId, byte[] response) {
    String url = invocations + new String(requestId, UTF_8) + "/response";
    try {
      HttpURLConnection connection = open(url);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(response.length);
      try (OutputStream body = connection.getOutputStream()) {
        body.write(response);
      }
      expect(HttpURLConnection.HTTP_ACCEPTED, connection, url);
      connection.getInputStream().close();
    } catch (IOException e) {
      throw unreachable(url, e);
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("User-Agent", LambdaRuntimeApiClientImpl.USER_AGENT);
    return connection;
  }

  private static void expect(int status, HttpURLConnection connection, String url)
      throws IOException {
    int actual = connection.getResponseCode();
    if (actual != status) {
      throw new LambdaRuntimeClientException(url, actual);
    }
  }

  private static RuntimeException unreachable(String url, IOException cause) {
    RuntimeException exception = new LambdaRuntimeClientException(url, -1);
    exception.initCause(cause);
    return exception;
  }
}
