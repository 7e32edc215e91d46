package dev.braid.internal.saving.weights;

import dev.braid.Layer;

/** Names such as {@code conv2d_3}, whose numbers depend on what a program built before. */
public final class AutomaticNames {
  private AutomaticNames() {}

  /** Returns whether a layer has an automatic name. */
  public static boolean has(Layer layer) {
    return isOf(layer.automaticName(), layer.name());
  }

  /** Returns whether a name is the automatic name of a class with any number, or without one. */
  public static boolean isOf(String base, String name) {
    return name.startsWith(base) && name.substring(base.length()).matches("|_\\d+");
  }
}
