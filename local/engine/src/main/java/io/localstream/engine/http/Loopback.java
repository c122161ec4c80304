package io.localstream.engine.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address that only this machine reaches: of IPv4, whatever the JVM prefers. */
public final class Loopback {
  /** As URIs have it. */
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /**
   * An address to listen on.
   *
   * @param port 0 to 65535; 0 is any free one
   * @return the address
   */
  public static InetSocketAddress address(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are always an address", e);
    }
  }
}
