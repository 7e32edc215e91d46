package dev.braid.internal.training.progress;

import dev.braid.Logs;
import dev.braid.Verbosity;
import dev.braid.internal.logs.LogNames;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Tells how far a run has come. */
public interface Progress {
  /**
   * The display on the standard output.
   *
   * @param names the names of the logs, asked for where something is shown
   */
  static Progress of(Verbosity verbosity, Supplier<LogNames> names) {
    return verbosity == Verbosity.SILENT
        ? silent()
        : of(verbosity, Terminal.standardOutput(), names.get());
  }

  /** The display that suits the verbosity and the terminal. */
  static Progress of(Verbosity verbosity, Terminal terminal, LogNames names) {
    return switch (verbosity) {
      case SILENT -> silent();
      case LINES -> new ProgressLines(terminal, new Scores(names));
      case BAR ->
          terminal.moving()
              ? new ProgressBar(terminal, new Scores(names))
              : new ProgressLines(terminal, new Scores(names));
    };
  }

  /** Tells nothing. */
  static Progress silent() {
    return new Progress() {};
  }

  /** An epoch begins. */
  default void beginEpoch(int epoch, int epochs, OptionalInt steps) {}

  /** A walk without epochs begins. */
  default void begin(OptionalInt steps) {}

  /** So many batches are done; the logs are asked for when they are shown. */
  default void step(int done, Supplier<Logs> logs) {}

  /** The epoch or walk is over. */
  default void end(Logs logs) {}

  /** Something failed: leaves the line it was drawing. */
  default void abandon() {}

  /** Says something in a line of its own. */
  default void tell(String message) {}
}
