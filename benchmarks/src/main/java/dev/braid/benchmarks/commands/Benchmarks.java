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

  /** Exits with 0 if everything was measured, with 2 if the command line is wrong. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Reports unknown names in one line, like picocli's errors. */
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
