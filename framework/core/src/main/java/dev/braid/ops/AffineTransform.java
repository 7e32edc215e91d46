package dev.braid.ops;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An affine transform of images.
 *
 * @param fillMode how pixels beyond the edges are filled: constant, reflect, wrap or nearest
 * @param fillValue the constant
 * @param bilinear whether four pixels are interpolated, or the nearest one is taken
 */
public record AffineTransform(String fillMode, double fillValue, boolean bilinear) {
  /**
   * One of the pixels from which a new one is interpolated: index, fraction, and added constant.
   */
  private record Corner(int[] rows, double[] fractions, double[] added) {
    Corner(int pixels) {
      this(new int[pixels], new double[pixels], new double[pixels]);
    }
  }

  /** Transforms each image by separate coefficients a0, a1, a2, b0, b1, b2. */
  public Value apply(Value x, double[][] sources) {
    int samples = (int) x.size(0);
    int height = (int) x.size(1);
    int width = (int) x.size(2);
    List<Corner> corners = new ArrayList<>();
    for (int i = 0; i < (bilinear ? 4 : 1); i++) {
      corners.add(new Corner(samples * height * width));
    }
    int pixel = 0;
    for (int sample = 0; sample < samples; sample++) {
      double[] s = sources[sample];
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          double across = s[0] * column + s[1] * row + s[2];
          double down = s[3] * column + s[4] * row + s[5];
          find(corners, pixel++, sample, new double[] {down, across}, new int[] {height, width});
        }
      }
    }
    Value table = x.reshape((long) samples * height * width, x.size(3));
    Value out = interpolated(table, corners.get(0));
    for (Corner corner : corners.subList(1, corners.size())) {
      out = out.add(interpolated(table, corner));
    }
    return out.reshape(x.shape());
  }

  private void find(List<Corner> corners, int pixel, int sample, double[] at, int... size) {
    if (!bilinear) {
      put(corners.get(0), pixel, sample, new long[] {nearest(at[0]), nearest(at[1])}, 1, size);
      return;
    }
    long top = (long) Math.floor(at[0]);
    long left = (long) Math.floor(at[1]);
    double below = at[0] - top;
    double right = at[1] - left;
    for (int i = 0; i < 4; i++) {
      int down = i / 2;
      int across = i % 2;
      double fraction = (down == 1 ? below : 1 - below) * (across == 1 ? right : 1 - right);
      put(corners.get(i), pixel, sample, new long[] {top + down, left + across}, fraction, size);
    }
  }

  private static long nearest(double at) {
    return (long) (Math.signum(at) * Math.floor(Math.abs(at) + 0.5));
  }

  private void put(Corner corner, int pixel, int sample, long[] at, double fraction, int... size) {
    boolean outside = at[0] < 0 || at[0] >= size[0] || at[1] < 0 || at[1] >= size[1];
    if (outside && fillMode.equals("constant")) {
      corner.added[pixel] = fraction * fillValue;
      return;
    }
    long row = inside(at[0], size[0]);
    long column = inside(at[1], size[1]);
    corner.rows[pixel] = (int) ((sample * (long) size[0] + row) * size[1] + column);
    corner.fractions[pixel] = fraction;
  }

  /** The position in the image that replaces one beyond its edges. */
  private long inside(long at, long size) {
    return switch (fillMode) {
      case "wrap" -> Math.floorMod(at, size);
      case "reflect" -> {
        long place = Math.floorMod(at, 2 * size);
        yield place < size ? place : 2 * size - 1 - place;
      }
      default -> Math.max(0, Math.min(size - 1, at));
    };
  }

  private Value interpolated(Value table, Corner corner) {
    Value found = table.rows(Nd4j.createFromArray(corner.rows));
    Value part = found.multiply(column(corner.fractions, table.dataType()));
    return fillMode.equals("constant") && fillValue != 0
        ? part.add(Value.constant(column(corner.added, table.dataType())))
        : part;
  }

  private static INDArray column(double[] numbers, DataType type) {
    return Nd4j.createFromArray(numbers).castTo(type).reshape('c', numbers.length, 1);
  }
}
