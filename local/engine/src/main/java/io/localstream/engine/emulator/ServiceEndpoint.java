package io.localstream.engine.emulator;

import java.net.URI;
import java.util.Map;

/**
 * An AWS-compatible endpoint of the services that the engine does not simulate.
 *
 * @param uri its address
 * @param headers the headers that it requires in each request; their values are secret
 */
public record ServiceEndpoint(URI uri, Map<String, String> headers) {
  /** Creates an endpoint that requires no headers. */
  public static ServiceEndpoint open(URI uri) {
    return new ServiceEndpoint(uri, Map.of());
  }

  /** Returns whether only this JVM can call it. */
  public boolean isPrivate() {
    return !headers.isEmpty();
  }

  /** Returns the address, without the secrets. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
