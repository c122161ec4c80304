package io.localstream.cli;

import io.localstream.engine.DebugSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that let a debugger attach to functions. */
final class DebugOptions {
  private static final int HIGHEST_PORT = 65_535;

  /** The command that has these options. */
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--debug",
      paramLabel = "<function>[:port]",
      converter = TargetConverter.class,
      description =
          "Let a debugger attach to that function, on this port of this machine or on a free one."
              + " The function has no timeout then. Can be repeated.")
  private List<Target> targets = List.of();

  @Option(
      names = "--debug-suspend",
      description = "With --debug: wait for a debugger before the handler is loaded.")
  private boolean suspend;

  /**
   * A function to debug.
   *
   * @param port 1 to 65,535, or 0 for a free one
   */
  private record Target(String function, int port) {}

  private static final class TargetConverter implements ITypeConverter<Target> {
    private static final Pattern FORM = Pattern.compile("([^:]+)(?::(\\d{1,5}))?");

    @Override
    public Target convert(String text) {
      Matcher target = FORM.matcher(text);
      if (!target.matches()) {
        throw new TypeConversionException(
            "must be a function, with a port if you like, as in my-function:5005, was " + text);
      }
      if (target.group(2) == null) {
        return new Target(target.group(1), 0);
      }
      int port = Integer.parseInt(target.group(2));
      if (port < 1 || port > HIGHEST_PORT) {
        throw new TypeConversionException(
            "the port must be 1 to %d, was %d".formatted(HIGHEST_PORT, port));
      }
      return new Target(target.group(1), port);
    }
  }

  /**
   * Returns the settings.
   *
   * @throws ParameterException if the options contradict each other
   */
  DebugSettings settings() {
    if (suspend && targets.isEmpty()) {
      throw wrong("--debug-suspend needs --debug <function>");
    }
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (Target target : targets) {
      if (target.port() != 0 && ports.containsValue(target.port())) {
        throw wrong("--debug: each function needs its own port, but two have " + target.port());
      }
      if (ports.put(target.function(), target.port()) != null) {
        throw wrong("--debug names " + target.function() + " twice");
      }
    }
    return new DebugSettings(ports, suspend);
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
