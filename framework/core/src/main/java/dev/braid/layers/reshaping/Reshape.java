package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Reshapes each sample. */
public final class Reshape extends BaseLayer<Reshape> {
  private final long[] shape;

  /**
   * Creates the layer with a shape without the batch axis; one size may be -1 and is inferred from
   * the others.
   */
  public Reshape(long... shape) {
    this.shape = shape.clone();
    for (long size : shape) {
      if (size == 0 || size < -1) {
        throw optionRefusal("shape", "sizes above 0, or one -1", size);
      }
    }
    if (LongStream.of(shape).filter(size -> size < 0).count() > 1) {
      throw optionRefusal("shape", "at most one -1", Arrays.toString(shape));
    }
  }

  public static Reshape read(Config config) {
    return new Reshape(config.wholes("target_shape"));
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    long[] found = shape.clone();
    if (input.known()) {
      long rest = Sizes.product(LongStream.of(shape).filter(size -> size > 0).toArray());
      boolean open = LongStream.of(shape).anyMatch(size -> size < 0);
      if (open ? input.elements() % rest != 0 : input.elements() != rest) {
        throw refusal(
            inputs,
            (open ? "a multiple of " : "") + rest + " elements for the shape " + Spec.text(shape),
            "The input has " + input.elements() + ".");
      }
      Arrays.setAll(found, i -> found[i] < 0 ? input.elements() / rest : found[i]);
    }
    return List.of(input.withShape(found));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    List<Size> sizes = new ArrayList<>(List.of(x.sizeOf(0)));
    for (long size : outputs(specs(inputs)).get(0).shape()) {
      sizes.add(Size.of(size));
    }
    return x.reshape(sizes);
  }

  @Override
  public String className() {
    return "Reshape";
  }

  @Override
  protected void describe(Config config) {
    config.put("target_shape", shape);
  }
}
