package dev.braid;

import dev.braid.internal.engine.Network;

/** Gives tests the network of a model, which programs don't see. */
public final class NetworkOf {
  private NetworkOf() {}

  public static Network model(Model model) {
    return model.network();
  }
}
