package dev.braid.internal.training.progress;

import dev.braid.Logs;
import dev.braid.Verbosity;
import dev.braid.internal.logs.LogNames;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Shows the progress of a run. */
public interface ProgressDisplay {
  /**
   * Returns the display on the standard output.
   *
   * @param names supplies the names of the logs if something is shown
   */
  static ProgressDisplay of(Verbosity verbosity, Supplier<LogNames> names) {
    return verbosity == Verbosity.SILENT
        ? silent()
        : of(verbosity, Terminal.standardOutput(), names.get());
  }

  /** Returns the display for a verbosity and a terminal. */
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

  /** Returns a display that shows nothing. */
  static ProgressDisplay silent() {
    return new ProgressDisplay() {};
  }

  /** Begins an epoch. */
  default void beginEpoch(int epoch, int epochs, OptionalInt steps) {}

  /** Begins a pass without epochs. */
  default void begin(OptionalInt steps) {}

  /** Shows the number of completed batches, and the logs if they are displayed. */
  default void step(int done, Supplier<Logs> logs) {}

  /** Ends the epoch or pass. */
  default void end(Logs logs) {}

  /** Ends the current line after a failure. */
  default void abandon() {}

  /** Shows a message on a separate line. */
  default void tell(String message) {}
}
