package dev.braid.benchmarks.engines;

/** Thrown if an engine is missing, does not support a workload, or fails. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  public EngineException(String reason) {
    super(reason);
  }
}
