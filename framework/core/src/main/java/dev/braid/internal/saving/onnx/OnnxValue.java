package dev.braid.internal.saving.onnx;

import dev.braid.ops.Binary;
import dev.braid.ops.OperationBackend;
import dev.braid.ops.ShapeRules;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** A value of an ONNX graph that is being built; operations on it add nodes. */
final class OnnxValue extends Value {
  private final OnnxGraph graph;
  private final OnnxType type;
  private final long[] shape;
  private final OpenAxis[] axes;
  private final Map<OnnxType, OnnxValue> casts = new EnumMap<>(OnnxType.class);
  private String name;
  private View view;

  /** The axis whose size, minus a constant, this value is; null for most values. */
  private OpenAxis measured;

  private long less;

  /**
   * The value from which this one was transposed, reversed, cast or padded.
   *
   * @param axes the axes in their new order, the one that was reversed, or numbers of pads
   */
  private record View(OnnxValue of, String operator, int... axes) {
    boolean is(String other) {
      return operator.equals(other);
    }
  }

  /** An axis whose size is unknown until the graph runs; values with equal sizes share it. */
  private static final class OpenAxis {
    private final OnnxValue value;
    private final int number;
    private Size size;

    OpenAxis(OnnxValue value, int number) {
      this.value = value;
      this.number = number;
    }

    Size size() {
      if (size == null) {
        OnnxValue found = value.sizes(number, number + 1);
        found.measured = this;
        size = new Size(-1, found);
      }
      return size;
    }
  }

  /**
   * Creates a value; the shape includes the batch axis, -1 is a size that is unknown until the
   * graph runs.
   */
  OnnxValue(OnnxGraph graph, String name, OnnxType type, long... shape) {
    this.graph = graph;
    this.name = name;
    this.type = type;
    this.shape = shape.clone();
    this.axes = new OpenAxis[shape.length];
    Arrays.setAll(axes, axis -> new OpenAxis(this, axis));
  }

  /** Casts the value of a formula. */
  static OnnxValue of(Value value) {
    return (OnnxValue) value;
  }

  OnnxGraph graph() {
    return graph;
  }

  String name() {
    return name;
  }

  void rename(String other) {
    name = other;
  }

  OnnxType type() {
    return type;
  }

  @Override
  public OperationBackend backend() {
    return graph.backend();
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Returns the type in which Braid computes. */
  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public Size sizeOf(int axis) {
    int at = axis < 0 ? axis + rank() : axis;
    return shape[at] >= 0 ? Size.of(shape[at]) : axes[at].size();
  }

  /** Returns the sizes of a range of axes as an array. */
  private OnnxValue sizes(long from, long to) {
    return OnnxGraph.add(
        "Shape", Map.of("start", from, "end", to), OnnxType.INT64, new long[] {to - from}, this);
  }

  /** Records that an axis has the size of another value's axis. */
  private void sizedAs(int axis, OnnxValue other, int otherAxis) {
    if (shape[axis] < 0 && other.shape[otherAxis] < 0) {
      axes[axis] = other.axes[otherAxis];
    }
  }

  private OnnxValue sizedAs(OnnxValue other, int... order) {
    for (int i = 0; i < order.length; i++) {
      sizedAs(i, other, order[i]);
    }
    return this;
  }

  /** Records which operand of a broadcast determines the size of each axis. */
  OnnxValue sizedAsBroadcast(OnnxValue... operands) {
    for (int axis = 0; axis < rank(); axis++) {
      OpenAxis found = null;
      boolean one = true;
      for (OnnxValue operand : operands) {
        int at = axis - rank() + operand.rank();
        if (at >= 0 && operand.shape[at] != 1) {
          one &= found == null || found == operand.axes[at];
          found = operand.axes[at];
        }
      }
      if (one && found != null && shape[axis] < 0) {
        axes[axis] = found;
      }
    }
    return this;
  }

  /** Records the sizes of all axes. */
  OnnxValue sizedAs(List<Size> sizes) {
    for (int axis = 0; axis < rank(); axis++) {
      Size size = sizes.get(axis);
      if (shape[axis] < 0 && size.found() != null) {
        OpenAxis same = of(size.found()).less == 0 ? of(size.found()).measured : null;
        axes[axis] = same == null ? axes[axis] : same;
        axes[axis].size = size;
      }
    }
    return this;
  }

  /** Records that all axes except one have the sizes of another value. */
  OnnxValue sizedAsBut(int but, OnnxValue other) {
    for (int axis = 0; axis < rank(); axis++) {
      if (axis != but) {
        sizedAs(axis, other, axis);
      }
    }
    return this;
  }

  /** Records that this value is another one that measures an axis, plus a number. */
  OnnxValue measuredAs(OnnxValue other, long plus) {
    if (other.measured != null && other.less >= plus) {
      measured = other.measured;
      less = other.less - plus;
    }
    return this;
  }

  /** Returns the distance of a position from the end of an axis; -1 if it is unknown. */
  long beforeEnd(int axis, Size position) {
    OnnxValue found = position.found() == null ? null : of(position.found());
    return found != null && found.measured == axes[axis] ? found.less : -1;
  }

  /** Records the value that this one was cast from, so that the inverse cast needs no node. */
  OnnxValue castFrom(OnnxValue other) {
    casts.put(other.type, other);
    return this;
  }

  // ---- operators

  /** Adds an operator whose result has this value's shape and type. */
  OnnxValue like(String operator, Map<String, ?> attributes, Value... more) {
    return to(operator, attributes, shape, more)
        .sizedAs(this, IntStream.range(0, rank()).toArray());
  }

  OnnxValue like(String operator) {
    return like(operator, Map.of());
  }

  /** Adds an operator whose result has another shape. */
  OnnxValue to(String operator, Map<String, ?> attributes, long[] result, Value... more) {
    Value[] given = new Value[more.length + 1];
    given[0] = this;
    System.arraycopy(more, 0, given, 1, more.length);
    return OnnxGraph.add(operator, attributes, type, result, given);
  }

  /** Applies a formula, as a single ONNX operator if one exists. */
  @Override
  public Value formula(String keras, UnaryOperator<Value> formula) {
    return OnnxActivations.find(keras).orElse(formula).apply(this);
  }

  @Override
  public Value zeros() {
    return graph.number(0).broadcastTo(sizes());
  }

  /** Casts the elements; integers that were cast to floats are cast back exactly. */
  OnnxValue cast(OnnxType other) {
    if (other == type) {
      return this;
    }
    if (view != null && view.is("Cast") && type == OnnxType.FLOAT) {
      return view.of.cast(other);
    }
    OnnxValue constant = graph.castConstant(this, other);
    return constant != null ? constant : cached(other);
  }

  private OnnxValue cached(OnnxType other) {
    OnnxValue cast = casts.get(other);
    if (cast == null) {
      cast = castNode(other);
      casts.put(other, cast);
    }
    return cast;
  }

  private OnnxValue castNode(OnnxType other) {
    if (type == OnnxType.INT64 && other == OnnxType.BOOL) {
      // runtimes may merge two casts, and then treat fractions as true
      return of(binary(Binary.NOT_EQUAL, 0));
    }
    OnnxValue cast =
        OnnxGraph.add("Cast", Map.of("to", (long) other.number()), other, shape, this)
            .sizedAs(this, IntStream.range(0, rank()).toArray());
    return cast.viewed(new View(this, "Cast"));
  }

  private OnnxValue viewed(View as) {
    view = as;
    return this;
  }

  OnnxValue permuted(int... order) {
    if (view != null && view.is("Transpose")) {
      return view.of.permuted(Arrays.stream(order).map(axis -> view.axes[axis]).toArray());
    }
    if (Arrays.equals(order, IntStream.range(0, rank()).toArray())) {
      return this;
    }
    OnnxValue folded = graph.folded(this, array -> array.permute(order)).orElse(null);
    if (folded != null) {
      return folded;
    }
    long[] perm = Arrays.stream(order).asLongStream().toArray();
    return to("Transpose", Map.of("perm", perm), ShapeRules.permuted(shape, order))
        .sizedAs(this, order)
        .viewed(new View(this, "Transpose", order));
  }

  /** Swaps the last two axes. */
  OnnxValue transposed() {
    int[] order = IntStream.range(0, rank()).toArray();
    order[rank() - 2] = rank() - 1;
    order[rank() - 1] = rank() - 2;
    return permuted(order);
  }

  /** Pads axes with a number; successive paddings are merged into one node. */
  OnnxValue padded(double fill, int... pads) {
    String operator = "Pad " + fill;
    if (view != null && view.is(operator)) {
      int[] all = pads.clone();
      Arrays.setAll(all, i -> pads[i] + view.axes[i]);
      return view.of.padded(fill, all);
    }
    long[] padded = shape();
    for (int axis = 0; axis < rank(); axis++) {
      padded = ShapeRules.padded(padded, axis, pads[axis], pads[rank() + axis]);
    }
    OnnxValue result =
        to(
            "Pad",
            Map.of(),
            padded,
            graph.integers(Arrays.stream(pads).asLongStream().toArray()),
            fill == 0 ? null : graph.number(fill).cast(type));
    for (int axis = 0; axis < rank(); axis++) {
      if (pads[axis] == 0 && pads[rank() + axis] == 0) {
        result.sizedAs(axis, this, axis);
      }
    }
    return result.viewed(new View(this, operator, pads));
  }

  OnnxValue reversed(int axis) {
    if (view != null && view.is("Slice") && view.axes[0] == axis) {
      return view.of;
    }
    return like(
            "Slice",
            Map.of(),
            graph.integers(-1),
            graph.integers(Long.MIN_VALUE),
            graph.integers(axis),
            graph.integers(-1))
        .viewed(new View(this, "Slice", axis));
  }

  @Override
  public String toString() {
    return name + ShapeRules.text(shape);
  }
}
