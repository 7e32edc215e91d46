package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Tells which range each number lies in, with Keras' way to choose ranges.
 *
 * <p>The boundaries 0 and 1 make three ranges: below 0, from 0 to below 1, and from 1. It is a
 * layer for the graph, and {@link #ids} and its kind do the same before one.
 */
public final class Discretization extends BaseLayer<Discretization> {
  private static final List<String> MODES = List.of("int", "one_hot", "multi_hot", "count");

  /** How many ranges to choose; 0 where the boundaries were given. */
  private int bins;

  private double epsilon = 0.01;
  private float[] boundaries;
  private String outputMode = "int";

  private Discretization() {}

  public static Discretization read(Config config) {
    double[] known = config.numbers("bin_boundaries");
    Discretization made =
        config.get("num_bins") == null ? at(known) : into(config.integer("num_bins", 0));
    if (known != null && made.bins > 0) {
      float[] learnt = rising(known);
      made = made.with(copy -> copy.boundaries = learnt);
    }
    return made.epsilon(config.number("epsilon", 0.01))
        .outputMode(config.text("output_mode", "int"));
  }

  /** Known boundaries, in rising order. */
  public static Discretization at(double... boundaries) {
    Discretization made = new Discretization();
    made.boundaries = rising(boundaries);
    return made;
  }

  private static float[] rising(double... boundaries) {
    float[] own = new float[boundaries == null ? 0 : boundaries.length];
    boolean rising = own.length > 0;
    for (int i = 0; i < own.length; i++) {
      own[i] = (float) boundaries[i];
      rising &= Float.isFinite(own[i]) && (i == 0 || own[i] >= own[i - 1]);
    }
    if (!rising) {
      throw refusal(
          "binBoundaries", "finite numbers in rising order", Arrays.toString(boundaries), "");
    }
    return own;
  }

  /** So many ranges, which {@link #adapt} chooses so that each holds about as many numbers. */
  public static Discretization into(int bins) {
    if (bins < 2) {
      throw refusal("numBins", "a number from 2", bins, "");
    }
    Discretization made = new Discretization();
    made.bins = bins;
    return made;
  }

  /** How roughly ranges may be chosen: a share of the data, 0.01 unless it is said. */
  public Discretization epsilon(double share) {
    if (!(share > 0 && share < 1)) {
      throw refusal("epsilon", "a share in (0, 1)", share, "");
    }
    return with(copy -> copy.epsilon = share);
  }

  /**
   * What the layer gives in a graph: int, the number of the range; one_hot, a row for each number;
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

  /** The same with boundaries that these numbers choose. */
  public Discretization adapt(float... data) {
    if (bins == 0) {
      throw refusal(
          "adapt", "a number of bins", "boundaries", "Make it by discretizationInto(numBins).");
    }
    for (float number : data) {
      if (Float.isNaN(number)) {
        throw refusal("adapt", "numbers", "NaN", "Clean them with replaceNonFinite(array, 0).");
      }
    }
    if (data.length == 0) {
      throw refusal("adapt", "at least one number", "none", "");
    }
    float[] learnt = Quantiles.of(epsilon, data).boundaries(bins);
    return with(copy -> copy.boundaries = learnt);
  }

  /** {@link #adapt(float...)} on all numbers of some rows. */
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

  /** The boundaries; there is one range more. */
  public float[] binBoundaries() {
    return known().clone();
  }

  private float[] known() {
    if (boundaries == null) {
      throw refusal("binBoundaries", "boundaries learnt from data", "none", "Call adapt(…) first.");
    }
    return boundaries;
  }

  private static StructureException refusal(
      String option, String expected, Object received, String fix) {
    return StructureException.of(
        "Discretization does not fit",
        new Problem("layer-option", option, expected, "received " + received, fix));
  }

  /** The number of each one's range, from 0. */
  public int[] ids(float... numbers) {
    float[] ends = known();
    int[] ids = new int[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      int passed = 0;
      int right = ends.length;
      while (passed < right) {
        int middle = (passed + right) >>> 1;
        if (numbers[i] < ends[middle]) {
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
    return Encoding.oneHot(ids(numbers), known().length + 1);
  }

  /** A row for each sample that says in which ranges it has numbers. */
  public float[][] multiHot(float[][] rows) {
    return Encoding.multiHot(ids(rows), known().length + 1);
  }

  /** A row for each sample that says how many numbers it has in each range. */
  public float[][] counts(float[][] rows) {
    return Encoding.counts(ids(rows), known().length + 1);
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
    if (input.rank() == 0) {
      throw refusal(inputs, "at least one axis beside the batch axis", "");
    }
    if (input.last() == 1) {
      return List.of(input.withLast(depth));
    }
    long[] shape = Arrays.copyOf(input.shape(), input.rank() + 1);
    shape[input.rank()] = depth;
    return List.of(new Spec(shape, DType.FLOAT32));
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
      case "one_hot" -> Encoding.oneHot(ids, depth);
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

  /** The shortest decimal numbers that are these floats. */
  private static double[] doubles(float... numbers) {
    double[] wide = new double[numbers.length];
    Arrays.setAll(wide, i -> Double.parseDouble(Float.toString(numbers[i])));
    return wide;
  }

  @Override
  protected void describe(Config config) {
    // config() is written whole above: Keras' layer has an order of its own
  }
}
