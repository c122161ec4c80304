package io.localstream.cli;

import io.localstream.engine.InspectionSettings;
import io.localstream.engine.InspectionSettings.PageSettings;
import io.localstream.page.PageFiles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the page that shows the run. */
final class PageOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--no-page", description = "Serve no page that shows the run in a browser.")
  private boolean noPage;

  @Option(names = "--open", description = "Open the page in the browser.")
  private boolean open;

  @Option(
      names = "--templates",
      paramLabel = "<folder>",
      defaultValue = "events",
      description = "Folder of the events that you save on the page. Default: ${DEFAULT-VALUE}")
  private Path templates;

  /** Returns the page; empty if there is none. */
  Optional<PageSettings> page() {
    return noPage
        ? Optional.empty()
        : Optional.of(new PageSettings(new PageFiles(InspectionSettings.PAGE_PATH), templates));
  }

  /** Returns whether the browser opens the page. */
  boolean opens() {
    return open;
  }

  /**
   * Checks the options.
   *
   * @throws ParameterException if they contradict each other
   */
  void check() {
    if (noPage && open) {
      throw new ParameterException(
          spec.commandLine(), "--open needs the page: use only one of --open and --no-page");
    }
  }
}
