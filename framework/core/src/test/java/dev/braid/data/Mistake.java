package dev.braid.data;

import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;

/** One thing made wrong in data that was right. */
enum Mistake {
  MISSING_INPUT {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      x.remove(first(x));
      return "missing-input";
    }
  },
  UNKNOWN_INPUT {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      x.put("spare", x.get(first(x)));
      return "unknown-input";
    }
  },
  MISSING_TARGET {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      y.remove(first(y));
      return "missing-target";
    }
  },
  UNKNOWN_TARGET {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      y.put("spare", y.get(first(y)));
      return "unknown-target";
    }
  },
  FEWER_SAMPLES {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      x.compute(first(x), (name, array) -> Arrays.copyOf((Object[]) array, structure.samples - 1));
      return "sample-count";
    }
  },
  FEWER_TARGETS {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      y.compute(first(y), (name, array) -> RowSelection.take(array, range(structure.samples - 1)));
      return "sample-count";
    }
  },
  RAGGED {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      Object row = row(x.get(first(x)));
      Object parent = parent(x.get(first(x)));
      double[] shorter = Arrays.copyOf((double[]) row, Array.getLength(row) - 1);
      Array.set(parent, Array.getLength(parent) - 1, shorter);
      return "ragged";
    }
  },
  NULL_ROW {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      Object parent = parent(x.get(first(x)));
      Array.set(parent, Array.getLength(parent) - 1, null);
      return "element-type";
    }
  },
  RANK {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      InputSpec spec = structure.model.inputs().get(0);
      int[] shape = structure.inputShape(spec);
      int[] deeper = Arrays.copyOf(shape, shape.length + 1);
      deeper[shape.length] = 1;
      x.put(spec.name(), RandomForm.nest(structure.x.get(spec.name()), deeper, double.class));
      return "rank";
    }
  },
  SHAPE {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      InputSpec spec = structure.model.inputs().get(0);
      int[] shape = structure.inputShape(spec);
      shape[shape.length - 1]++;
      double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      x.put(spec.name(), RandomForm.nest(values, shape, double.class));
      return "shape";
    }
  },
  TARGET_SHAPE {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      OutputSpec spec = structure.model.outputs().get(0);
      int[] shape = structure.targetShape(spec);
      int[] deeper = Arrays.copyOf(shape, shape.length + 1);
      deeper[shape.length] = 7;
      double[] values = new double[7 * structure.y.get(spec.name()).length];
      y.put(spec.name(), RandomForm.nest(values, deeper, double.class));
      return "target-shape";
    }
  },
  NAN_IN_X {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      Array.setDouble(row(x.get(first(x))), 0, Double.NaN);
      return "not-finite";
    }
  },
  INFINITE_IN_Y {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      Object row = row(y.get(first(y)));
      Array.setDouble(row, Array.getLength(row) - 1, Double.POSITIVE_INFINITY);
      return "not-finite";
    }
  },
  LABEL {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      Object row = row(y.get(first(y)));
      Array.setDouble(row, Array.getLength(row) - 1, 17);
      boolean values = structure.model.outputs().get(0).target() == TargetKind.VALUES;
      return values ? null : "label-range";
    }
  },
  ID {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      Array.setDouble(row(x.get(first(x))), 0, 50);
      return structure.model.inputs().get(0).holdsIntegers() ? "id-range" : null;
    }
  },
  EMPTY {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      x.compute(first(x), (name, array) -> Arrays.copyOf((Object[]) array, 0));
      return "empty";
    }
  },
  STRINGS {
    @Override
    String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y) {
      InputSpec spec = structure.model.inputs().get(0);
      x.put(spec.name(), Array.newInstance(String.class, structure.inputShape(spec)));
      return "element-type";
    }
  };

  /**
   * Makes it.
   *
   * @return the id that must be told; null where this model cannot have the mistake
   */
  abstract String make(RandomStructure structure, Map<String, Object> x, Map<String, Object> y);

  private static String first(Map<String, Object> arrays) {
    return arrays.keySet().iterator().next();
  }

  private static int[] range(int end) {
    int[] range = new int[end];
    Arrays.setAll(range, i -> i);
    return range;
  }

  /** The last innermost row; of a flat array, the array itself. */
  private static Object row(Object nest) {
    Object node = nest;
    while (node instanceof Object[] rows) {
      node = rows[rows.length - 1];
    }
    return node;
  }

  /** What holds that row. */
  private static Object parent(Object nest) {
    Object node = nest;
    while (((Object[]) node)[Array.getLength(node) - 1] instanceof Object[] inner) {
      node = inner;
    }
    return node;
  }
}
