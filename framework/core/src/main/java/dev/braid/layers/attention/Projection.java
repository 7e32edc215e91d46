package dev.braid.layers.attention;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.KernelLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A dense product over the last axes of its input, into any number of axes.
 *
 * <p>It is a part of multi-head attention and not applied by itself.
 */
public final class Projection extends KernelLayer<Projection> {
  private int bound;
  private long[] units;

  /**
   * A projection.
   *
   * @param bound how many of the last axes are summed over
   * @param units the axes that take their place; null for the last size of the second input
   */
  Projection(int bound, long... units) {
    this.bound = bound;
    this.units = units == null ? null : units.clone();
  }

  /** How many of the last axes are summed over. */
  public int bound() {
    return bound;
  }

  /** One like this, with an identity, a name and sizes of its own. */
  Projection resized(String name, int summed, long... sizes) {
    return name(name)
        .with(
            copy -> {
              copy.bound = summed;
              copy.units = sizes == null ? null : sizes.clone();
            });
  }

  private long[] units(List<Spec> inputs) {
    return units == null ? new long[] {inputs.get(1).last()} : units;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    long[] free = Arrays.copyOf(inputs.get(0).shape(), inputs.get(0).rank() - bound);
    return List.of(Spec.of(join(free, units(inputs))));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long[] shape = inputs.get(0).shape();
    long[] summed = Arrays.copyOfRange(shape, shape.length - bound, shape.length);
    List<WeightSpec> weights = new ArrayList<>();
    long[] whole = join(summed, units(inputs));
    long[] first = LongStream.range(0, bound).toArray();
    long[] last = LongStream.range(bound, whole.length).toArray();
    weights.add(kernel("kernel", first, last, whole));
    if (useBias()) {
      weights.add(bias("bias", units(inputs)));
    }
    return weights;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    Value kernel = call.weight("kernel");
    List<Size> free = x.sizes().subList(0, x.rank() - bound);
    List<Size> made = kernel.sizes().subList(bound, kernel.rank());
    Size width = product(kernel.sizes().subList(0, bound));
    Value out =
        x.reshape(List.of(Size.REST, width)).matmul(kernel.reshape(List.of(width, product(made))));
    if (useBias()) {
      out = out.add(call.weight("bias").reshape(List.of(product(made))));
    }
    List<Size> sizes = new ArrayList<>(free);
    sizes.addAll(made);
    return activation().apply(out.reshape(sizes));
  }

  private static Size product(List<Size> sizes) {
    return sizes.stream().reduce(Size.of(1), Size::times);
  }

  @Override
  public Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  private static long[] join(long[] head, long[] tail) {
    long[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }

  @Override
  public String className() {
    return "EinsumDense";
  }

  Projection readFrom(Config config) {
    return readOptions(config);
  }

  void describeOptions(Config config) {
    describeWeights(config);
  }

  @Override
  protected void describe(Config config) {
    describeActivation(config);
    describeWeights(config);
  }
}
