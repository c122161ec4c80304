package io.localstream.replay;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints the reason why a command cannot start, in a sentence, and ends with exit code 2. */
final class ReplayErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private ReplayErrors() {}

  static CommandLine handledIn(CommandLine command) {
    ReplayErrors errors = new ReplayErrors();
    return command.setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    e.getCommandLine().getErr().println(e.getMessage() + " (--help shows the options)");
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(e instanceof ReplayException)) {
      throw e;
    }
    command.getErr().println(e.getMessage());
    return CommandLine.ExitCode.USAGE;
  }
}
