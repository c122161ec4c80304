package io.localstream.engine.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.http.RequestBody;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.lambda.LoggedInvocation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's {@code Invoke}. A function has one version here, which its rule or its event source
 * mapping invokes. A request without a qualifier invokes this version too. As on AWS, the caller
 * needs the permission for the ARN that it names: with the qualifier, or without.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
final class LambdaApi {
  private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(?:arn:[\\w-]+:lambda:([\\w-]+):)?(\\d{12}):function:)?([\\w-]+)(?::(.+))?");
  private static final Pattern QUALIFIER = Pattern.compile("(?:^|&)Qualifier=([^&]+)");
  private static final int MAX_BYTES = 6_291_456;
  private static final int MAX_ASYNC_BYTES = 1_048_576;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Deployment deployment;
  private final AccessControl access;
  private final Functions functions;

  LambdaApi(Deployment deployment, AccessControl access, Functions functions) {
    this.deployment = deployment;
    this.access = access;
    this.functions = functions;
  }

  /** Returns whether a path belongs to the Lambda API. */
  static boolean isFor(URI uri) {
    return uri.getPath().matches("/20\\d\\d-\\d\\d-\\d\\d/.*");
  }

  /** Returns the maximum payload of a request, in bytes. */
  static int maxBytes(AwsRequest request) {
    return isAsynchronous(request) ? MAX_ASYNC_BYTES : MAX_BYTES;
  }

  /** Returns the response to a request whose payload is too large. */
  static AwsResponse tooLarge(AwsRequest request, RequestBody body) {
    return error(
        isAsynchronous(request)
            ? new AwsError(
                413,
                "RequestEntityTooLargeException",
                "%d byte payload is too large for the Event invocation type (limit %d bytes)"
                    .formatted(body.length(), body.limit()))
            : new AwsError(
                413,
                "RequestTooLargeException",
                "Request must be smaller than %d bytes for the InvokeFunction operation"
                    .formatted(body.limit())));
  }

  private static boolean isAsynchronous(AwsRequest request) {
    return type(request).equals("Event");
  }

  private static String type(AwsRequest request) {
    return request.header("X-Amz-Invocation-Type");
  }

  /** Handles a request. As in REST APIs, the status and the headers contain an error. */
  AwsResponse handle(String method, URI uri, AwsRequest request) throws InterruptedException {
    try {
      Matcher path = PATH.matcher(uri.getPath());
      if (!path.matches() || !method.equals("POST")) {
        throw new AwsError(
            404,
            "UnknownOperationException",
            "the local run supports only Invoke of the Lambda API, not %s %s"
                .formatted(method, uri.getPath()));
      }
      return invoke(path.group(1), uri, request);
    } catch (AwsError e) {
      return error(e);
    }
  }

  private AwsResponse invoke(String reference, URI uri, AwsRequest request)
      throws InterruptedException {
    String caller = caller(request);
    Matcher parts = parts(reference);
    Optional<String> qualifier = Optional.ofNullable(parts.group(4)).or(() -> qualifier(uri));
    Deployment.Function function = function(parts, qualifier.orElse("$LATEST"));
    access
        .denial(caller, "lambda:InvokeFunction", arn(function.name(), qualifier))
        .ifPresent(
            message -> {
              throw new AwsError(403, "AccessDeniedException", message);
            });
    String type = type(request);
    return switch (type) {
      case "", "RequestResponse" -> synchronous(function, request);
      case "Event" -> {
        functions.invokeAsync(function.name(), payload(request));
        yield response(202, new byte[0], Map.of());
      }
      case "DryRun" -> response(204, new byte[0], Map.of());
      default ->
          throw new AwsError(
              400,
              "InvalidParameterValueException",
              "X-Amz-Invocation-Type must be RequestResponse, Event or DryRun, was " + type);
    };
  }

  private AwsResponse synchronous(Deployment.Function function, AwsRequest request)
      throws InterruptedException {
    LoggedInvocation invocation = functions.invoke(function.name(), payload(request));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Amz-Executed-Version", function.version());
    if (request.header("X-Amz-Log-Type").equals("Tail")) {
      headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(invocation.logTail()));
    }
    if (invocation.result() instanceof InvocationResult.Succeeded success) {
      return response(200, success.payload(), headers);
    }
    if (invocation.result() instanceof InvocationResult.Failed failure) {
      headers.put("X-Amz-Function-Error", failure.functionError());
      return response(200, failure.payload(), headers);
    }
    throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded.");
  }

  private static String caller(AwsRequest request) {
    try {
      return request.accessKeyId();
    } catch (AwsError e) {
      throw new AwsError(403, e.code(), e.getMessage());
    }
  }

  private static Matcher parts(String reference) {
    Matcher parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      throw new AwsError(400, "ValidationException", "not a function's name or ARN: " + reference);
    }
    return parts;
  }

  private Deployment.Function function(Matcher parts, String qualifier) {
    return deployment.functions().stream()
        .filter(f -> f.name().equals(parts.group(3)) && answersTo(f, qualifier))
        .filter(f -> isOrAbsent(parts.group(1), deployment.region()))
        .filter(f -> isOrAbsent(parts.group(2), deployment.account()))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + arn(parts.group(3), Optional.of(qualifier))));
  }

  private String arn(String name, Optional<String> qualifier) {
    return deployment.arn("lambda", "function:" + name + qualifier.map(q -> ":" + q).orElse(""));
  }

  private static boolean answersTo(Deployment.Function function, String qualifier) {
    return qualifier.equals("$LATEST")
        || qualifier.equals(function.version())
        || function.invokedArn().endsWith(":" + qualifier);
  }

  private static boolean isOrAbsent(String given, String actual) {
    return given == null || given.equals(actual);
  }

  private static Optional<String> qualifier(URI uri) {
    return Optional.ofNullable(uri.getQuery())
        .map(QUALIFIER::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  private static byte[] payload(AwsRequest request) {
    byte[] payload = request.body().bytes();
    if (payload.length == 0) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    try {
      JSON.readTree(payload);
      return payload;
    } catch (JsonProcessingException e) {
      throw new AwsError(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static AwsResponse error(AwsError e) {
    byte[] body =
        BodyFormat.JSON.write(
            BodyFormat.JSON
                .object()
                .put("Type", e.status() < 500 ? "User" : "Service")
                .put("Message", e.getMessage()));
    return response(e.status(), body, Map.of("x-amzn-ErrorType", e.code()));
  }

  private static AwsResponse response(int status, byte[] body, Map<String, String> headers) {
    return new AwsResponse(status, "application/json", body, headers);
  }
}
