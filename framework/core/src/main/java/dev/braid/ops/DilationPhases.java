package dev.braid.ops;

/**
 * An input reordered for a dilated window: elements at the distance of the dilation become a
 * separate sample, in which the window's elements are adjacent.
 */
final class DilationPhases {
  private final long[] dilation;
  private final long[] shape;
  private final Value x;

  /** The input is (samples, space…, channels); there is one dilation for each spatial axis. */
  DilationPhases(long[] dilation, Value x) {
    this.dilation = dilation.clone();
    this.shape = x.shape();
    Value padded = x;
    for (int i = 0; i < dilation.length; i++) {
      padded = padded.pad(i + 1, 0, (dilation[i] - shape[i + 1] % dilation[i]) % dilation[i], 0);
    }
    this.x = padded;
  }

  Value split() {
    int rank = dilation.length;
    long[] parted = new long[2 * rank + 2];
    long[] joined = x.shape().clone();
    int[] order = new int[2 * rank + 2];
    parted[0] = x.size(0);
    for (int i = 0; i < rank; i++) {
      joined[0] *= dilation[i];
      joined[i + 1] /= dilation[i];
      parted[2 * i + 1] = joined[i + 1];
      parted[2 * i + 2] = dilation[i];
      order[i + 1] = 2 * i + 2;
      order[rank + i + 1] = 2 * i + 1;
    }
    parted[2 * rank + 1] = x.size(rank + 1);
    order[2 * rank + 1] = 2 * rank + 1;
    return x.reshape(parted).permute(order).reshape(joined);
  }

  /**
   * Restores the order of results.
   *
   * @param kernel its size determines by how much the window changed the input's size
   * @param sign whether the size increased or decreased
   */
  Value join(Value each, Value kernel, int sign) {
    int rank = dilation.length;
    long[] parted = new long[2 * rank + 2];
    long[] joined = each.shape().clone();
    int[] order = new int[2 * rank + 2];
    parted[0] = shape[0];
    joined[0] = shape[0];
    for (int i = 0; i < rank; i++) {
      parted[i + 1] = dilation[i];
      parted[rank + i + 1] = each.size(i + 1);
      joined[i + 1] *= dilation[i];
      order[2 * i + 1] = rank + i + 1;
      order[2 * i + 2] = i + 1;
    }
    parted[2 * rank + 1] = each.size(rank + 1);
    order[2 * rank + 1] = 2 * rank + 1;
    Value out = each.reshape(parted).permute(order).reshape(joined);
    for (int i = 0; i < rank; i++) {
      long required = shape[i + 1] + sign * (kernel.size(i) - 1) * dilation[i];
      out = required < out.size(i + 1) ? out.slice(i + 1, 0, required) : out;
    }
    return out;
  }
}
