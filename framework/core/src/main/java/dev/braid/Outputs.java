package dev.braid;

import dev.braid.internal.text.Nearest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a model predicted, by the names of its outputs. */
public final class Outputs {
  private final Map<String, INDArray> arrays;

  Outputs(List<String> names, List<INDArray> values) {
    Map<String, INDArray> map = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      map.put(names.get(i), values.get(i));
    }
    this.arrays = Collections.unmodifiableMap(map);
  }

  /** The prediction of a model with one output. */
  public INDArray array() {
    if (arrays.size() != 1) {
      throw StructureException.of(
          "The prediction is not one array",
          new Problem(
              "unknown-output",
              "",
              "the name of one of " + Nearest.among("", arrays.keySet()),
              "received none",
              "Use get(\"name\")."));
    }
    return arrays.values().iterator().next();
  }

  /** The prediction of an output. */
  public INDArray get(String output) {
    INDArray array = arrays.get(output);
    if (array == null) {
      throw StructureException.of(
          "The model has no output with this name",
          new Problem(
              "unknown-output",
              output,
              "one of " + Nearest.among(output, arrays.keySet()),
              "received \"" + output + '"',
              Nearest.to(output, arrays.keySet())
                  .map(near -> "Did you mean \"" + near + "\"?")
                  .orElse("")));
    }
    return array;
  }

  /** All predictions by output, in the model's order. */
  public Map<String, INDArray> map() {
    return arrays;
  }

  /** The rows of an output with one vector (or one value) for each sample. */
  public float[][] floats(String output) {
    return rows(output, get(output), "get(\"" + output + "\")");
  }

  /** The rows of the only output. */
  public float[][] floats() {
    return rows(String.join("", arrays.keySet()), array(), "array()");
  }

  private static float[][] rows(String output, INDArray array, String advice) {
    if (array.rank() > 2) {
      throw StructureException.of(
          "The prediction has no rows of numbers",
          new Problem(
              "rank",
              output,
              "at most two axes for floats(…)",
              "received the shape " + Arrays.toString(array.shape()),
              "Use " + advice + ", which gives the INDArray."));
    }
    int width = Math.toIntExact(array.rank() == 1 ? 1 : array.size(1));
    boolean plain = array.ordering() == 'c' && !array.isView();
    float[] all = (plain ? array : array.dup('c')).data().asFloat();
    float[][] rows = new float[Math.toIntExact(array.size(0))][width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, i * width, rows[i], 0, width);
    }
    return rows;
  }

  @Override
  public String toString() {
    return arrays.entrySet().stream()
        .map(e -> e.getKey() + " " + Arrays.toString(e.getValue().shape()))
        .collect(Collectors.joining(", "));
  }
}
