package dev.braid.benchmarks.workers;

/** An engine has no words for a workload. */
final class CannotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotException(String reason) {
    super(reason);
  }
}
