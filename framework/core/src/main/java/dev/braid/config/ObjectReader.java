package dev.braid.config;

import java.util.Optional;

/**
 * Creates the objects in configurations: layers, initializers, losses and so on.
 *
 * <p>A {@link Config} has the reader of its file and passes it to nested configurations, so that a
 * registered class is found at any depth.
 */
public interface ObjectReader {
  /** The reader of built-in classes, without registered ones. */
  static ObjectReader builtIn() {
    return BuiltIn.READER;
  }

  /**
   * Creates an object; this reader also creates the objects inside it.
   *
   * @param type its type, such as {@code Initializer.class}
   * @param written a name, or Keras' object with {@code class_name} and {@code config}
   */
  <T> T read(Class<T> type, Object written);

  /** Creates an object of a class that the program registered; empty for all others. */
  default <T> Optional<T> readRegistered(Class<T> type, Object written) {
    return Optional.empty();
  }

  /**
   * Suggests a fix for a name that this reader does not support; empty if there is no suggestion.
   *
   * @param concept the kind of object, such as {@code loss}
   */
  default String adviceOn(String concept, String name) {
    return "";
  }
}
