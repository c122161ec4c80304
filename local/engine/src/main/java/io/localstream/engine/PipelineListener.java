package io.localstream.engine;

import io.localstream.engine.cloudwatch.LogEvent;
import java.net.URI;

/** Is told what a person who watches a pipeline should know. Calls come from several threads. */
public interface PipelineListener {
  /**
   * The streams are there and the AWS endpoint answers; the event sources do not read yet.
   *
   * @param endpoint where AWS's APIs are
   */
  void started(URI endpoint);

  /**
   * A function, or Lambda, logged something. Also called before {@link #started}.
   *
   * @param event what was logged
   */
  void logged(LogEvent event);

  /**
   * Something happened that a person should know, and nothing is wrong with the pipeline.
   *
   * @param sentence what happened
   */
  void noticed(String sentence);

  /**
   * Something went wrong, and the pipeline goes on.
   *
   * @param sentence what went wrong
   */
  void erred(String sentence);

  /**
   * The pipeline can't go on.
   *
   * @param sentence why
   */
  void broke(String sentence);
}
