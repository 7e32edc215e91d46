package dev.braid.internal.training.progress;

import dev.braid.Logs;
import dev.braid.Verbosity;
import dev.braid.internal.logs.LogNames;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Shows the progress of a run. */
public interface ProgressDisplay {
  /**
   * The display on the standard output.
   *
   * @param names the names of the logs, asked for where something is shown
   */
  static ProgressDisplay of(Verbosity verbosity, Supplier<LogNames> names) {
    return verbosity == Verbosity.SILENT
        ? silent()
        : of(verbosity, Terminal.standardOutput(), names.get());
  }

  /** The display that suits the verbosity and the terminal. */
  static ProgressDisplay of(Verbosity verbosity, Terminal terminal, LogNames names) {
    return switch (verbosity) {
      case SILENT -> silent();
      case LINES -> new EpochProgressLines(terminal, new ScoreText(names));
      case BAR ->
          terminal.moving()
              ? new EpochProgressBar(terminal, new ScoreText(names))
              : new EpochProgressLines(terminal, new ScoreText(names));
    };
  }

  /** A display that shows nothing. */
  static ProgressDisplay silent() {
    return new ProgressDisplay() {};
  }

  /** Begins an epoch. */
  default void beginEpoch(int epoch, int epochs, OptionalInt steps) {}

  /** Begins a pass without epochs. */
  default void begin(OptionalInt steps) {}

  /** Shows the number of completed batches, and the logs where they are shown. */
  default void step(int done, Supplier<Logs> logs) {}

  /** Ends the epoch or pass. */
  default void end(Logs logs) {}

  /** Ends the current line after a failure. */
  default void abandon() {}

  /** Shows a message on its own line. */
  default void tell(String message) {}
}
