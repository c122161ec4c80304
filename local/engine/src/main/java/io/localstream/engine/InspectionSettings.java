package io.localstream.engine;

import java.nio.file.Path;

/**
 * What of a run can be looked into, and by whom.
 *
 * @param records how many records, invocations, log events and failures are kept of each, 1 or more
 * @param tokenFile the file of the run's token, without which the endpoint shows nothing; {@link
 *     #endpointFile()} is beside it
 */
public record InspectionSettings(int records, Path tokenFile) {
  /** How many are kept where nothing else is set. */
  public static final int DEFAULT_RECORDS = 10_000;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException where the number is too small
   */
  public InspectionSettings {
    if (records < 1) {
      throw new IllegalArgumentException("records must be 1 or more, was " + records);
    }
  }

  /** Returns the file of the run's endpoint, which tells other programs where the run is. */
  Path endpointFile() {
    return tokenFile.resolveSibling("endpoint");
  }
}
