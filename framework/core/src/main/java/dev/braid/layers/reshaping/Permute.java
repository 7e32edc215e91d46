package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Permutes the axes. */
public final class Permute extends BaseLayer<Permute> {
  private final int[] dims;

  /** Creates the layer with the input's axis for each axis of the output, counted from 1. */
  public Permute(int... dims) {
    this.dims = dims.clone();
    int[] sorted = dims.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.rangeClosed(1, dims.length).toArray())) {
      throw optionRefusal("dims", "each axis from 1 on once", Arrays.toString(dims));
    }
  }

  public static Permute read(Config config) {
    return new Permute(Arrays.stream(config.wholes("dims")).mapToInt(Math::toIntExact).toArray());
  }

  public int[] dims() {
    return dims.clone();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    if (input.rank() != dims.length) {
      throw refusal(
          inputs,
          dims.length
              + " axes besides the batch axis, as many as dims "
              + Arrays.toString(dims)
              + " has",
          "");
    }
    return List.of(
        input.withShape(Arrays.stream(dims).mapToLong(dim -> input.size(dim - 1)).toArray()));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0).permute(IntStream.concat(IntStream.of(0), Arrays.stream(dims)).toArray());
  }

  @Override
  public String className() {
    return "Permute";
  }

  @Override
  protected void describe(Config config) {
    config.put("dims", dims);
  }
}
