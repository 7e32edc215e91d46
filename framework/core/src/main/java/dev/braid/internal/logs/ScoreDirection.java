package dev.braid.internal.logs;

/** The direction in which a score improves. */
public enum ScoreDirection {
  MIN,
  MAX,
  /** Unknown, as for a value that a callback adds. */
  UNKNOWN;

  /** Whether one value is strictly better than another; unknown directions count as MIN. */
  public boolean better(double value, double than) {
    return this == MAX ? value > than : value < than;
  }
}
