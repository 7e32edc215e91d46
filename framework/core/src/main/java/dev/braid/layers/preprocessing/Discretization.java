package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps each number to the index of its range; ranges are chosen as in Keras.
 *
 * <p>The boundaries 0 and 1 make three ranges: below 0, from 0 to below 1, and from 1. It is a
 * layer for the graph; {@link #ids} and the methods after it do the same outside one.
 */
public final class Discretization extends BaseLayer<Discretization> implements HostLayer {
  private static final List<String> MODES = List.of("int", "one_hot", "multi_hot", "count");

  /** The number of ranges to choose; 0 if the boundaries were given. */
  private int bins;

  private double epsilon = 0.01;
  private float @Nullable [] boundaries;
  private String outputMode = "int";

  private Discretization() {}

  public static Discretization read(Config config) {
    double[] known = config.numbersOrNull("bin_boundaries");
    Discretization made =
        config.get("num_bins") == null
            ? at(known == null ? new double[0] : known)
            : into(config.integer("num_bins", 0));
    if (known != null && made.bins > 0) {
      float[] adapted = ascending(known);
      made = made.with(copy -> copy.boundaries = adapted);
    }
    return made.epsilon(config.number("epsilon", 0.01))
        .outputMode(config.text("output_mode", "int"));
  }

  /** Creates the layer with known boundaries, in ascending order. */
  public static Discretization at(double... boundaries) {
    Discretization made = new Discretization();
    made.boundaries = ascending(boundaries);
    return made;
  }

  private static float[] ascending(double[] boundaries) {
    float[] floats = new float[boundaries.length];
    boolean ascending = floats.length > 0;
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) boundaries[i];
      ascending &= Float.isFinite(floats[i]) && (i == 0 || floats[i] >= floats[i - 1]);
    }
    if (!ascending) {
      throw refusal(
          "binBoundaries", "finite numbers in ascending order", Arrays.toString(boundaries), "");
    }
    return floats;
  }

  /**
   * Creates the layer with a number of ranges, which {@link #adapt} chooses so that each contains
   * about equally many numbers.
   */
  public static Discretization into(int bins) {
    if (bins < 2) {
      throw refusal("numBins", "an integer of at least 2", bins, "");
    }
    Discretization made = new Discretization();
    made.bins = bins;
    return made;
  }

  /** Sets the tolerance of the ranges: a fraction of the data, 0.01 by default. */
  public Discretization epsilon(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw refusal("epsilon", "a fraction in (0, 1)", fraction, "");
    }
    return with(copy -> copy.epsilon = fraction);
  }

  /**
   * Sets the output in a graph: int, the index of the range; one_hot, a row for each number;
   * multi_hot or count, a row for each sample.
   */
  public Discretization outputMode(String mode) {
    if (!MODES.contains(mode)) {
      throw refusal("outputMode", "one of " + String.join(", ", MODES), mode, "");
    }
    return with(copy -> copy.outputMode = mode);
  }

  public String outputMode() {
    return outputMode;
  }

  /** A copy with boundaries that are computed from data. */
  public Discretization adapt(float... data) {
    if (bins == 0) {
      throw refusal(
          "adapt", "a number of bins", "boundaries", "Create it with discretizationInto(numBins).");
    }
    for (float number : data) {
      if (Float.isNaN(number)) {
        throw refusal("adapt", "numbers", "NaN", "Clean them with replaceNonFinite(array, 0).");
      }
    }
    if (data.length == 0) {
      throw refusal("adapt", "at least one number", "none", "");
    }
    float[] adapted = Quantiles.of(epsilon, data).boundaries(bins);
    return with(copy -> copy.boundaries = adapted);
  }

  /** Does the same as {@link #adapt(float...)} with the elements of all rows. */
  public Discretization adapt(float[][] data) {
    int size = 0;
    for (float[] row : data) {
      size += row.length;
    }
    float[] all = new float[size];
    int from = 0;
    for (float[] row : data) {
      System.arraycopy(row, 0, all, from, row.length);
      from += row.length;
    }
    return adapt(all);
  }

  /** The boundaries, one less than the number of ranges. */
  public float[] binBoundaries() {
    return known().clone();
  }

  private float[] known() {
    if (boundaries == null) {
      throw refusal(
          "binBoundaries", "boundaries computed from data", "none", "Call adapt(…) first.");
    }
    return boundaries;
  }

  private static StructureException refusal(
      String option, String expected, Object received, String fix) {
    return StructureException.of(
        "Discretization does not fit",
        new Problem("layer-option", option, expected, "received " + received, fix));
  }

  /** The index of each number's range, from 0. */
  public int[] ids(float... numbers) {
    float[] boundaries = known();
    int[] ids = new int[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      int passed = 0;
      int right = boundaries.length;
      while (passed < right) {
        int middle = (passed + right) >>> 1;
        if (numbers[i] < boundaries[middle]) {
          right = middle;
        } else {
          passed = middle + 1;
        }
      }
      ids[i] = passed;
    }
    return ids;
  }

  public int[][] ids(float[][] rows) {
    return Arrays.stream(rows).map(this::ids).toArray(int[][]::new);
  }

  /** A row with a single 1 for each number. */
  public float[][] oneHot(float... numbers) {
    return IdEncoding.oneHot(ids(numbers), known().length + 1);
  }

  /** A row for each sample that marks the ranges of its numbers. */
  public float[][] multiHot(float[][] rows) {
    return IdEncoding.multiHot(ids(rows), known().length + 1);
  }

  /** A row for each sample that counts its numbers in each range. */
  public float[][] counts(float[][] rows) {
    return IdEncoding.counts(ids(rows), known().length + 1);
  }

  // ---- in a graph

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    long depth = known().length + 1L;
    if (outputMode.equals("int")) {
      return List.of(input.withDtype(DType.INT32));
    }
    if (!outputMode.equals("one_hot")) {
      return List.of(only(inputs, 1, "(batch, numbers)").withLast(depth));
    }
    return List.of(IdEncoding.output(this, input, outputMode, depth));
  }

  /** The layer computes in the graph, unless a layer before the graph reads it. */
  @Override
  public boolean runsBeforeGraph() {
    return false;
  }

  @Override
  public HostArray compute(List<HostArray> inputs) {
    HostArray numbers = inputs.get(0);
    return IdEncoding.encoded(
        outputMode, ids(numbers.floats()), numbers.shape(), known().length + 1);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value ids = inputs.get(0).zeros();
    for (float boundary : known()) {
      ids = ids.add(inputs.get(0).binary(Binary.GREATER_EQUAL, boundary));
    }
    long depth = known().length + 1L;
    return switch (outputMode) {
      case "int" -> ids;
      case "one_hot" -> IdEncoding.oneHot(ids, depth);
      case "count" -> ids.oneHot(depth).sum(false, 1);
      default -> ids.oneHot(depth).max(false, 1);
    };
  }

  @Override
  public String className() {
    return "Discretization";
  }

  @Override
  public Config config() {
    return new Config()
        .put("bin_boundaries", boundaries == null ? null : doubles(boundaries))
        .put("num_bins", bins == 0 ? null : bins)
        .put("epsilon", epsilon)
        .put("output_mode", outputMode)
        .put("sparse", false)
        .put("name", name())
        .put("dtype", "float32");
  }

  /** The shortest decimal representation of each float, as a double. */
  private static double[] doubles(float... numbers) {
    double[] wide = new double[numbers.length];
    Arrays.setAll(wide, i -> Double.parseDouble(Float.toString(numbers[i])));
    return wide;
  }

  @Override
  protected void describe(Config config) {
    // config() is overridden: Keras uses another order here
  }
}
