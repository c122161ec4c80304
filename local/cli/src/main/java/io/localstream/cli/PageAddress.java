package io.localstream.cli;

import io.localstream.engine.InspectionSettings;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The address of the page. The run's token is in its fragment, which a browser does not send: the
 * page exchanges it for a cookie.
 */
record PageAddress(URI uri) {

  /**
   * Returns the address.
   *
   * @param endpoint the endpoint of the run
   * @param tokenFile the file of the run's token
   */
  static PageAddress of(URI endpoint, Path tokenFile) {
    try {
      return new PageAddress(
          endpoint.resolve(
              InspectionSettings.PAGE_PATH + "#" + Files.readString(tokenFile).strip()));
    } catch (IOException e) {
      throw new StartException("cannot read the token in " + tokenFile + ": " + e, e);
    }
  }

  /**
   * Opens the page in the user's browser.
   *
   * @throws IOException if this system has no command that does so
   */
  void open() throws IOException {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    new ProcessBuilder(mac ? "open" : "xdg-open", uri.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
