package dev.braid;

/** How much a run tells while it goes on. */
public enum Verbosity {
  /** A progress bar for each epoch. */
  BAR,
  /** One line for each epoch. */
  LINES,
  /** Nothing. */
  SILENT
}
