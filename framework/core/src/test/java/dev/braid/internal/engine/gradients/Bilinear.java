package dev.braid.internal.engine.gradients;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * A layer as users write them: {@code tanh(x * weight) * x + offset}, with a price on the result.
 */
public final class Bilinear extends CustomLayer<Bilinear> {
  private double offset = 0.5;

  public static Bilinear read(Config config) {
    return new Bilinear().offset(config.number("offset", 0.5));
  }

  public Bilinear offset(double value) {
    return with(copy -> copy.offset = value);
  }

  public double offset() {
    return offset;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    return List.of(only(inputs));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of(WeightSpec.of("weight", new Ones(), features(inputs)));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    Value out = x.multiply(call.weight("weight")).tanh().multiply(x).add(offset);
    Value mask = call.mask(0);
    if (mask != null) {
      out = out.multiply(mask.expand(2));
    }
    call.addLoss(out.square().mean().multiply(0.1));
    return call.training() ? out.multiply(call.uniform(out)) : out;
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  protected void describe(Config config) {
    config.put("offset", offset);
  }
}
