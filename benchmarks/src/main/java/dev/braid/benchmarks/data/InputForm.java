package dev.braid.benchmarks.data;

import dev.braid.DType;
import dev.braid.data.signature.InputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.factory.Nd4j;

/** A form of user data. */
public enum InputForm {
  FLOATS("float[N][784]", 784, Float.BYTES, 784),
  DOUBLES("double[N][784]", 784, Double.BYTES, 784),
  IMAGES("float[N][32][32][3]", 3072, Float.BYTES, 32, 32, 3),
  IDS("int[N][100]", 100, Integer.BYTES, 100),
  LIST("List<float[784]>", 784, Float.BYTES, 784),
  ARRAY("INDArray (N, 784)", 784, Float.BYTES, 784);

  private static final int VOCABULARY = 1000;

  private final String title;
  private final int width;
  private final int bytes;
  private final long[] shape;

  InputForm(String title, int width, int bytes, long... shape) {
    this.title = title;
    this.width = width;
    this.bytes = bytes;
    this.shape = shape;
  }

  public String title() {
    return title;
  }

  /** The size of the user's data. */
  public long bytes(int rows) {
    return (long) rows * width * bytes;
  }

  /** The input that takes it. */
  InputSpec spec() {
    return new InputSpec("x", shape, DType.FLOAT32, this == IDS ? VOCABULARY : -1);
  }

  /** Creates samples of random values. */
  Object make(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    return switch (this) {
      case FLOATS -> floats(rows, random);
      case LIST -> new ArrayList<>(List.of(floats(rows, random)));
      case ARRAY -> Nd4j.createFromArray(floats(rows, random));
      case DOUBLES -> {
        double[][] all = new double[rows][];
        for (int r = 0; r < rows; r++) {
          all[r] = random.doubles(width).toArray();
        }
        yield all;
      }
      case IDS -> {
        int[][] all = new int[rows][];
        for (int r = 0; r < rows; r++) {
          all[r] = random.ints(width, 0, VOCABULARY).toArray();
        }
        yield all;
      }
      case IMAGES -> {
        float[][][][] all = new float[rows][32][32][3];
        for (float[][][] image : all) {
          for (float[][] line : image) {
            for (float[] pixel : line) {
              fill(pixel, random);
            }
          }
        }
        yield all;
      }
    };
  }

  private float[][] floats(int rows, SplittableRandom random) {
    float[][] all = new float[rows][width];
    for (float[] row : all) {
      fill(row, random);
    }
    return all;
  }

  private static void fill(float[] row, SplittableRandom random) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextDouble();
    }
  }
}
