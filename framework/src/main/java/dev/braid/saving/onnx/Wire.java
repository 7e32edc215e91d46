package dev.braid.saving.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A value in a graph that is being written; its operations add nodes.
 *
 * <p>They are called as those of {@link dev.braid.ops.Value}, so that a layer's operators read like
 * its formula.
 */
final class Wire {
  private static final long TO_THE_END = Long.MAX_VALUE;
  private static final long PAST_THE_START = Long.MIN_VALUE;

  private final Graph graph;
  private final Type type;
  private final long[] shape;
  private String name;

  /** What this wire is another view of, so that undoing it costs nothing; null for most wires. */
  private View view;

  /**
   * A wire before its elements were moved about, or cast.
   *
   * @param axes in their new order, or the one that was turned round
   */
  private record View(Wire of, String operator, int... axes) {
    boolean is(String other) {
      return operator.equals(other);
    }
  }

  /** The batch axis is counted; -1 is a size that shows only when the graph runs. */
  Wire(Graph graph, String name, Type type, long... shape) {
    this.graph = graph;
    this.name = name;
    this.type = type;
    this.shape = shape.clone();
  }

  Graph graph() {
    return graph;
  }

  String name() {
    return name;
  }

  void rename(String other) {
    name = other;
  }

  Type type() {
    return type;
  }

  long[] shape() {
    return shape.clone();
  }

  int rank() {
    return shape.length;
  }

  // ---- any operator

  /** An operator whose result has this wire's shape and type. */
  Wire like(String operator, Map<String, ?> attributes, Wire... more) {
    return to(operator, attributes, shape, more);
  }

  Wire like(String operator) {
    return like(operator, Map.of());
  }

  /** An operator whose result has another shape. */
  Wire to(String operator, Map<String, ?> attributes, long[] result, Wire... more) {
    Wire[] given = new Wire[more.length + 1];
    given[0] = this;
    System.arraycopy(more, 0, given, 1, more.length);
    return Graph.add(operator, attributes, type, result, given);
  }

  // ---- number by number

  Wire add(Wire other) {
    return with("Add", other);
  }

  Wire add(double number) {
    return number == 0 ? this : add(graph.scalar(number));
  }

  Wire subtract(Wire other) {
    return with("Sub", other);
  }

  /** A number minus this. */
  Wire subtractFrom(double number) {
    return graph.scalar(number).subtract(this);
  }

  Wire multiply(Wire other) {
    return with("Mul", other);
  }

  Wire multiply(double number) {
    return number == 1 ? this : multiply(graph.scalar(number));
  }

  Wire divide(Wire other) {
    return with("Div", other);
  }

  Wire divide(double number) {
    return divide(graph.scalar(number));
  }

  Wire maximum(Wire other) {
    return with("Max", other);
  }

  Wire minimum(Wire other) {
    return with("Min", other);
  }

  Wire negate() {
    return like("Neg");
  }

  Wire square() {
    return multiply(this);
  }

  Wire clip(double low, double high) {
    return like("Clip", Map.of(), graph.scalar(low), graph.scalar(high));
  }

  Wire above(double number) {
    return Graph.add("Greater", Map.of(), Type.BOOL, shape, this, graph.scalar(number));
  }

  private Wire with(String operator, Wire other) {
    return to(operator, Map.of(), broadcast(shape, other.shape), other);
  }

  private static long[] broadcast(long[] a, long[] b) {
    long[] result = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= result.length; i++) {
      long m = i <= a.length ? a[a.length - i] : 1;
      long n = i <= b.length ? b[b.length - i] : 1;
      result[result.length - i] = m == 1 ? n : n == 1 || n < 0 ? m : n;
    }
    return result;
  }

  // ---- truths

  Wire not() {
    return like("Not");
  }

  Wire and(Wire other) {
    return with("And", other);
  }

  Wire or(Wire other) {
    return with("Or", other);
  }

  Wire equalTo(double number) {
    return Graph.add("Equal", Map.of(), Type.BOOL, shape, this, graph.scalar(number));
  }

  /** This where a condition holds, the other one elsewhere. */
  Wire where(Wire condition, Wire other) {
    long[] result = broadcast(condition.shape, broadcast(shape, other.shape));
    return Graph.add("Where", Map.of(), type, result, condition, this, other);
  }

  /** The same numbers as another type; whole numbers stay whole on a way through floats. */
  Wire cast(Type other) {
    if (other == type) {
      return this;
    }
    if (view != null && view.is("Cast") && type == Type.FLOAT) {
      return view.of.cast(other);
    }
    Wire cast = Graph.add("Cast", Map.of("to", (long) other.number()), other, shape, this);
    return cast.seen(new View(this, "Cast"));
  }

  private Wire seen(View as) {
    view = as;
    return this;
  }

  // ---- along axes

  int axis(int axis) {
    return axis < 0 ? axis + shape.length : axis;
  }

  Wire softmax(int axis) {
    return like("Softmax", Map.of("axis", (long) axis));
  }

  Wire sum(boolean keep, int... axes) {
    Map<String, Object> attributes = Map.of("keepdims", keep ? 1L : 0L);
    return to("ReduceSum", attributes, reduced(keep, axes), graph.wholes(wide(axes)));
  }

  Wire mean(boolean keep, int... axes) {
    return reduce("ReduceMean", keep, axes);
  }

  Wire max(boolean keep, int... axes) {
    return reduce("ReduceMax", keep, axes);
  }

  private Wire reduce(String operator, boolean keep, int... axes) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("axes", wide(axes));
    attributes.put("keepdims", keep ? 1L : 0L);
    return to(operator, attributes, reduced(keep, axes));
  }

  private static long[] wide(int... axes) {
    return Arrays.stream(axes).asLongStream().toArray();
  }

  private long[] reduced(boolean keep, int... axes) {
    List<Integer> gone = Arrays.stream(axes).map(this::axis).boxed().toList();
    return IntStream.range(0, shape.length)
        .filter(i -> keep || !gone.contains(i))
        .mapToLong(i -> gone.contains(i) ? 1 : shape[i])
        .toArray();
  }

  /** The product of the last two axes, for all others. */
  Wire matmul(Wire other) {
    int a = shape.length;
    int b = other.shape.length;
    long[] lead = broadcast(Arrays.copyOf(shape, a - 2), Arrays.copyOf(other.shape, b - 2));
    long[] result = Arrays.copyOf(lead, lead.length + 2);
    result[lead.length] = shape[a - 2];
    result[lead.length + 1] = other.shape[b - 1];
    return to("MatMul", Map.of(), result, other);
  }

  static Wire concat(int axis, List<Wire> parts) {
    Wire first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    int at = first.axis(axis);
    long[] result = first.shape();
    for (Wire part : parts.subList(1, parts.size())) {
      for (int i = 0; i < result.length; i++) {
        long size = part.shape[i];
        boolean open = result[i] < 0 || size < 0;
        result[i] = i == at ? (open ? -1 : result[i] + size) : Math.max(result[i], size);
      }
    }
    return Graph.add(
        "Concat", Map.of("axis", (long) at), first.type, result, parts.toArray(Wire[]::new));
  }

  /** The elements from one position to before another, which may be counted from the end. */
  Wire slice(int axis, long from, long to) {
    long[] result = shape();
    int at = axis(axis);
    long size = shape[at];
    result[at] =
        size < 0 && (from < 0 || to < 0 || to == TO_THE_END)
            ? -1
            : Math.min(to < 0 ? to + size : to, size < 0 ? to : size)
                - (from < 0 ? from + size : from);
    return to("Slice", Map.of(), result, graph.wholes(from), graph.wholes(to), graph.wholes(at));
  }

  /** So many elements from a position on, either of which may show only when the graph runs. */
  Wire piece(int axis, Size from, Size size) {
    if (size.found() == null && size.known() == shape[axis]) {
      return this;
    }
    long[] result = shape();
    result[axis] = size.known();
    Wire end = from.plus(size).in(graph);
    return to("Slice", Map.of(), result, from.in(graph), end, graph.wholes(axis));
  }

  /** The elements without so many at both ends. */
  Wire cropped(int axis, long before, long after) {
    return before + after == 0 ? this : slice(axis, before, after == 0 ? TO_THE_END : -after);
  }

  Wire reverse(int axis) {
    if (view != null && view.is("Slice") && view.axes[0] == axis) {
      return view.of;
    }
    Wire turned =
        like(
            "Slice",
            Map.of(),
            graph.wholes(-1),
            graph.wholes(PAST_THE_START),
            graph.wholes(axis),
            graph.wholes(-1));
    return turned.seen(new View(this, "Slice", axis));
  }

  // ---- other shapes

  Wire permute(int... order) {
    if (view != null && view.is("Transpose")) {
      return view.of.permute(Arrays.stream(order).map(axis -> view.axes[axis]).toArray());
    }
    if (Arrays.equals(order, IntStream.range(0, rank()).toArray())) {
      return this;
    }
    long[] result = Arrays.stream(order).mapToLong(axis -> shape[axis]).toArray();
    return to("Transpose", Map.of("perm", wide(order)), result)
        .seen(new View(this, "Transpose", order));
  }

  /** The last two axes exchanged. */
  Wire transpose() {
    int[] order = IntStream.range(0, rank()).toArray();
    order[rank() - 2] = rank() - 1;
    order[rank() - 1] = rank() - 2;
    return permute(order);
  }

  /** An axis of size 1. */
  Wire expand(int... axes) {
    long[] result = new long[rank() + axes.length];
    List<Integer> made = Arrays.stream(axes).boxed().toList();
    int next = 0;
    for (int i = 0; i < result.length; i++) {
      result[i] = made.contains(i) ? 1 : shape[next++];
    }
    return to("Unsqueeze", Map.of(), result, graph.wholes(wide(axes)));
  }

  /** Axes of size 1 behind the others, up to a rank. */
  Wire upTo(int rank) {
    return rank == rank() ? this : expand(IntStream.range(rank(), rank).toArray());
  }

  Wire squeeze(int axis) {
    return to("Squeeze", Map.of(), reduced(false, axis), graph.wholes(axis));
  }

  /** The size along an axis. */
  Size size(int axis) {
    int at = axis(axis);
    return shape[at] >= 0 ? Size.of(shape[at]) : new Size(-1, sizes(at, at + 1));
  }

  /** The sizes of some axes as an array. */
  private Wire sizes(long from, long to) {
    return Graph.add(
        "Shape", Map.of("start", from, "end", to), Type.INT64, new long[] {to - from}, this);
  }

  /** The sizes of all axes. */
  List<Size> sizes() {
    return IntStream.range(0, rank()).mapToObj(this::size).toList();
  }

  Wire reshape(List<Size> sizes) {
    long[] known = sizes.stream().mapToLong(Size::known).toArray();
    return to("Reshape", Map.of(), known, graph.shape(sizes));
  }

  Wire broadcastTo(List<Size> sizes) {
    long[] known = sizes.stream().mapToLong(Size::known).toArray();
    return to("Expand", Map.of(), known, graph.exactly(sizes));
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }
}
