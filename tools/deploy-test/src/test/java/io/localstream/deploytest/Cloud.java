package io.localstream.deploytest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the stacks are deployed to: MiniStack in a process of its own or, where the environment
 * variable {@code AWS_ENDPOINT_URL} is set, what that names. {@code AWS_ENDPOINT_URL=aws} is AWS
 * itself, with the credentials and the region that the environment has.
 */
final class Cloud implements AutoCloseable {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";
  private static final String REGION = "AWS_REGION";
  private static final String DEFAULT_REGION = "eu-west-1";

  private final Optional<MiniStack> miniStack;
  private final Optional<URI> endpoint;
  private final String region;

  private Cloud(Optional<MiniStack> miniStack, Optional<URI> endpoint, String region) {
    this.miniStack = miniStack;
    this.endpoint = endpoint;
    this.region = region;
  }

  /**
   * Finds it, or starts it.
   *
   * @param folder for MiniStack's files
   * @param functions names of the functions that are not MiniStack's to run
   * @param server runs them
   */
  static Cloud open(Path folder, List<String> functions, URI server)
      throws IOException, InterruptedException {
    String given = System.getenv(ENDPOINT);
    if (given == null || given.isEmpty()) {
      return miniStack(folder, functions, server);
    }
    String region = System.getenv().getOrDefault(REGION, DEFAULT_REGION);
    Optional<URI> endpoint =
        given.equals("aws") ? Optional.empty() : Optional.of(URI.create(given));
    return new Cloud(Optional.empty(), endpoint, region);
  }

  /** Starts MiniStack, whatever the environment says: for what nobody wants in an account. */
  static Cloud miniStack(Path folder, List<String> functions, URI server)
      throws IOException, InterruptedException {
    MiniStack started = MiniStack.start(folder, DEFAULT_REGION, functions, server);
    return new Cloud(Optional.of(started), Optional.of(started.uri()), DEFAULT_REGION);
  }

  /** Whether MiniStack was started: it lacks what {@link Lacking} lists. */
  boolean isMiniStack() {
    return miniStack.isPresent();
  }

  Optional<URI> endpoint() {
    return endpoint;
  }

  String region() {
    return region;
  }

  /** Points a command to it: its environment variables, and no others of AWS's. */
  void applyTo(Map<String, String> environment) {
    environment.remove(ENDPOINT);
    endpoint.ifPresent(uri -> environment.put(ENDPOINT, uri.toString()));
    environment.put(REGION, region);
    environment.put("AWS_DEFAULT_REGION", region);
    if (isMiniStack()) {
      environment.keySet().removeAll(Set.of("AWS_PROFILE", "AWS_SESSION_TOKEN"));
      environment.put("AWS_ACCESS_KEY_ID", MiniStack.KEY);
      environment.put("AWS_SECRET_ACCESS_KEY", MiniStack.KEY);
    }
  }

  @Override
  public void close() {
    miniStack.ifPresent(MiniStack::close);
  }
}
