package dev.braid.internal.environment;

/** Thrown if this machine or class path cannot run ND4J; the message says what to do. */
public final class EnvironmentException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  EnvironmentException(String message) {
    super(message);
  }

  EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
