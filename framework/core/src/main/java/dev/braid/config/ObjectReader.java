package dev.braid.config;

import java.util.Optional;

/**
 * Makes the objects that configurations hold: layers, initializers, losses and so on.
 *
 * <p>A {@link Config} knows the reader of the file that it stands in and passes it on to the
 * configurations inside it, so that a class which a program registered is found at any depth.
 */
public interface ObjectReader {
  /** The reader of what Braid has, without the classes of any program. */
  static ObjectReader builtIn() {
    return BuiltIn.READER;
  }

  /**
   * Makes an object; this reader makes the objects inside it too.
   *
   * @param type what it is, such as {@code Initializer.class}
   * @param written a name, or Keras' object with {@code class_name} and {@code config}
   */
  <T> T read(Class<T> type, Object written);

  /** Makes an object of a class that the program registered; empty for all others. */
  default <T> Optional<T> readRegistered(Class<T> type, Object written) {
    return Optional.empty();
  }

  /**
   * What a program can do about a name that this reader does not know; empty where nothing helps.
   *
   * @param concept what it names, such as {@code loss}
   */
  default String adviceOn(String concept, String name) {
    return "";
  }
}
