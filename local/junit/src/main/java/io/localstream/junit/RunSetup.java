package io.localstream.junit;

import io.localstream.engine.lambda.HandlerFactory;
import java.util.List;
import java.util.Map;

/**
 * How the pipelines of a test class run.
 *
 * @param handlers make the handlers that run in this JVM, by the functions' names
 * @param faults what is injected from the begin of each test
 * @param skipsWaits whether waits take no time
 * @param schedules whether schedules fire
 */
record RunSetup(
    Map<String, HandlerFactory> handlers,
    List<String> faults,
    boolean skipsWaits,
    boolean schedules) {
  RunSetup {
    handlers = Map.copyOf(handlers);
    faults = List.copyOf(faults);
  }
}
