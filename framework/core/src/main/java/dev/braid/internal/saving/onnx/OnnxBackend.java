package dev.braid.internal.saving.onnx;

import dev.braid.DType;
import dev.braid.ops.Binary;
import dev.braid.ops.Contraction;
import dev.braid.ops.Convolution;
import dev.braid.ops.OperationBackend;
import dev.braid.ops.PadMode;
import dev.braid.ops.Pooling;
import dev.braid.ops.ReductionKind;
import dev.braid.ops.ShapeRules;
import dev.braid.ops.Size;
import dev.braid.ops.Unary;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A backend that writes operations as nodes of an ONNX graph.
 *
 * <p>Comparisons result in BOOL and positions in INT64; mixed operands are cast.
 */
final class OnnxBackend implements OperationBackend {
  private static final long TO_THE_END = Long.MAX_VALUE;

  private final OnnxGraph graph;

  OnnxBackend(OnnxGraph graph) {
    this.graph = graph;
  }

  @Override
  public Value adopt(Value value) {
    return value instanceof OnnxValue ? value : graph.array(value.array());
  }

  /** Adopts the operands of a node; null stays null. */
  List<OnnxValue> adopted(Value... values) {
    List<OnnxValue> adopted = new ArrayList<>();
    for (Value value : values) {
      adopted.add(value == null ? null : OnnxValue.of(adopt(value)));
    }
    return adopted;
  }

  @Override
  public Value constant(INDArray array) {
    return graph.array(array);
  }

  @Override
  public Value integers(long... elements) {
    return graph.integers(elements);
  }

  @Override
  public Value count(Size size) {
    if (size.isKnown()) {
      return graph.integers(LongStream.range(0, size.known()).toArray());
    }
    Value end = size.found().squeeze(0);
    return OnnxGraph.add(
        "Range",
        Map.of(),
        OnnxType.INT64,
        new long[] {-1},
        graph.integer(0),
        end,
        graph.integer(1));
  }

  // ---- elementwise operations

  @Override
  public Value unary(Unary operation, Value x) {
    return OnnxElementwise.unary(operation, OnnxValue.of(x));
  }

  @Override
  public Value binary(Binary operation, Value a, Value b) {
    return OnnxElementwise.binary(operation, OnnxValue.of(a), OnnxValue.of(b));
  }

  @Override
  public Value binary(Binary operation, Value a, double b) {
    return OnnxElementwise.binary(operation, OnnxValue.of(a), b);
  }

  @Override
  public Value binary(Binary operation, double a, Value b) {
    return OnnxElementwise.binary(operation, a, OnnxValue.of(b));
  }

  @Override
  public Value clip(Value x, double low, double high) {
    return OnnxElementwise.clip(OnnxValue.of(x), low, high);
  }

  @Override
  public Value where(Value condition, Value a, Value b) {
    return OnnxElementwise.where(
        OnnxValue.of(condition).cast(OnnxType.BOOL), OnnxValue.of(a), OnnxValue.of(b));
  }

  @Override
  public Value cast(Value x, DType type) {
    if (type == DType.BOOL) {
      return OnnxValue.of(x).cast(OnnxType.BOOL);
    }
    return OnnxValue.of(x).cast(type.floating() ? OnnxType.FLOAT : OnnxType.INT64);
  }

  @Override
  public Value detach(Value x) {
    return x;
  }

  // ---- along axes

  @Override
  public Value reduce(ReductionKind operation, Value given, boolean keep, int... axes) {
    OnnxValue x = OnnxValue.of(given);
    if (operation == ReductionKind.ANY || operation == ReductionKind.ALL) {
      if (Arrays.stream(axes).anyMatch(axis -> x.size(axis) == 0)) {
        List<Size> sizes = new ArrayList<>(x.sizes());
        Arrays.stream(axes).forEach(axis -> sizes.set(axis, Size.of(1)));
        Value truth = graph.number(operation == ReductionKind.ALL ? 1 : 0).broadcastTo(sizes);
        return keep ? truth : reduce(ReductionKind.SUM, truth, false, axes);
      }
      ReductionKind extreme =
          operation == ReductionKind.ANY ? ReductionKind.MAX : ReductionKind.MIN;
      OnnxValue truths = OnnxValue.of(reduce(extreme, x.cast(OnnxType.BOOL), keep, axes));
      return truths.cast(OnnxType.BOOL).castFrom(truths);
    }
    boolean counts = x.type() == OnnxType.INT64 && operation != ReductionKind.MEAN;
    OnnxValue numbers = counts ? x : x.cast(OnnxType.FLOAT);
    if (axes.length == 0) {
      return numbers;
    }
    long[] along = Arrays.stream(axes).asLongStream().toArray();
    long[] shape = ShapeRules.reduced(x.shape(), keep, axes);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("keepdims", keep ? 1L : 0L);
    if (operation == ReductionKind.SUM) {
      return numbers.to("ReduceSum", attributes, shape, graph.integers(along));
    }
    attributes.put("axes", along);
    return numbers.to(
        switch (operation) {
          case MEAN -> "ReduceMean";
          case PRODUCT -> "ReduceProd";
          case MAX -> "ReduceMax";
          default -> "ReduceMin";
        },
        attributes,
        shape);
  }

  @Override
  public Value position(boolean largest, Value given, int axis) {
    OnnxValue x = number(given);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("axis", (long) axis);
    attributes.put("keepdims", 0L);
    return OnnxGraph.add(
        largest ? "ArgMax" : "ArgMin",
        attributes,
        OnnxType.INT64,
        ShapeRules.reduced(x.shape(), false, axis),
        x);
  }

  @Override
  public Value cumulative(ReductionKind operation, Value given, int axis) {
    OnnxValue x = number(given);
    if (operation == ReductionKind.SUM) {
      return x.like("CumSum", Map.of(), graph.integer(axis));
    }
    // the product over the rows of a matrix in which later elements are 1
    Value positions = count(x.sizeOf(axis));
    Value earlier = positions.expand(1).binary(Binary.GREATER_EQUAL, positions);
    Value last = moved(x, axis, x.rank() - 1);
    Value rows = last.expand(x.rank() - 1).where(earlier, graph.number(1));
    return moved(rows.reduce(operation, false, -1), x.rank() - 1, axis);
  }

  private static Value moved(Value x, int from, int to) {
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, x.rank()).filter(i -> i != from).boxed().toList());
    order.add(to, from);
    return x.permute(order.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns a value as numbers; true and false as 1 and 0. */
  private static OnnxValue number(Value x) {
    return OnnxValue.of(x).type() == OnnxType.BOOL
        ? OnnxValue.of(x).cast(OnnxType.FLOAT)
        : OnnxValue.of(x);
  }

  private static OnnxValue real(Value x) {
    return OnnxValue.of(x).cast(OnnxType.FLOAT);
  }

  @Override
  public Value softmax(Value x, int axis) {
    return real(x).like("Softmax", Map.of("axis", (long) axis));
  }

  @Override
  public Value logSoftmax(Value x, int axis) {
    return real(x).like("LogSoftmax", Map.of("axis", (long) axis));
  }

  @Override
  public List<Value> sort(Value given, int axis) {
    OnnxValue x = number(given);
    OnnxValue sorted = x.graph().result("TopK", x.type(), x.shape());
    OnnxValue positions = x.graph().result("TopK", OnnxType.INT64, x.shape());
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("axis", (long) axis);
    attributes.put("largest", 0L);
    x.graph()
        .put(
            "TopK",
            List.of(x, OnnxValue.of(x.sizeOf(axis).in(x))),
            List.of(sorted, positions),
            attributes);
    return List.of(sorted, positions);
  }

  // ---- shapes

  @Override
  public Value reshape(Value x, List<Size> sizes) {
    return OnnxShapes.reshape(OnnxValue.of(x), sizes);
  }

  @Override
  public Value permute(Value x, int... order) {
    return OnnxValue.of(x).permuted(order);
  }

  @Override
  public Value slice(Value given, int axis, Size from, Size to, long step) {
    OnnxValue x = OnnxValue.of(given);
    if (from.known() == 0 && to.equals(x.sizeOf(axis)) && step == 1) {
      return x;
    }
    return x.to(
            "Slice",
            Map.of(),
            ShapeRules.sliced(x.shape(), axis, from, to, step),
            bound(x, axis, from),
            to.equals(x.sizeOf(axis)) ? graph.integers(TO_THE_END) : bound(x, axis, to),
            graph.integers(axis),
            step == 1 ? null : graph.integers(step))
        .sizedAsBut(axis, x);
  }

  /** Returns a position, counted from the end if its distance from the end is constant. */
  private Value bound(OnnxValue x, int axis, Size position) {
    long before = x.beforeEnd(axis, position);
    return before < 0 ? position.in(x) : graph.integers(before == 0 ? TO_THE_END : -before);
  }

  @Override
  public Value reverse(Value x, int axis) {
    return OnnxValue.of(x).reversed(axis);
  }

  @Override
  public Value concat(int axis, List<Value> values) {
    OnnxType type = OnnxElementwise.common(values);
    OnnxValue[] cast =
        values.stream().map(value -> OnnxValue.of(value).cast(type)).toArray(OnnxValue[]::new);
    long[] shape = ShapeRules.concatenated(axis, values.stream().map(Value::shape).toList());
    return OnnxGraph.add("Concat", Map.of("axis", (long) axis), type, shape, cast)
        .sizedAsBut(axis, cast[0]);
  }

  @Override
  public Value broadcastTo(Value x, List<Size> sizes) {
    return OnnxShapes.broadcastTo(OnnxValue.of(x), sizes);
  }

  @Override
  public Value pad(Value given, int axis, long before, long after, PadMode mode, double fill) {
    OnnxValue x = number(given);
    if (before == 0 && after == 0) {
      return x;
    }
    if (mode == PadMode.SYMMETRIC) {
      return symmetric(x, axis, before, after);
    }
    int[] pads = new int[2 * x.rank()];
    pads[axis] = Math.toIntExact(before);
    pads[x.rank() + axis] = Math.toIntExact(after);
    if (mode == PadMode.CONSTANT) {
      return (fill == Math.rint(fill) ? x : real(x)).padded(fill, pads);
    }
    return x.to(
            "Pad",
            Map.of("mode", "reflect"),
            ShapeRules.padded(x.shape(), axis, before, after),
            graph.integers(Arrays.stream(pads).asLongStream().toArray()))
        .sizedAsBut(axis, x);
  }

  private static Value symmetric(Value x, int axis, long before, long after) {
    Size size = x.sizeOf(axis);
    Value left = x.slice(axis, 0, before).reverse(axis);
    Value right = x.slice(axis, size.minus(Size.of(after)), size, 1).reverse(axis);
    List<Value> parts = new ArrayList<>(List.of(x));
    if (before > 0) {
      parts.add(0, left);
    }
    if (after > 0) {
      parts.add(right);
    }
    return Value.concat(axis, parts);
  }

  // ---- selection

  @Override
  public Value take(Value given, Value positions, int axis) {
    OnnxValue x = OnnxValue.of(given);
    return OnnxGraph.add(
        "Gather",
        Map.of("axis", (long) axis),
        x.type(),
        ShapeRules.taken(x.shape(), positions.shape(), axis),
        x,
        OnnxValue.of(positions).cast(OnnxType.INT64));
  }

  @Override
  public Value takeAlongAxis(Value given, Value positions, int axis) {
    List<Size> sizes = new ArrayList<>(given.sizes());
    for (int i = 0; i < sizes.size(); i++) {
      if (i != axis && sizes.get(i).known() == 1) {
        sizes.set(i, positions.sizeOf(i));
      }
    }
    OnnxValue x = OnnxValue.of(given.broadcastTo(sizes));
    OnnxValue chosen = OnnxValue.of(positions).cast(OnnxType.INT64);
    return x.to("GatherElements", Map.of("axis", (long) axis), positions.shape(), chosen)
        .sizedAsBut(-1, chosen);
  }

  @Override
  public Value oneHot(Value positions, long classes) {
    Value numbers = integers(LongStream.range(0, classes).toArray());
    OnnxValue ids = OnnxValue.of(positions).cast(OnnxType.INT64);
    return real(ids.expand(ids.rank()).binary(Binary.EQUAL, numbers));
  }

  @Override
  public Value segmentSum(Value given, Value segments, long count) {
    OnnxValue x = number(given);
    Value numbers = OnnxValue.of(segments).cast(OnnxType.INT64);
    // other ids are added to an extra row, which is dropped
    Value known = numbers.where(numbers.above(-1), integers(count)).binary(Binary.MINIMUM, count);
    List<Size> sizes = new ArrayList<>(x.sizes());
    sizes.set(0, Size.of(count + 1));
    Value zeros = graph.number(0).cast(x.type()).broadcastTo(sizes);
    return OnnxValue.of(zeros)
        .like("ScatterND", Map.of("reduction", "add"), known.expand(-1), x)
        .slice(0, 0, count);
  }

  // ---- windows

  @Override
  public Value convolve(Convolution convolution, Value x, Value kernel, Value bias) {
    return OnnxConvolutions.convolve(convolution, x, kernel, bias);
  }

  @Override
  public Value convolveDepthwise(Convolution convolution, Value x, Value kernel, Value bias) {
    return OnnxConvolutions.depthwise(convolution, x, kernel, bias);
  }

  @Override
  public Value convolveTransposed(Convolution convolution, Value x, Value kernel) {
    return OnnxConvolutions.transposed(convolution, x, kernel);
  }

  @Override
  public Value pool(Pooling pooling, boolean largest, Value x) {
    return OnnxConvolutions.pool(pooling, largest, x);
  }

  // ---- products

  @Override
  public Value matmul(Value given, Value other, boolean transposeA, boolean transposeB) {
    OnnxValue a = real(given);
    OnnxValue b = real(other);
    long[] shape = ShapeRules.product(a.shape(), b.shape(), transposeA, transposeB);
    OnnxValue left = transposeA ? a.transposed() : a;
    OnnxValue product = left.to("MatMul", Map.of(), shape, transposeB ? b.transposed() : b);
    // the leading axes and the rows
    return b.rank() == 2 ? product.sizedAsBut(shape.length - 1, left) : product;
  }

  @Override
  public Value contract(Contraction contraction, Value a, Value b) {
    String equation = contraction.left() + "," + contraction.right() + "->" + contraction.result();
    return real(a)
        .to(
            "Einsum",
            Map.of("equation", letters(equation)),
            ShapeRules.contracted(contraction, a.shape(), b.shape()),
            real(b));
  }

  /** Converts an equation to the letters that ONNX accepts. */
  private static String letters(String equation) {
    List<Integer> axes =
        equation.codePoints().filter(Character::isLetter).distinct().boxed().toList();
    StringBuilder letters = new StringBuilder();
    equation
        .codePoints()
        .forEach(
            sign ->
                letters.appendCodePoint(axes.contains(sign) ? letter(axes.indexOf(sign)) : sign));
    return letters.toString();
  }

  private static int letter(int axis) {
    return axis < 26 ? 'a' + axis : 'A' + axis - 26;
  }
}
