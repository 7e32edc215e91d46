package dev.braid.config;

/** Something that Keras can write down as a class name and a configuration. */
public interface Configured {
  /** Keras' class name, such as {@code Dense}. */
  String className();

  /** The Python module that the class is found in. */
  String module();

  /** The name under which Python has to know a class that Keras doesn't bring; else null. */
  default String registeredName() {
    return null;
  }

  /** Keras' configuration of it, in Keras' order and spelling. */
  Config config();
}
