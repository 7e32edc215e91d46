package dev.braid.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Computes convolutions and pooling by Keras' options. */
final class WindowOperations {
  private WindowOperations() {}

  static Value convolution(Arguments in) {
    Value x = channelsLast(in);
    Value kernel = in.value(1);
    Convolution convolution = of(in, x);
    if (padding(in).equals("causal")) {
      x = x.pad(1, (kernel.size(0) - 1) * convolution.dilation()[0], 0, 0);
    }
    long groups = groups(x, kernel);
    if (groups == 1) {
      return back(in, convolution.apply(x, kernel, null));
    }
    long channels = kernel.size(-2);
    long filters = kernel.size(-1) / groups;
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      parts.add(
          convolution.apply(
              x.slice(-1, i * channels, (i + 1) * channels),
              kernel.slice(-1, i * filters, (i + 1) * filters),
              null));
    }
    return back(in, Value.concat(-1, parts));
  }

  private static long groups(Value x, Value kernel) {
    if (x.rank() != kernel.rank()) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernel.rank()
              + " axes for inputs of "
              + x.rank()
              + "; both must have the same number");
    }
    long channels = x.size(-1);
    long each = kernel.size(-2);
    if (channels < 0 || each < 0 || channels == each) {
      return 1;
    }
    if (each == 0 || channels % each != 0 || kernel.size(-1) % (channels / each) != 0) {
      throw new IllegalArgumentException(
          "a kernel of the shape "
              + ShapeRules.text(kernel.shape())
              + " for "
              + channels
              + " channels");
    }
    return channels / each;
  }

  static Value depthwise(Arguments in) {
    Value x = channelsLast(in);
    sameChannels(x, in.value(1));
    return back(in, of(in, x).depthwise(x, in.value(1), null));
  }

  private static void sameChannels(Value x, Value kernel) {
    if (x.rank() != kernel.rank() || x.size(-1) != kernel.size(-2) && x.size(-1) >= 0) {
      throw new IllegalArgumentException(
          "a kernel of the shape "
              + ShapeRules.text(kernel.shape())
              + " for inputs of the shape "
              + ShapeRules.text(x.shape()));
    }
  }

  static Value separable(Arguments in) {
    Value x = channelsLast(in);
    sameChannels(x, in.value(1));
    Value each = of(in, x).depthwise(x, in.value(1), null);
    long[] ones = new long[x.rank() - 2];
    Arrays.fill(ones, 1);
    return back(in, new Convolution(ones, ones, false).apply(each, in.value(2), null));
  }

  static Value transposed(Arguments in) {
    Value x = channelsLast(in);
    Value kernel = in.value(1);
    Convolution convolution = of(in, x);
    boolean same = padding(in).equals("same");
    Value out =
        new Convolution(convolution.strides(), convolution.dilation(), false).transposed(x, kernel);
    for (int i = 0; i < x.rank() - 2; i++) {
      long stride = convolution.strides()[i];
      long extent = (kernel.size(i) - 1) * convolution.dilation()[i] + 1;
      long[] output = in.isGiven("output_padding") ? in.integers("output_padding") : null;
      Long extra = output == null ? null : output[output.length == 1 ? 0 : i];
      out = cropped(out, x, i + 1, stride, extent, same, extra);
    }
    return back(in, out);
  }

  /** Crops the full result of an axis to what Keras keeps. */
  private static Value cropped(
      Value full, Value x, int axis, long stride, long extent, boolean same, @Nullable Long extra) {
    if (!same) {
      long behind = extra == null ? Math.max(0, stride - extent) : extra;
      return behind == 0 ? full : full.pad(axis, 0, behind, 0);
    }
    long around = extra == null ? stride + extent - 2 : extent + extent % 2 - 2 + extra;
    long from = extent - 1 - Math.min((around + 1) / 2, extent - 1);
    long more = extra == null ? 0 : extent % 2 + extra - stride;
    long missing = Math.max(0, stride + more + from - extent);
    Value padded = missing == 0 ? full : full.pad(axis, 0, missing, 0);
    Size required = x.sizeOf(axis).times(stride);
    required = more < 0 ? required.minus(Size.of(-more)) : required.plus(Size.of(more));
    return padded.slice(axis, Size.of(from), required.plus(Size.of(from)), 1);
  }

  static Value pool(Arguments in, boolean largest) {
    Value x = channelsLast(in);
    int rank = x.rank() - 2;
    long[] size = each(in, "pool_size", rank);
    long[] strides = in.isGiven("strides") ? each(in, "strides", rank) : size;
    Pooling pooling = new Pooling(size, strides, padding(in).equals("same"));
    return back(in, largest ? pooling.max(x) : pooling.average(x));
  }

  private static Convolution of(Arguments in, Value x) {
    int rank = x.rank() - 2;
    long[] strides = each(in, "strides", rank);
    long[] dilation = each(in, "dilation_rate", rank);
    if (Arrays.stream(strides).anyMatch(step -> step > 1)
        && Arrays.stream(dilation).anyMatch(step -> step > 1)) {
      throw new IllegalArgumentException("strides and dilation_rate are both above 1");
    }
    return new Convolution(strides, dilation, padding(in).equals("same"));
  }

  private static String padding(Arguments in) {
    String padding = in.text("padding").toLowerCase(Locale.ROOT);
    if (!List.of("valid", "same", "causal").contains(padding)) {
      throw new IllegalArgumentException("expected the padding valid or same, received " + padding);
    }
    return padding;
  }

  private static long[] each(Arguments in, String option, int rank) {
    long[] given = in.integers(option);
    if (given.length != 1 && given.length != rank) {
      throw new IllegalArgumentException(
          given.length + " numbers for " + option + " over " + rank + " axes");
    }
    long[] all = given.length == rank ? given : new long[rank];
    if (given.length != rank) {
      Arrays.fill(all, given[0]);
    }
    return all;
  }

  private static boolean channelsFirst(Arguments in) {
    return "channels_first".equals(in.option("data_format"));
  }

  private static Value channelsLast(Arguments in) {
    Value x = in.value(0);
    if (x.rank() < 3 || x.rank() > 5) {
      throw new IllegalArgumentException("inputs of " + x.rank() + " axes; 3 to 5 are required");
    }
    return channelsFirst(in) ? x.permute(Axes.moved(new int[] {1}, new int[] {-1}, x.rank())) : x;
  }

  private static Value back(Arguments in, Value out) {
    return channelsFirst(in)
        ? out.permute(Axes.moved(new int[] {-1}, new int[] {1}, out.rank()))
        : out;
  }
}
