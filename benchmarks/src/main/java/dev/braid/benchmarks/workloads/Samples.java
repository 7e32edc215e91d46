package dev.braid.benchmarks.workloads;

import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Learnable data, the same for every engine: each sample has a class, which every input depends on.
 */
public final class Samples {
  private static final long SEED = 20;
  private static final int PREFERRED_IDS = 8;

  private final Workload workload;
  private final List<InputData> ports;
  private final int rows;
  private final int[] labels;

  public Samples(Workload workload, WorkloadSize size, int batches) {
    this.workload = workload;
    this.ports = workload.ports().apply(size);
    this.rows = size.batch() * batches;
    this.labels = new SplittableRandom(SEED).ints(rows, 0, workload.classes()).toArray();
  }

  public int rows() {
    return rows;
  }

  public int[] labels() {
    return labels;
  }

  /** The inputs as plain arrays, by name: {@code float[rows]...} and {@code int[rows][length]}. */
  public Map<String, Object> arrays() {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (int p = 0; p < ports.size(); p++) {
      arrays.put(ports.get(p).name(), nested(flat(p), shapeOf(ports.get(p)), new int[] {0}, rows));
    }
    return arrays;
  }

  /** The inputs as flat arrays, by name. */
  public Map<String, NpyArray> flat() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (int p = 0; p < ports.size(); p++) {
      int[] shape = shapeWithRows(shapeOf(ports.get(p)));
      Object values = flat(p);
      arrays.put(
          ports.get(p).name(),
          values instanceof float[] numbers
              ? NpyArray.of(numbers, shape)
              : NpyArray.of((int[]) values, shape));
    }
    return arrays;
  }

  /** Writes the data as a NumPy file; inputs are named {@code x_<name>}, labels y. */
  public void write(Path npz) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    flat().forEach((name, array) -> arrays.put("x_" + name, array));
    arrays.put("y", NpyArray.of(labels, rows));
    Npz.write(npz, arrays);
  }

  private Object flat(int port) {
    SplittableRandom random = new SplittableRandom(SEED + 1 + port);
    return ports.get(port) instanceof InputData.Numbers numbers
        ? numbers(numbers, random)
        : ids((InputData.Ids) ports.get(port), random);
  }

  private float[] numbers(InputData.Numbers port, SplittableRandom random) {
    int width = 1;
    for (int n : port.shape()) {
      width *= n;
    }
    float[][] centres = new float[workload.classes()][width];
    for (float[] centre : centres) {
      for (int i = 0; i < width; i++) {
        centre[i] = (float) (random.nextDouble() - 0.5) * 0.3f;
      }
    }
    float[] values = new float[rows * width];
    for (int r = 0; r < rows; r++) {
      float[] centre = centres[labels[r]];
      for (int i = 0; i < width; i++) {
        values[r * width + i] = centre[i] + (float) (random.nextDouble() - 0.5) * 2;
      }
    }
    return values;
  }

  private int[] ids(InputData.Ids port, SplittableRandom random) {
    int[] values = new int[rows * port.length()];
    for (int r = 0; r < rows; r++) {
      int length =
          port.padded() ? random.nextInt(port.length() / 2, port.length() + 1) : port.length();
      for (int t = 0; t < length; t++) {
        int id =
            random.nextInt(3) == 0
                ? labels[r] * PREFERRED_IDS + random.nextInt(PREFERRED_IDS)
                : random.nextInt(port.vocabulary() - 1);
        values[r * port.length() + t] = 1 + id % (port.vocabulary() - 1);
      }
    }
    return values;
  }

  private static int[] shapeOf(InputData port) {
    return port instanceof InputData.Numbers numbers
        ? numbers.shape()
        : new int[] {((InputData.Ids) port).length()};
  }

  private int[] shapeWithRows(int[] sample) {
    int[] shape = new int[sample.length + 1];
    shape[0] = rows;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    return shape;
  }

  /** Reads the next {@code count} elements of a shape from a flat array, as nested Java arrays. */
  private static Object nested(Object flat, int[] shape, int[] at, int count) {
    List<Object> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (shape.length == 1) {
        Object part = Array.newInstance(flat.getClass().getComponentType(), shape[0]);
        System.arraycopy(flat, at[0], part, 0, shape[0]);
        at[0] += shape[0];
        parts.add(part);
      } else {
        int[] inner = Arrays.copyOfRange(shape, 1, shape.length);
        parts.add(nested(flat, inner, at, shape[0]));
      }
    }
    Object all = Array.newInstance(parts.get(0).getClass(), count);
    for (int i = 0; i < count; i++) {
      Array.set(all, i, parts.get(i));
    }
    return all;
  }
}
