package io.localstream.engine.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The IPv4 loopback address. */
public final class Loopback {
  /** The host in URIs. */
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /**
   * Returns an address to listen on.
   *
   * @param port 0 to 65535; 0 selects a free port
   */
  public static InetSocketAddress address(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are always an address", e);
    }
  }
}
