package io.localstream.engine.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests its credentials. If the event is not empty, it is the token of the request. */
public final class CredentialsHandler implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String token, Context context) {
    String sent = token.isEmpty() ? System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN") : token;
    URI uri = URI.create(System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", sent).build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
