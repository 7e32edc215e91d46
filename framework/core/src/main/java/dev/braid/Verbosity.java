package dev.braid;

/** How much fit, evaluate and predict tell while they work. */
public enum Verbosity {
  /** A bar that moves; one line an epoch where the output is no terminal. */
  BAR,
  /** One line of results an epoch. */
  LINES,
  /** Nothing. */
  SILENT
}
