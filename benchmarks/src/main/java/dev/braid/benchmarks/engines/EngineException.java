package dev.braid.benchmarks.engines;

/** An engine is not there, has no words for a workload, or failed. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  public EngineException(String reason) {
    super(reason);
  }
}
