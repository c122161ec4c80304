package io.localstream.engine;

import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import java.net.URI;

/** Receives what the user of a pipeline should see. Several threads call it. */
public interface PipelineListener {
  /**
   * The streams exist and the AWS endpoint is available. Event sources do not read yet.
   *
   * @param endpoint the URL for {@code AWS_ENDPOINT_URL}
   */
  void started(URI endpoint);

  /** A function or Lambda wrote a log event. May be called before {@link #started}. */
  void logged(LogEvent event);

  /** Receives a value of a metric. */
  default void measured(MetricDatum datum) {}

  /** The user asked the run to stop, on its page. */
  default void stopRequested() {}

  /**
   * The process of a function listens for a debugger.
   *
   * @param port the port on loopback
   * @param suspended whether the process waits for a debugger before it loads the handler
   */
  default void debuggable(String functionName, int port, boolean suspended) {}

  /**
   * Something happened that the user should know. It is not an error.
   *
   * @param sentence what happened
   */
  void noticed(String sentence);

  /**
   * An error occurred, and the pipeline continues.
   *
   * @param sentence what went wrong
   */
  void erred(String sentence);

  /**
   * The pipeline cannot continue.
   *
   * @param sentence why
   */
  void broke(String sentence);
}
