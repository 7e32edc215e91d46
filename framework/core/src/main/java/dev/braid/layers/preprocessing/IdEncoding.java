package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.layers.HostArray;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Encodes ids as rows of numbers; ids below 0 are ignored. */
final class IdEncoding {
  private IdEncoding() {}

  /** The output mode of that name, where Keras' old names are accepted too. */
  static String mode(Layer layer, String written, List<String> modes) {
    String mode =
        written.equals("binary") ? "multi_hot" : written.equals("tf-idf") ? "tf_idf" : written;
    if (!modes.contains(mode)) {
      throw StructureException.of(
          layer.label() + " cannot be made",
          new Problem(
              "layer-option",
              "outputMode",
              "one of " + String.join(", ", modes),
              "received " + written,
              ""));
    }
    return mode;
  }

  /** Refuses inputs of numbers where texts are required, or the other way round. */
  static void requireTexts(Layer layer, List<Spec> inputs, boolean texts) {
    if (inputs.stream().anyMatch(input -> texts != (input.dtype() == DType.STRING))) {
      throw StructureException.of(
          layer.label() + " cannot be applied",
          new Problem(
              "layer-input",
              layer.nameOrAutomatic(),
              texts ? "texts" : "numbers",
              "received " + inputs.stream().map(Spec::toString).collect(Collectors.joining(", ")),
              texts ? "Declare the input as texts: input(\"text\", DType.STRING, 1)." : ""));
    }
  }

  /** What becomes of ids of a given shape by an output mode. */
  static Spec output(Layer layer, Spec input, String mode, long depth) {
    if (mode.equals("int")) {
      return input.withDtype(DType.INT64);
    }
    if (mode.equals("one_hot") && (input.rank() == 0 || input.last() != 1)) {
      long[] shape = Arrays.copyOf(input.shape(), input.rank() + 1);
      shape[input.rank()] = depth;
      return new Spec(shape, DType.FLOAT32);
    }
    if (input.rank() == 0) {
      throw layer.refusal(
          List.of(input),
          "at least one axis besides the batch axis",
          "A row stands for all elements of a sample: declare the input with the shape (1).");
    }
    return input.withLast(depth);
  }

  /** Encodes ids by an output mode, as {@link #output} declares. */
  static HostArray encoded(String mode, int[] ids, long[] shape, int depth) {
    if (mode.equals("int")) {
      return HostArray.of(Arrays.stream(ids).asLongStream().toArray(), shape);
    }
    int last = shape.length - 1;
    boolean each = mode.equals("one_hot") && (last == 0 || shape[last] != 1);
    long[] sizes = each ? Arrays.copyOf(shape, shape.length + 1) : shape.clone();
    sizes[sizes.length - 1] = depth;
    int row = each ? 1 : Math.toIntExact(shape[last]);
    float[] rows = new float[Math.multiplyExact(row == 0 ? 0 : ids.length / row, depth)];
    boolean counts = mode.equals("count") || mode.equals("tf_idf");
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= 0) {
        int at = i / row * depth + ids[i];
        rows[at] = counts ? rows[at] + 1 : 1;
      }
    }
    return HostArray.of(rows, sizes);
  }

  /** A one-hot row for each id in a graph. */
  static Value oneHot(Value ids, long depth) {
    return (ids.size(-1) == 1 ? ids.squeeze(-1) : ids).oneHot(depth);
  }

  /** A row with a single 1 for each id. */
  static float[][] oneHot(int[] ids, int depth) {
    float[][] rows = new float[ids.length][depth];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] >= 0) {
        rows[i][ids[i]] = 1;
      }
    }
    return rows;
  }

  /** A row for each sample that marks its ids. */
  static float[][] multiHot(int[][] ids, int depth) {
    float[][] rows = new float[ids.length][depth];
    for (int i = 0; i < ids.length; i++) {
      for (int id : ids[i]) {
        if (id >= 0) {
          rows[i][id] = 1;
        }
      }
    }
    return rows;
  }

  /** A row for each sample that counts its ids. */
  static float[][] counts(int[][] ids, int depth) {
    float[][] rows = new float[ids.length][depth];
    for (int i = 0; i < ids.length; i++) {
      for (int id : ids[i]) {
        if (id >= 0) {
          rows[i][id]++;
        }
      }
    }
    return rows;
  }
}
