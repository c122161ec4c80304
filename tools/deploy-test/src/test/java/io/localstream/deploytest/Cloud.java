package io.localstream.deploytest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The cloud to which the stacks are deployed: MiniStack in its own process or, if the environment
 * variable {@code AWS_ENDPOINT_URL} is set, that endpoint. {@code AWS_ENDPOINT_URL=aws} is AWS
 * itself, with the credentials and the region of the environment.
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
   * Connects to the cloud, or starts MiniStack.
   *
   * @param folder for MiniStack's files
   * @param functions the names of the functions that the server runs instead of MiniStack
   * @param server runs the functions
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

  /**
   * Starts MiniStack, regardless of the environment variables, for tests that should not run in a
   * real account.
   */
  static Cloud miniStack(Path folder, List<String> functions, URI server)
      throws IOException, InterruptedException {
    Map<String, URI> servers =
        functions.stream().collect(Collectors.toMap(Function.identity(), function -> server));
    MiniStack started = MiniStack.start(folder, DEFAULT_REGION, servers);
    return new Cloud(Optional.of(started), Optional.of(started.uri()), DEFAULT_REGION);
  }

  /** Returns whether this is MiniStack, which has the gaps in {@link MiniStackGap}. */
  boolean isMiniStack() {
    return miniStack.isPresent();
  }

  Optional<URI> endpoint() {
    return endpoint;
  }

  String region() {
    return region;
  }

  /** Sets the environment variables of a command to this cloud, and removes other AWS variables. */
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
