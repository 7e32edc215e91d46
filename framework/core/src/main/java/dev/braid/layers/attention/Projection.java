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
import org.jspecify.annotations.Nullable;

/**
 * A dense product over the last axes of its input, into any number of axes.
 *
 * <p>It belongs to multi-head attention and is not applied separately.
 */
public final class Projection extends KernelLayer<Projection> {
  private int summedAxes;
  private long[] units;

  /**
   * A projection.
   *
   * @param summedAxes the number of last axes that are summed over
   * @param units the axes that replace them; none for the last size of the second input
   */
  Projection(int summedAxes, long... units) {
    this.summedAxes = summedAxes;
    this.units = units.clone();
  }

  /** The number of last axes that are summed over. */
  public int summedAxes() {
    return summedAxes;
  }

  /** A copy with another identity, name and sizes. */
  Projection resized(String name, int summed, long... sizes) {
    return name(name)
        .with(
            copy -> {
              copy.summedAxes = summed;
              copy.units = sizes.clone();
            });
  }

  private long[] units(List<Spec> inputs) {
    return units.length == 0 ? new long[] {inputs.get(1).last()} : units;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    long[] free = Arrays.copyOf(inputs.get(0).shape(), inputs.get(0).rank() - summedAxes);
    return List.of(Spec.of(join(free, units(inputs))));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long[] shape = inputs.get(0).shape();
    long[] summed = Arrays.copyOfRange(shape, shape.length - summedAxes, shape.length);
    List<WeightSpec> weights = new ArrayList<>();
    long[] full = join(summed, units(inputs));
    long[] first = LongStream.range(0, summedAxes).toArray();
    long[] last = LongStream.range(summedAxes, full.length).toArray();
    weights.add(kernel("kernel", first, last, full));
    if (useBias()) {
      weights.add(bias("bias", units(inputs)));
    }
    return weights;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    Value kernel = call.weight("kernel");
    List<Size> free = x.sizes().subList(0, x.rank() - summedAxes);
    List<Size> resultSizes = kernel.sizes().subList(summedAxes, kernel.rank());
    Size width = product(kernel.sizes().subList(0, summedAxes));
    Value out =
        x.reshape(List.of(Size.REST, width))
            .matmul(kernel.reshape(List.of(width, product(resultSizes))));
    if (useBias()) {
      out = out.add(call.weight("bias").reshape(List.of(product(resultSizes))));
    }
    List<Size> sizes = new ArrayList<>(free);
    sizes.addAll(resultSizes);
    return activation().apply(out.reshape(sizes));
  }

  private static Size product(List<Size> sizes) {
    return sizes.stream().reduce(Size.of(1), Size::times);
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
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
