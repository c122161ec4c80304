package io.localstream.junit;

import io.localstream.engine.emulator.ServiceEndpoint;
import io.localstream.engine.lambda.HandlerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a test class's pipelines.
 *
 * @param handlers the factories of the handlers that run in this JVM, by function name
 * @param faults the faults to inject from the beginning of each test
 * @param skipsWaits whether the pipelines skip waits
 * @param schedules whether schedules fire at their times
 * @param services the AWS-compatible endpoint of the services that the engine does not simulate
 */
record RunSetup(
    Map<String, HandlerFactory> handlers,
    List<String> faults,
    boolean skipsWaits,
    boolean schedules,
    Optional<ServiceEndpoint> services) {
  RunSetup {
    handlers = Map.copyOf(handlers);
    faults = List.copyOf(faults);
  }
}
