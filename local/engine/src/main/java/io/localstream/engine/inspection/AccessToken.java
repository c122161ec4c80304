package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The token that requests to the inspection API must have. Each run has a new random token, in a
 * file that only its owner may read. {@link #close} deletes the file, unless a later run has
 * written its token there.
 */
public final class AccessToken implements AutoCloseable {
  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final RunFile file;
  private final String value;

  private AccessToken(RunFile file, String value) {
    this.file = file;
    this.value = value;
  }

  /**
   * Creates a token.
   *
   * @param file the file for the token; replaces an earlier token, and creates the folder if
   *     necessary
   * @return the token
   * @throws io.localstream.engine.lifecycle.StartException if the file cannot be written
   */
  public static AccessToken create(Path file) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new AccessToken(RunFile.write(file, "token", value), value);
  }

  /** Returns the token, for the header {@code Authorization: Bearer <token>}. */
  public String value() {
    return value;
  }

  /** Returns whether a request has this token in its header {@code Authorization}. */
  boolean allows(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            header.substring(SCHEME.length()).strip().getBytes(UTF_8), value.getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
