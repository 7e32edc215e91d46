package dev.braid.layers.regularization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of random draws, with the batch axis; 1 shares one draw along an axis. */
record NoiseShape(long[] sizes) {
  static @Nullable NoiseShape read(Config config) {
    long[] sizes = config.sizes("noise_shape");
    return sizes.length == 0 ? null : new NoiseShape(sizes);
  }

  /** The shape as Keras writes it, with null for the input's sizes. */
  static @Nullable List<Object> written(@Nullable NoiseShape shape) {
    if (shape == null) {
      return null;
    }
    List<Object> written = new ArrayList<>();
    for (long size : shape.sizes) {
      written.add(size < 0 ? null : size);
    }
    return written;
  }

  boolean valid() {
    return sizes.length > 0 && Arrays.stream(sizes).allMatch(size -> size == Spec.ANY || size > 0);
  }

  /** True if the shape broadcasts to the input. */
  boolean fits(Spec input) {
    boolean fits = sizes.length == input.rank() + 1;
    for (int i = 1; fits && i < sizes.length; i++) {
      long size = input.size(i - 1);
      fits = sizes[i] < 2 || size < 0 || sizes[i] == size;
    }
    return fits;
  }

  /** The sizes for an input of this shape. */
  static long[] of(@Nullable NoiseShape shape, long... input) {
    long[] found = input.clone();
    if (shape != null) {
      Arrays.setAll(found, i -> shape.sizes[i] < 0 ? input[i] : shape.sizes[i]);
    }
    return found;
  }

  @Override
  public String toString() {
    return Spec.text(sizes).replace("(?, ", "(");
  }
}
