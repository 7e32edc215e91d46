package dev.braid.models.generative;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Draws codes around means; the loss is their divergence from a standard normal distribution.
 *
 * <p>Its inputs are the means and the logarithms of the variances. Outside training it returns the
 * means.
 */
public final class Sampling extends CustomLayer<Sampling> {
  /** The name by which files are read: {@code Registry.empty().layer(NAME, …::read)}. */
  public static final String NAME = "Custom>Sampling";

  private double klWeight;

  /**
   * Creates a layer that adds to the loss.
   *
   * @param klWeight the weight of the divergence relative to the reconstruction loss
   */
  public Sampling(double klWeight) {
    this.klWeight = klWeight;
  }

  /** Reads the layer from a configuration. */
  public static Sampling read(Config config) {
    return new Sampling(config.number("kl_weight", 1));
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
      throw refusal(inputs, "means and logarithms of variances, in one shape", "");
    }
    return List.of(inputs.get(0));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value mean = inputs.get(0);
    Value logVariance = inputs.get(1);
    Value distance =
        mean.multiply(mean).add(logVariance.exp()).subtract(logVariance).subtract(1).multiply(0.5);
    call.addLoss(distance.sum(false, -1).mean().multiply(klWeight));
    return call.training()
        ? mean.add(logVariance.multiply(0.5).exp().multiply(call.normal(mean)))
        : mean;
  }

  @Override
  protected void describe(Config config) {
    config.put("kl_weight", klWeight);
  }
}
