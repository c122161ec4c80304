package io.localstream.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/** A request with headers that Java's HTTP clients do not let a caller set. */
public final class RawRequest {
  private RawRequest() {}

  /**
   * Posts an empty object.
   *
   * @param server the server
   * @param path the path
   * @param headers headers in the form {@code Name: value}; without a {@code Host}, the right one
   *     is added
   * @return the whole response
   */
  public static String post(URI server, String path, String... headers) throws IOException {
    return send(server, "POST " + path, headers);
  }

  /** Sends a request with an empty object, by the given method and path. */
  public static String send(URI server, String methodAndPath, String... headers)
      throws IOException {
    String host = "Host: " + server.getAuthority() + "\r\n";
    boolean hasHost = Arrays.stream(headers).anyMatch(header -> header.startsWith("Host:"));
    String request =
        methodAndPath
            + " HTTP/1.1\r\n"
            + (hasHost ? "" : host)
            + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
            + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
