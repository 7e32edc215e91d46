package dev.braid.layers.normalization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scales each sample to length 1 along one or several axes. */
public final class UnitNormalization extends BaseLayer<UnitNormalization> {
  /** Vectors shorter than this are divided by it instead. */
  private static final double SHORTEST = 1e-12;

  private int[] axes = {-1};

  public static UnitNormalization read(Config config) {
    return new UnitNormalization()
        .axis(Arrays.stream(config.wholes("axis", -1)).mapToInt(Math::toIntExact).toArray());
  }

  public int[] axes() {
    return axes.clone();
  }

  /** The axes counted with the batch axis; -1 is the last. */
  public UnitNormalization axis(int... axes) {
    if (axes.length == 0) {
      throw optionRefusal("axis", "at least one axis", "none");
    }
    int[] copied = axes.clone();
    return with(copy -> copy.axes = copied);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    for (int axis : axes) {
      if (axis >= input.rank() + 1 || axis < -input.rank() - 1) {
        throw refusal(inputs, "an axis " + axis, "");
      }
    }
    return List.of(input);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    Value squares = x.square().sum(true, axes);
    return x.multiply(squares.binary(Binary.MAXIMUM, SHORTEST * SHORTEST).pow(-0.5));
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  @Override
  public String className() {
    return "UnitNormalization";
  }

  @Override
  protected void describe(Config config) {
    // Keras writes one axis as a number
    config.put("axis", axes.length == 1 ? axes[0] : axes);
  }
}
