package dev.braid.internal.environment;

/** Says that this machine or class path cannot run ND4J, and what to do about it. */
public final class EnvironmentException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  EnvironmentException(String message) {
    super(message);
  }

  EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
