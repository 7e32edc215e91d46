package dev.braid.ops;

import java.util.List;

/**
 * Resizes images: along each axis every new pixel is a weighted sum of old ones, with the weights
 * of Keras' JAX backend.
 *
 * @param kind nearest, bilinear, bicubic, lanczos3 or lanczos5
 * @param antialias whether windows are enlarged for smaller images
 */
public record ImageResize(String kind, boolean antialias) {
  /** Sums of weights below this count as zero. */
  private static final double NOTHING = 1000 * 1.1920929e-7;

  /** Resizes (samples, height, width, channels) to another height and width. */
  public Value apply(Value x, long height, long width) {
    Size samples = x.sizeOf(0);
    Size channels = x.sizeOf(3);
    Value out = x;
    if (x.size(1) != height) {
      Value rows = x.reshape(List.of(samples, x.sizeOf(1), x.sizeOf(2).times(channels)));
      out =
          along(rows, x.size(1), height)
              .reshape(List.of(samples, Size.of(height), x.sizeOf(2), channels));
    }
    if (x.size(2) != width) {
      Value columns = out.reshape(List.of(samples.times(height), x.sizeOf(2), channels));
      out =
          along(columns, x.size(2), width)
              .reshape(List.of(samples, Size.of(height), Size.of(width), channels));
    }
    return out;
  }

  /** The largest centered crop with the aspect ratio of a size. */
  public static Value middle(Value x, long height, long width) {
    long high = Math.max(Math.min(x.size(1), (long) ((double) (x.size(2) * height) / width)), 1);
    long wide = Math.max(Math.min(x.size(2), (long) ((double) (x.size(1) * width) / height)), 1);
    return piece(x, (x.size(1) - high) / 2, (x.size(2) - wide) / 2, high, wide);
  }

  /** A crop of the images. */
  public static Value piece(Value x, long top, long left, long height, long width) {
    return x.slice(1, top, top + height).slice(2, left, left + width);
  }

  private Value along(Value x, long from, long to) {
    Value weights = Value.of(weights(Math.toIntExact(from), Math.toIntExact(to)), 1, to, from);
    return weights
        .asTypeOf(x)
        .broadcastTo(List.of(x.sizeOf(0), Size.of(to), Size.of(from)))
        .matmul(x);
  }

  /** For each new pixel the weights of the old ones. */
  private double[] weights(int from, int to) {
    double[] weights = new double[to * from];
    double step = (double) from / to;
    double reach = antialias ? Math.max(step, 1) : 1;
    for (int i = 0; i < to; i++) {
      if (kind.equals("nearest")) {
        weights[i * from + (int) Math.floor((float) ((i + 0.5) * step))] = 1;
        continue;
      }
      double at = (i + 0.5) * step - 0.5;
      double sum = 0;
      for (int k = 0; k < from; k++) {
        weights[i * from + k] = curve(Math.abs(at - k) / reach);
        sum += weights[i * from + k];
      }
      for (int k = 0; k < from; k++) {
        weights[i * from + k] = Math.abs(sum) > NOTHING ? weights[i * from + k] / sum : 0;
      }
    }
    return weights;
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
    double turn = Math.PI * x;
    return x > 1e-3 ? radius * Math.sin(turn) * Math.sin(turn / radius) / (turn * turn) : 1;
  }
}
