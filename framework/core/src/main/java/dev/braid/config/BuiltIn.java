package dev.braid.config;

import java.util.ServiceLoader;

/**
 * Finds the reader of built-in classes.
 *
 * <p>The reader depends on all layers, losses and so on, which depend on configurations; so it is a
 * service that higher packages provide.
 */
final class BuiltIn {
  static final ObjectReader READER =
      ServiceLoader.load(ObjectReader.class, ObjectReader.class.getClassLoader())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "expected META-INF/services/"
                          + ObjectReader.class.getName()
                          + " of Braid's jar on the class path, found none. Keep the file when you"
                          + " repackage the jar."));

  private BuiltIn() {}
}
