package dev.braid.models.generative;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Draws codes around means; the price is how far they are from a standard normal distribution.
 *
 * <p>Its inputs are the means and the logarithms of the variances. Out of training it gives the
 * means.
 */
public final class Sampling extends CustomLayer<Sampling> {
  /** What a file that holds one is read with: {@code Registry.empty().layer(NAME, …::read)}. */
  public static final String NAME = "Custom>Sampling";

  private double price;

  /**
   * A layer that adds to the loss.
   *
   * @param price what the distance counts beside the loss of the copies
   */
  public Sampling(double price) {
    this.price = price;
  }

  /** Makes the layer from a file's configuration. */
  public static Sampling read(Config config) {
    return new Sampling(config.number("price", 1));
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
    call.addLoss(distance.sum(false, -1).mean().multiply(price));
    return call.training()
        ? mean.add(logVariance.multiply(0.5).exp().multiply(call.normal(mean)))
        : mean;
  }

  @Override
  protected void describe(Config config) {
    config.put("price", price);
  }
}
