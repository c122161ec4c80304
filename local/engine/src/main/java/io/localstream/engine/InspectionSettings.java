package io.localstream.engine;

import java.nio.file.Path;

/**
 * The settings of the inspection.
 *
 * @param records the maximum number of records, of invocations, of log events and of failures to
 *     keep, 1 or more
 * @param tokenFile the file to which the run writes its token; requests to the inspection API must
 *     have the token; {@link #endpointFile()} is beside it
 */
public record InspectionSettings(int records, Path tokenFile) {
  /** The default of {@code records}. */
  public static final int DEFAULT_RECORDS = 10_000;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if {@code records} is less than 1
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
