package io.localstream.engine;

import com.sun.net.httpserver.HttpHandler;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of the inspection.
 *
 * @param records the maximum number of records, of invocations, of log events and of failures to
 *     keep, 1 or more
 * @param tokenFile the file to which the run writes its token; requests to the inspection API must
 *     have the token; {@link #endpointFile()} is beside it
 * @param page the page that shows the run; if empty, there is none
 */
public record InspectionSettings(int records, Path tokenFile, Optional<PageSettings> page) {
  /** The path of the page on the endpoint. */
  public static final String PAGE_PATH = "/_page/";

  /** The default of {@code records}. */
  public static final int DEFAULT_RECORDS = 10_000;

  /**
   * The page that shows the run.
   *
   * @param files handles the requests below {@link #PAGE_PATH}, without a check of the caller
   * @param templates the folder of the events that are saved on the page
   */
  public record PageSettings(HttpHandler files, Path templates) {}

  /** The settings of a run without a page. */
  public InspectionSettings(int records, Path tokenFile) {
    this(records, tokenFile, Optional.empty());
  }

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
