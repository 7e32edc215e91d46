package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.config.Config;

/**
 * A cell whose gates have an activation of their own.
 *
 * @param <C> the cell's own class
 */
public abstract class GatedCell<C extends GatedCell<C>> extends UnitCell<C> {
  private Activation recurrentActivation = Activation.SIGMOID;

  GatedCell(long units) {
    super(units);
  }

  public final Activation recurrentActivation() {
    return recurrentActivation;
  }

  /** What is done to the gates. */
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

  /** The gates' activation as a configuration has it. */
  static Activation gateActivation(Config config) {
    return config.has("recurrent_activation")
        ? config.read("recurrent_activation", Activation.class, Activation.LINEAR)
        : Activation.SIGMOID;
  }
}
