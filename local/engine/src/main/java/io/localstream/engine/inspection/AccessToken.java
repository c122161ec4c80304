package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The token of a run, without which nothing of it is shown: a new random one for each run, in a
 * file that only its owner may read. The file is deleted in the end, unless a later run has its
 * token there.
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
   * Makes a token.
   *
   * @param file where it is written to, in place of the last one; its folder is made if need be
   * @return the token
   * @throws io.localstream.engine.lifecycle.StartException where it can't be written
   */
  public static AccessToken create(Path file) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new AccessToken(RunFile.write(file, "token", value), value);
  }

  /** The token, for the header {@code Authorization: Bearer <token>}. */
  public String value() {
    return value;
  }

  /** Whether a request has this token in its header {@code Authorization}. */
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
