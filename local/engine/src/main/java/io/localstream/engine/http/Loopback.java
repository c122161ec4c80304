package io.localstream.engine.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Loopback addresses: the one on which this program listens, and all that reach this machine. */
public final class Loopback {
  /** The host in URIs. */
  public static final String HOST = "127.0.0.1";

  /** An address in brackets, so that there is no DNS lookup. */
  private static final Pattern IPV6 = Pattern.compile("(?i)\\[[0-9a-f:.]+]");

  private static final Pattern IPV4_OR_NAME =
      Pattern.compile("(?i)127(?:\\.\\d{1,3}){3}|(?:[a-z0-9_-]+\\.)*localhost");

  private Loopback() {}

  /**
   * Returns whether a host is a loopback address, {@code localhost} or a subdomain of it.
   *
   * @param host as in a URI: an IPv6 address is in brackets
   */
  public static boolean isLoopback(String host) {
    if (!IPV6.matcher(host).matches()) {
      return IPV4_OR_NAME.matcher(host).matches();
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

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
