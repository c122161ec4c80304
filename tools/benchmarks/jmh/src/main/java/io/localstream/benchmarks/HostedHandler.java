package io.localstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.StdOutLogSink;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.util.ReflectUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A handler that AWS's runtime interface client loads and calls, so that the measurement includes
 * Lambda's conversion of the input and the response. Log lines are written in JSON and discarded.
 */
final class HostedHandler {
  private static final Path EVENTS = Path.of(System.getProperty("events"));

  private final LambdaRequestHandler handler;

  HostedHandler(Class<?> handlerClass, ClassLoader loader) {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    set(
        LambdaRuntime.class,
        "logger",
        new LambdaContextLogger(new StdOutLogSink(), LogLevel.INFO, LogFormat.JSON));
    set(AWSLambda.class, "customerClassLoader", loader);
    handler = EventHandlerLoader.loadEventHandler(new HandlerInfo(handlerClass, null));
  }

  /** Sets a static field, as the main method of the runtime interface client does. */
  private static void set(Class<?> type, String field, Object value) {
    ReflectUtil.setStaticField(type, field, true, value);
  }

  /**
   * Creates an invocation with the event in a file of the folder in the system property "events".
   */
  static InvocationRequest request(String file) {
    InvocationRequest request = new InvocationRequest();
    request.setId(UUID.randomUUID().toString());
    request.setInvokedFunctionArn("arn:aws:lambda:eu-west-1:123456789012:function:benchmark");
    request.setDeadlineTimeInMs(System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1));
    try {
      request.setContent(Files.readAllBytes(EVENTS.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the events are missing: run the benchmark with npm run bench," + " which writes them",
          e);
    }
    return request;
  }

  int invoke(InvocationRequest request) throws Exception {
    return handler.call(request).size();
  }
}
