package dev.braid.data;

import dev.braid.DType;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A randomly drawn model, with values that fit it. */
final class RandomStructure {
  private static final Map<TargetKind, String> LOSSES =
      Map.of(
          TargetKind.VALUES, "mse()",
          TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()",
          TargetKind.ONE_HOT, "categoricalCrossentropy()",
          TargetKind.PROBABILITY, "binaryCrossentropy()",
          TargetKind.SIGN, "hinge()");

  /** Sorted, so that a seed gives one structure. */
  private static final List<TargetKind> KINDS = LOSSES.keySet().stream().sorted().toList();

  final Random random;
  final ModelSignature model;
  final int samples;

  /** One flat array for each input. */
  final Map<String, double[]> x = new LinkedHashMap<>();

  /** One flat array for each output. */
  final Map<String, double[]> y = new LinkedHashMap<>();

  RandomStructure(long seed) {
    random = new Random(seed);
    samples = 2 + random.nextInt(9);
    List<InputSpec> inputs = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      boolean ids = random.nextInt(4) == 0;
      inputs.add(new InputSpec("input_" + i, shape(), DType.FLOAT32, ids ? 50 : -1));
    }
    List<OutputSpec> outputs = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      TargetKind kind = KINDS.get(random.nextInt(KINDS.size()));
      outputs.add(OutputSpec.of("output_" + i, kind, LOSSES.get(kind), prediction(kind)));
    }
    model = new ModelSignature("model", inputs, outputs, true);
    for (InputSpec spec : inputs) {
      double[] values = new double[samples * size(spec.shape())];
      Arrays.setAll(
          values, i -> spec.holdsIntegers() ? random.nextInt(50) : random.nextInt(100) / 4.0);
      x.put(spec.name(), values);
    }
    for (OutputSpec spec : outputs) {
      y.put(spec.name(), target(spec));
    }
  }

  private long[] shape() {
    long[] shape = new long[1 + random.nextInt(3)];
    Arrays.setAll(shape, axis -> 2 + random.nextInt(4));
    return shape;
  }

  private long[] prediction(TargetKind kind) {
    int last = kind == TargetKind.VALUES ? 1 + random.nextInt(3) : 3;
    boolean two = kind == TargetKind.PROBABILITY || kind == TargetKind.SIGN;
    long width = two ? 1 : last;
    return random.nextInt(3) == 0 ? new long[] {4, width} : new long[] {width};
  }

  private double[] target(OutputSpec spec) {
    int width = (int) spec.classes();
    boolean index = spec.target() == TargetKind.CLASS_INDEX;
    double[] values = new double[samples * size(spec.shape()) / (index ? width : 1)];
    switch (spec.target()) {
      case VALUES -> Arrays.setAll(values, i -> random.nextInt(100) / 4.0);
      case CLASS_INDEX -> Arrays.setAll(values, i -> random.nextInt(width));
      case ONE_HOT -> {
        for (int row = 0; row < values.length / width; row++) {
          values[row * width + random.nextInt(width)] = 1;
        }
      }
      default -> Arrays.setAll(values, i -> random.nextInt(2));
    }
    return values;
  }

  /** The shape of a target as it reaches the loss, the batch axis first. */
  int[] targetShape(OutputSpec spec) {
    int[] shape = withBatch(spec.shape());
    boolean index = spec.target() == TargetKind.CLASS_INDEX;
    return index ? Arrays.copyOf(shape, shape.length - 1) : shape;
  }

  int[] inputShape(InputSpec spec) {
    return withBatch(spec.shape());
  }

  private int[] withBatch(long[] shape) {
    int[] all = new int[shape.length + 1];
    all[0] = samples;
    for (int axis = 0; axis < shape.length; axis++) {
      all[axis + 1] = (int) shape[axis];
    }
    return all;
  }

  static int size(long[] shape) {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** All inputs in randomly drawn forms, as a map, a list or alone. */
  Object anyX() {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (InputSpec spec : model.inputs()) {
      boolean whole = spec.holdsIntegers();
      arrays.put(spec.name(), RandomForm.of(random, x.get(spec.name()), inputShape(spec), whole));
    }
    return collected(arrays);
  }

  /** All targets in randomly drawn forms. */
  Object anyY() {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (OutputSpec spec : model.outputs()) {
      int[] shape = targetShape(spec);
      boolean column = spec.classes() == 1 && spec.target() != TargetKind.CLASS_INDEX;
      if (column && random.nextBoolean()) {
        shape = Arrays.copyOf(shape, shape.length - 1);
      } else if (spec.target() == TargetKind.CLASS_INDEX && random.nextBoolean()) {
        shape = Arrays.copyOf(shape, shape.length + 1);
        shape[shape.length - 1] = 1;
      }
      boolean whole = spec.target() != TargetKind.VALUES;
      arrays.put(spec.name(), RandomForm.of(random, y.get(spec.name()), shape, whole));
    }
    return collected(arrays);
  }

  private Object collected(Map<String, Object> arrays) {
    List<Object> list = new ArrayList<>(arrays.values());
    return switch (random.nextInt(arrays.size() == 1 ? 4 : 3)) {
      case 0 -> arrays;
      case 1 -> list;
      case 2 -> list.toArray();
      default -> list.get(0);
    };
  }
}
