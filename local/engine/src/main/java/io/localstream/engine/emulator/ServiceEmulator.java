package io.localstream.engine.emulator;

import io.localstream.engine.assembly.ExternalResources;
import io.localstream.engine.assembly.ExternalStack;
import io.localstream.engine.lifecycle.StartException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The AWS-compatible endpoint of the services that the engine does not simulate: one that is
 * running already, or MiniStack, which starts when the first resource needs it.
 *
 * <p>Not thread-safe: the thread that reads the assembly creates all resources. After that, the
 * endpoint does not change.
 */
public final class ServiceEmulator implements ExternalResources, AutoCloseable {
  private final EmulatorSource source;
  private Optional<MiniStack> started = Optional.empty();

  private sealed interface EmulatorSource {
    /** An endpoint that this run did not start. */
    record Running(ServiceEndpoint endpoint) implements EmulatorSource {}

    /** MiniStack, if something needs it. */
    record OnDemand(MiniStackSettings settings) implements EmulatorSource {}
  }

  private ServiceEmulator(EmulatorSource source) {
    this.source = source;
  }

  /** Uses a running endpoint. */
  public static ServiceEmulator at(URI endpoint) {
    return new ServiceEmulator(new EmulatorSource.Running(ServiceEndpoint.open(endpoint)));
  }

  /** Uses MiniStack. */
  public static ServiceEmulator miniStack(MiniStackSettings settings) {
    return new ServiceEmulator(new EmulatorSource.OnDemand(settings));
  }

  /** Returns the endpoint; empty as long as nothing needs MiniStack. */
  public Optional<ServiceEndpoint> endpoint() {
    return source instanceof EmulatorSource.Running running
        ? Optional.of(running.endpoint())
        : started.map(MiniStack::endpoint);
  }

  /**
   * Creates the resources of a stack.
   *
   * @throws StartException also if Python is missing, or if this thread is interrupted; it stays
   *     interrupted
   */
  @Override
  public Map<String, String> create(ExternalStack stack) {
    ExternalStack.Needed first = stack.resources().get(0);
    start(
        stack.region(),
        stack.account(),
        "%s, to which %s refers,".formatted(first.description(), first.neededBy()));
    // Built while MiniStack starts.
    try (StackCreation creation =
        new StackCreation(endpoint().orElseThrow(), stack.region(), stack.account())) {
      if (started.isPresent()) {
        started.get().awaitUp();
      }
      return creation.create(stack);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  /**
   * Starts MiniStack, unless it was started, or another endpoint is used.
   *
   * @param region the region of the engine
   * @param account the account of the engine
   * @param neededBy what needs it, for messages
   * @throws StartException if Python is missing, or if this thread is interrupted; it stays
   *     interrupted
   */
  public void start(String region, String account, String neededBy) {
    if (started.isEmpty() && source instanceof EmulatorSource.OnDemand onDemand) {
      MiniStackSettings settings = onDemand.settings();
      try {
        Path python = install(settings, neededBy);
        started =
            Optional.of(
                MiniStack.start(python, region, account, settings.log(), MiniStack.LONGEST_START));
      } catch (InterruptedException e) {
        throw stopped(e);
      }
    }
  }

  private static Path install(MiniStackSettings settings, String neededBy)
      throws InterruptedException {
    try {
      return new PythonEnvironment(settings.environment(), settings.interpreter())
          .install(
              () ->
                  settings
                      .notices()
                      .accept(
                          "%s needs MiniStack, an emulator of AWS, which is installed now. This can take a minute …"
                              .formatted(neededBy)));
    } catch (InstallException e) {
      throw new StartException(
          ("%s needs MiniStack, an emulator of AWS in Python, but %s; or name another"
                  + " AWS-compatible endpoint with --services <url>.")
              .formatted(neededBy, e.getMessage()),
          e);
    }
  }

  private static StartException stopped(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StartException("Stopped before the run started.", e);
  }

  /** Reports to a listener, in a sentence, if MiniStack ends before {@link #close}. */
  public void onFailure(Consumer<String> listener) {
    started.ifPresent(miniStack -> miniStack.onFailure(listener));
  }

  /** Ends MiniStack, if it was started. */
  @Override
  public void close() {
    started.ifPresent(MiniStack::close);
  }
}
