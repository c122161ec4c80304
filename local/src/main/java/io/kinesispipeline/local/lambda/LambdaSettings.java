package io.kinesispipeline.local.lambda;

import java.net.URI;
import java.nio.file.Path;

/**
 * How functions are hosted.
 *
 * @param endpoint the AWS endpoint that functions see, as {@code AWS_ENDPOINT_URL}
 * @param region the region that they run in
 * @param runtimeFolder the jars of the runtime interface client, and the folder {@code portable}
 * @param runtimeClient what speaks the Runtime API in their processes
 * @param workFolder an existing folder for their files
 * @param concurrencyLimit invocations of one function at a time, 1 or more
 * @param faults which invocations fail on purpose
 */
public record LambdaSettings(
    URI endpoint,
    String region,
    Path runtimeFolder,
    RuntimeClient runtimeClient,
    Path workFolder,
    int concurrencyLimit,
    InvocationFaults faults) {
  /** Invocations of one function at a time, where nothing else is set. */
  public static final int DEFAULT_CONCURRENCY_LIMIT = 10;

  /** Checks the limit. */
  public LambdaSettings {
    if (concurrencyLimit < 1) {
      throw new IllegalArgumentException(
          "concurrencyLimit must be 1 or more, was " + concurrencyLimit);
    }
  }
}
