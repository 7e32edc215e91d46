package dev.braid.benchmarks.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The harness: {@code benchmarks train}, and so on. */
@Command(
    name = "benchmarks",
    description = "Measures Braid against raw Deeplearning4j, PyTorch and Keras on this machine.",
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      DataCommand.class,
      StartupCommand.class,
      MemoryCommand.class,
      ScaleCommand.class,
      JmhCommand.class,
      HelpCommand.class
    })
public final class Benchmarks {
  Benchmarks() {}

  /** Ends with 0 when everything was measured, with 2 when the command line is wrong. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Names that nothing has are told in one line, as what picocli finds wrong itself. */
  static CommandLine commandLine() {
    return new CommandLine(new Benchmarks())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (!(failure instanceof IllegalArgumentException)) {
                throw failure;
              }
              command.getErr().println(failure.getMessage());
              return CommandLine.ExitCode.USAGE;
            });
  }
}
