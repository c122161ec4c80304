package io.localstream.engine.fault;

import java.util.Arrays;
import java.util.List;

/**
 * A fault that can be injected.
 *
 * @param name its name in {@code --fault}
 * @param form the form and the range of its value, for example {@code <share, 0 to 1>}
 * @param effect what it does
 */
public record FaultDescription(String name, String form, String effect) {
  /** Returns all faults. */
  public static List<FaultDescription> all() {
    return Arrays.stream(FaultKind.values())
        .map(kind -> new FaultDescription(kind.specName(), kind.form(), kind.effect()))
        .toList();
  }
}
