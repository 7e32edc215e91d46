package dev.braid.internal.logs;

/** Which way a score gets better. */
public enum Direction {
  MIN,
  MAX,
  /** A value that a callback adds: nobody knows which way it should go. */
  UNKNOWN;

  /** Whether one value is strictly better than another; unknown directions count as MIN. */
  public boolean better(double value, double than) {
    return this == MAX ? value > than : value < than;
  }
}
