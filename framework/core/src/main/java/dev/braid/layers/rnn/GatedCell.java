package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.config.Config;

/**
 * A cell whose gates have a separate activation.
 *
 * @param <C> the cell's class
 */
public abstract sealed class GatedCell<C extends GatedCell<C>> extends UnitCell<C>
    permits GRUCell, LSTMCell {
  private Activation recurrentActivation = Activation.SIGMOID;

  GatedCell(long units) {
    super(units);
  }

  public final Activation recurrentActivation() {
    return recurrentActivation;
  }

  /** Sets the activation of the gates. */
  public final C recurrentActivation(Activation other) {
    return with(copy -> copy.gated().recurrentActivation = other);
  }

  final GatedCell<C> gated() {
    return this;
  }

  @Override
  void describeGates(Config config) {
    config.put("recurrent_activation", recurrentActivation.configuration());
  }

  /** Reads the gates' activation of a configuration. */
  static Activation gateActivation(Config config) {
    return config.has("recurrent_activation")
        ? config.read("recurrent_activation", Activation.class, Activation.LINEAR)
        : Activation.SIGMOID;
  }
}
