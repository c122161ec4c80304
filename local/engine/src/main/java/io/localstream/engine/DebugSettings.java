package io.localstream.engine;

import java.util.Map;

/**
 * The functions that a debugger can attach to.
 *
 * @param ports the port of each of these functions, on loopback: 1 to 65,535, or 0 for a free port
 * @param suspend whether their processes wait for a debugger before they load the handler
 */
public record DebugSettings(Map<String, Integer> ports, boolean suspend) {
  /** The settings without a debugged function. */
  public static final DebugSettings NONE = new DebugSettings(Map.of(), false);
}
