package io.kinesispipeline.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Stand-ins for the temporary credentials of a function's role. Their access key id names the
 * function; they open nothing.
 */
record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
  private static final Duration LIFETIME = Duration.ofHours(6);

  static Credentials of(String functionName) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(functionName.getBytes(UTF_8));
      String id = HexFormat.of().withUpperCase().formatHex(digest, 0, 8);
      return new Credentials("ASIA" + id, "local", "local");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the container credentials endpoint gives them. */
  byte[] toJson(Instant now) {
    return """
        {"AccessKeyId":"%s","SecretAccessKey":"%s","Token":"%s","Expiration":"%s"}"""
        .formatted(accessKeyId, secretAccessKey, sessionToken, now.plus(LIFETIME))
        .getBytes(UTF_8);
  }
}
