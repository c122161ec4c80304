package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Duration;
import java.time.Instant;

/**
 * The context that a handler in this JVM gets for an invocation.
 *
 * @param function the function
 * @param log the function's log, which also provides the time
 * @param requestId the invocation's id
 * @param deadline when the invocation times out
 */
record InvocationContext(
    Deployment.Function function, FunctionLog log, String requestId, Instant deadline)
    implements Context {
  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return function.logging().group();
  }

  @Override
  public String getLogStreamName() {
    return log.stream();
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return function.version();
  }

  @Override
  public String getInvokedFunctionArn() {
    return function.invokedArn();
  }

  /** There is none: these come with the SDKs of mobile apps. */
  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  /** There is none: these come with the SDKs of mobile apps. */
  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return Math.toIntExact(Math.max(0, Duration.between(log.now(), deadline).toMillis()));
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memoryMb();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.message(LogLevel.INFO, message, requestId);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, UTF_8));
      }
    };
  }
}
