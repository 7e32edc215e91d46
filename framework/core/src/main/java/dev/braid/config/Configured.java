package dev.braid.config;

import org.jspecify.annotations.Nullable;

/** An object that Keras serializes as a class name and a configuration. */
public interface Configured {
  /** Keras' class name, such as {@code Dense}. */
  String className();

  /** The Python module of the class. */
  String module();

  /**
   * The name under which Python must register a class that is not part of Keras; otherwise null.
   */
  default @Nullable String registeredName() {
    return null;
  }

  /** Keras' configuration, in Keras' order and spelling. */
  Config config();
}
