package dev.braid.ops;

import java.util.List;
import java.util.Locale;

/** Images in another size: along each axis every new pixel is a weighted sum of old ones. */
final class Resizing {
  /** Sums of weights that are smaller count as none. */
  private static final double NOTHING = 1000 * 1.1920929e-7;

  private final String kind;
  private final boolean antialias;

  private Resizing(String kind, boolean antialias) {
    this.kind = kind;
    this.antialias = antialias;
  }

  /** Images with channels last, by the options of the operation. */
  static Value of(Arguments in, Value x) {
    long[] size = in.integers("size");
    if (size.length != 2 || size[0] < 1 || size[1] < 1) {
      throw new IllegalArgumentException("the size has to be a height and a width above 0");
    }
    String kind = in.text("interpolation").toLowerCase(Locale.ROOT);
    if (!List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5").contains(kind)) {
      throw new IllegalArgumentException(
          "the interpolation has to be nearest, bilinear, bicubic, lanczos3 or lanczos5, and is "
              + kind);
    }
    if (x.size(1) < 0 || x.size(2) < 0) {
      if (x instanceof ShapeValue) {
        return new ShapeValue(Scalars.type(x), x.size(0), size[0], size[1], x.size(3));
      }
      throw new IllegalArgumentException("the height and the width of the images are not known");
    }
    Value image = x;
    if (in.flag("crop_to_aspect_ratio")) {
      image = cropped(x, size[0], size[1]);
    } else if (in.flag("pad_to_aspect_ratio")) {
      image = padded(x, size[0], size[1], in.real("fill_value"));
    }
    Resizing resizing = new Resizing(kind, in.flag("antialias"));
    return resizing.along(resizing.along(image, 1, size[0]), 2, size[1]);
  }

  /** The largest piece in the middle that has the proportions of a size. */
  private static Value cropped(Value x, long height, long width) {
    long high = Math.max(Math.min(x.size(1), (long) ((double) (x.size(2) * height) / width)), 1);
    long wide = Math.max(Math.min(x.size(2), (long) ((double) (x.size(1) * width) / height)), 1);
    long top = (x.size(1) - high) / 2;
    long left = (x.size(2) - wide) / 2;
    return x.slice(1, top, top + high).slice(2, left, left + wide);
  }

  /** The image with margins, so that it has the proportions of a size. */
  private static Value padded(Value x, long height, long width, double fill) {
    long high = Math.max(x.size(1), (long) ((double) (x.size(2) * height) / width));
    long wide = Math.max(x.size(2), (long) ((double) (x.size(1) * width) / height));
    long top = (high - x.size(1)) / 2;
    long left = (wide - x.size(2)) / 2;
    return x.pad(1, top, high - x.size(1) - top, fill).pad(2, left, wide - x.size(2) - left, fill);
  }

  private Value along(Value x, int axis, long size) {
    if (x.size(axis) == size) {
      return x;
    }
    int from = Math.toIntExact(x.size(axis));
    int to = Math.toIntExact(size);
    if (kind.equals("nearest")) {
      return x.take(x.backend().integers(nearest(from, to)), axis);
    }
    float[] weights = weights(from, to);
    Value matrix = Scalars.typed(x.backend().adopt(Value.of(weights, to, from)), Scalars.type(x));
    Contraction product =
        axis == 1 ? new Contraction("yh", "bhwc", "bywc") : new Contraction("xw", "bhwc", "bhxc");
    return product.apply(matrix, Scalars.fractions(x));
  }

  private static long[] nearest(int from, int to) {
    long[] positions = new long[to];
    for (int i = 0; i < to; i++) {
      positions[i] = (long) Math.floor((float) ((i + 0.5) * from / to));
    }
    return positions;
  }

  /** For each new pixel the weights of the old ones. */
  private float[] weights(int from, int to) {
    float[] all = new float[to * from];
    double step = (double) from / to;
    double reach = antialias ? Math.max(step, 1) : 1;
    double[] weights = new double[from];
    for (int i = 0; i < to; i++) {
      double at = (i + 0.5) * step - 0.5;
      double sum = 0;
      for (int k = 0; k < from; k++) {
        weights[k] = curve(Math.abs(at - k) / reach);
        sum += weights[k];
      }
      for (int k = 0; k < from; k++) {
        all[i * from + k] = (float) (Math.abs(sum) > NOTHING ? weights[k] / sum : 0);
      }
    }
    return all;
  }

  private double curve(double x) {
    return switch (kind) {
      case "bilinear" -> Math.max(0, 1 - x);
      case "bicubic" -> cubic(x);
      case "lanczos3" -> lanczos(3, x);
      default -> lanczos(5, x);
    };
  }

  private static double cubic(double x) {
    if (x >= 2) {
      return 0;
    }
    return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
  }

  private static double lanczos(double radius, double x) {
    if (x > radius) {
      return 0;
    }
    double angle = Math.PI * x;
    return x > 1e-3 ? radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle) : 1;
  }
}
