package dev.braid.benchmarks.workers;

/** Thrown if an engine does not support a workload. */
final class UnsupportedWorkloadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsupportedWorkloadException(String reason) {
    super(reason);
  }
}
