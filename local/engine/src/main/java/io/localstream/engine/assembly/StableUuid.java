package io.localstream.engine.assembly;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** UUIDs that are always the same for the same text. */
final class StableUuid {
  private StableUuid() {}

  static String of(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
