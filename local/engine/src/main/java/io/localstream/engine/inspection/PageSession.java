package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The session of the browser that shows a run. Its cookie replaces the run's token. The session's
 * key is in a file that only its owner may read. The file stays after the run, so that an open page
 * can continue with the next run.
 *
 * <p>Browsers send cookies to all ports of a host, so the cookie's name has the port, and its path
 * is that of the API.
 */
public final class PageSession {
  private static final int BYTES = 32;
  private static final Pattern KEY = Pattern.compile("[\\w-]{43}");

  private final String key;

  private PageSession(String key) {
    this.key = key;
  }

  /**
   * Opens the session of the last run, or a new one. If other users may read or write the file, its
   * key is replaced.
   *
   * @param file the file with the key; its folder is created if necessary
   * @return the session
   * @throws StartException if the file cannot be read or written
   */
  public static PageSession open(Path file) {
    try {
      if (PrivateFile.exists(file)) {
        String key = Files.readString(file).strip();
        if (KEY.matcher(key).matches()) {
          return new PageSession(key);
        }
      }
      return create(file);
    } catch (IOException e) {
      throw new StartException("cannot keep the page's key in " + file + ": " + e, e);
    }
  }

  private static PageSession create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = PrivateFile.create(file)) {
      out.write((key + "\n").getBytes(UTF_8));
    }
    return new PageSession(key);
  }

  /** Returns whether a request has this session's cookie. */
  boolean allows(HttpExchange exchange) {
    byte[] cookie = (name(exchange) + "=" + key).getBytes(UTF_8);
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> List.of(header.split(";\\s*")).stream())
        .anyMatch(each -> MessageDigest.isEqual(each.strip().getBytes(UTF_8), cookie));
  }

  /** Sets this session's cookie, which the browser keeps until it is closed. */
  void begin(HttpExchange exchange) {
    exchange
        .getResponseHeaders()
        .set(
            "Set-Cookie",
            "%s=%s; Path=%s; HttpOnly; SameSite=Strict"
                .formatted(name(exchange), key, InspectionApi.PATH));
  }

  private static String name(HttpExchange exchange) {
    return "localstream-" + exchange.getLocalAddress().getPort();
  }
}
