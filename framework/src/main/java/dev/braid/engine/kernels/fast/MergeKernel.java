package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Tiles;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Merge;
import dev.braid.layers.merging.Subtract;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums, differences and averages of inputs of one shape: each slope is a share of the output's. */
final class MergeKernel extends FastKernel {
  private final Merge<?> layer;

  private MergeKernel(Merge<?> layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  static Kernel of(Merge<?> layer, Kernel portable) {
    boolean linear = layer instanceof Add || layer instanceof Subtract || layer instanceof Average;
    return linear ? new MergeKernel(layer, portable) : portable;
  }

  private record Count(int inputs) implements Kept {}

  /** Masks are joined in the portable kernel, unless all inputs have the same one. */
  @Override
  boolean covers(Call call, Signal[] inputs) {
    long[] shape = inputs[0].array().shape();
    for (Signal input : inputs) {
      if (input.mask() != inputs[0].mask() || !Arrays.equals(input.array().shape(), shape)) {
        return false;
      }
    }
    return true;
  }

  /** What an input counts in the result. */
  private float share(int input, int count) {
    if (layer instanceof Average) {
      return 1f / count;
    }
    return layer instanceof Subtract && input > 0 ? -1 : 1;
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    Floats out = empty(inputs[0].array().shape());
    float first = share(0, inputs.length);
    if (inputs.length == 1) {
      scaled(dense(inputs[0].array()), first, out);
    }
    Floats sum = dense(inputs[0].array());
    for (int i = 1; i < inputs.length; i++) {
      float before = i == 1 ? first : 1;
      float share = share(i, inputs.length);
      Tiles.over(
          (tiles, length) -> join(tiles[0], before, tiles[1], share, length),
          out,
          sum,
          dense(inputs[i].array()));
      sum = out;
    }
    if (call.remembers()) {
      call.keep(new Count(inputs.length));
    }
    return new Signal[] {new Signal(out.array(), inputs[0].mask())};
  }

  private static void join(float[] to, float before, float[] more, float share, int length) {
    for (int i = 0; i < length; i++) {
      to[i] = to[i] * before + more[i] * share;
    }
  }

  private static Floats scaled(Floats from, float by, Floats to) {
    Tiles.over((tiles, length) -> scale(tiles[0], by, length), to, from);
    return to;
  }

  private static void scale(float[] to, float by, int length) {
    for (int i = 0; i < length; i++) {
      to[i] *= by;
    }
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    int count = ((Count) call.kept()).inputs();
    INDArray[] back = new INDArray[count];
    for (int i = 0; i < count; i++) {
      if (call.wants(i)) {
        float share = share(i, count);
        back[i] =
            share == 1
                ? outputGradients[0]
                : scaled(dense(outputGradients[0]), share, empty(outputGradients[0].shape()))
                    .array();
      }
    }
    return back;
  }
}
