package dev.braid.ops;

import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Operations that rearrange or reshape elements. */
final class ShapeOperations {
  private static final OperationTable TABLE = new OperationTable();

  /** The maximum number of repeats of one element where each has a separate number. */
  private static final long MOST_REPEATS = 1_000_000;

  static final Operation RESHAPE =
      with("Reshape", "newshape", in -> reshape(in.value(), in.integers("newshape")));
  static final Operation RAVEL = of("Ravel", Axes::raveled);
  static final Operation TRANSPOSE =
      with("Transpose", "axes", in -> transpose(in.value(), in.axes("axes", in.value()), in));
  static final Operation SWAPAXES =
      TABLE
          .named("Swapaxes", "numpy")
          .operands("x")
          .option("axis1", null)
          .option("axis2", null)
          .computes(in -> Axes.swapped(in.value(), in.integer("axis1"), in.integer("axis2")));
  static final Operation MOVEAXIS =
      TABLE
          .named("Moveaxis", "numpy")
          .operands("x")
          .option("source", null)
          .option("destination", null)
          .computes(
              in ->
                  in.value()
                      .permute(
                          Axes.moved(
                              in.axes("source", in.value()),
                              in.axes("destination", in.value()),
                              in.value().rank())));
  static final Operation EXPAND_DIMS =
      with("ExpandDims", "axis", in -> expandDims(in.value(), in.axes("axis", in.value())));
  static final Operation SQUEEZE = with("Squeeze", "axis", ShapeOperations::squeeze);
  static final Operation BROADCAST_TO =
      with("BroadcastTo", "shape", in -> in.value().broadcastTo(in.integers("shape")));
  static final Operation REPEAT =
      TABLE
          .named("Repeat", "numpy")
          .operands("x")
          .option("repeats", null)
          .option("axis", null)
          .computes(ShapeOperations::repeat);
  static final Operation TILE =
      with("Tile", "repeats", in -> tile(in.value(), in.integers("repeats")));
  static final Operation PAD =
      TABLE
          .named("Pad", "numpy")
          .operands("x", "constant_values")
          .option("pad_width", null)
          .option("mode", "constant")
          .computes(PaddedValues::pad);
  static final Operation FLIP =
      with("Flip", "axis", in -> flip(in.value(), in.axes("axis", in.value())));
  static final Operation FLIPLR = of("Fliplr", x -> x.reverse(1));
  static final Operation FLIPUD = of("Flipud", x -> x.reverse(0));
  static final Operation ROLL =
      TABLE
          .named("Roll", "numpy")
          .operands("x")
          .option("shift", null)
          .option("axis", null)
          .computes(ShapeOperations::roll);
  static final Operation ROT90 =
      TABLE
          .named("Rot90", "numpy")
          .operands("array")
          .option("k", 1)
          .option("axes", List.of(0, 1))
          .computes(in -> rotate(in.value(), in.integer("k"), in.axes("axes", in.value())));
  static final Operation TRIL =
      TABLE
          .named("Tril", "numpy")
          .operands("x")
          .option("k", 0)
          .computes(in -> triangle(in.value(), in.integer("k"), true));
  static final Operation TRIU =
      TABLE
          .named("Triu", "numpy")
          .operands("x")
          .option("k", 0)
          .computes(in -> triangle(in.value(), in.integer("k"), false));
  static final Operation DIAGONAL =
      ofMatrix("Diagonal")
          .computes(
              in ->
                  Diagonals.of(
                      in.value(), in.integer("offset"), in.integer("axis1"), in.integer("axis2")));
  static final Operation TRACE =
      ofMatrix("Trace")
          .computes(
              in ->
                  Diagonals.of(
                          in.value(),
                          in.integer("offset"),
                          in.integer("axis1"),
                          in.integer("axis2"))
                      .sum(false, -1));
  static final Operation DIAG =
      TABLE
          .named("Diag", "numpy")
          .operands("x")
          .option("k", 0)
          .computes(in -> Diagonals.diag(in.value(), in.integer("k")));
  static final Operation ZEROS_LIKE = like("ZerosLike", 0);
  static final Operation ONES_LIKE = like("OnesLike", 1);
  static final Operation EMPTY_LIKE = like("EmptyLike", 0);
  static final Operation FULL_LIKE =
      TABLE
          .named("FullLike", "numpy")
          .operands("x", "fill_value")
          .option("dtype", null)
          .computes(
              in -> {
                Value x = in.value();
                Value filled = x.backend().adopt(in.value(1)).broadcastTo(x.sizes());
                return typed(in, filled, x);
              });
  static final Operation DEPTH_TO_SPACE = blocks("DepthToSpace", SpaceToDepth::toSpace);
  static final Operation SPACE_TO_DEPTH = blocks("SpaceToDepth", SpaceToDepth::toDepth);

  static final List<Operation> ALL = TABLE.rows();

  private ShapeOperations() {}

  private static Operation of(String className, UnaryOperator<Value> formula) {
    return TABLE.named(className, "numpy").operands("x").computes(in -> formula.apply(in.value()));
  }

  private static Operation with(
      String className, String option, java.util.function.Function<Arguments, Value> formula) {
    return TABLE.named(className, "numpy").operands("x").option(option, null).computes(formula);
  }

  private static Operation.Builder ofMatrix(String className) {
    return TABLE
        .named(className, "numpy")
        .operands("x")
        .option("offset", 0)
        .option("axis1", 0)
        .option("axis2", 1);
  }

  /** A result in the type of the option, or otherwise in that of another value. */
  private static Value typed(Arguments in, Value result, Value other) {
    DType type = in.type("dtype");
    return type == null ? Scalars.typedLike(result, other) : result.cast(type);
  }

  private static Operation like(String className, double number) {
    return TABLE
        .named(className, "numpy")
        .operands("x")
        .option("dtype", null)
        .computes(
            in -> {
              Value x = in.value().detach();
              Value filled = number == 0 ? x.zeros() : x.zeros().add(number);
              return typed(in, filled, x);
            });
  }

  private interface OfBlocks {
    Value of(Value x, long block, boolean channelsFirst);
  }

  private static Operation blocks(String className, OfBlocks formula) {
    return TABLE
        .named(className, "nn")
        .operands("x")
        .option("block_size", null)
        .option("data_format", "channels_last")
        .computes(
            in ->
                formula.of(
                    in.value(),
                    in.integer("block_size"),
                    in.text("data_format").equals("channels_first")));
  }

  private static Value reshape(Value x, long... shape) {
    if (Arrays.stream(shape).filter(size -> size < 0).count() > 1) {
      throw new IllegalArgumentException(
          "the shape " + Arrays.toString(shape) + " has more than one unknown size");
    }
    // one unknown size is inferred, or is that of the batch
    ShapeRules.reshaped(x.shape(), Arrays.stream(shape).mapToObj(Size::of).toList());
    return x.reshape(shape);
  }

  private static Value transpose(Value x, int[] axes, Arguments in) {
    int rank = x.rank();
    int[] order =
        in.isGiven("axes")
            ? Arrays.stream(axes).map(axis -> ArrayMath.axis(axis, rank)).toArray()
            : IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    ShapeRules.permuted(x.shape(), order);
    return rank < 2 ? x : x.permute(order);
  }

  private static Value expandDims(Value x, int... axes) {
    Value out = x;
    for (int axis : ArrayMath.axes(axes, x.rank() + axes.length)) {
      out = out.expand(axis);
    }
    return out;
  }

  private static Value squeeze(Arguments in) {
    Value x = in.value();
    int[] axes =
        in.isGiven("axis")
            ? in.axes("axis", x)
            : IntStream.range(0, x.rank()).filter(i -> x.size(i) == 1).toArray();
    return Axes.dropped(x, false, axes);
  }

  private static Value repeat(Arguments in) {
    boolean all = !in.isGiven("axis");
    Value x = all ? Axes.raveled(in.value()) : in.value();
    int axis = all ? 0 : ArrayMath.axis(in.integer("axis"), x.rank());
    long[] times = in.integers("repeats");
    if (times.length > 1) {
      return x.take(x.backend().integers(positions(x.size(axis), times)), axis);
    }
    List<Size> expanded = new ArrayList<>(x.sizes());
    expanded.add(axis + 1, Size.of(times[0]));
    List<Size> joined = new ArrayList<>(x.sizes());
    joined.set(axis, joined.get(axis).times(times[0]));
    return x.expand(axis + 1).broadcastTo(expanded).reshape(joined);
  }

  private static long[] positions(long size, long... times) {
    if (size >= 0 && size != times.length) {
      throw new IllegalArgumentException(
          times.length + " numbers of repeats for " + size + " elements");
    }
    if (Arrays.stream(times).anyMatch(each -> each < 0 || each > MOST_REPEATS)) {
      throw new IllegalArgumentException(
          "an element is repeated from 0 to "
              + MOST_REPEATS
              + " times, not by "
              + Arrays.toString(times));
    }
    return IntStream.range(0, times.length)
        .flatMap(i -> IntStream.generate(() -> i).limit(times[i]))
        .asLongStream()
        .toArray();
  }

  static Value tile(Value x, long... times) {
    Value out = x;
    while (out.rank() < times.length) {
      out = out.expand(0);
    }
    int first = out.rank() - times.length;
    for (int i = 0; i < times.length; i++) {
      int axis = first + i;
      if (times[i] == 0) {
        out = out.slice(axis, 0, 0);
      } else if (times[i] != 1) {
        out = out.tile(axis, times[i]);
      }
    }
    return out;
  }

  private static Value flip(Value x, int... axes) {
    Value out = x;
    for (int axis : ArrayMath.axes(axes, x.rank())) {
      out = out.reverse(axis);
    }
    return out;
  }

  private static Value roll(Arguments in) {
    Value x = in.value();
    long[] shifts = in.integers("shift");
    if (!in.isGiven("axis")) {
      return rolled(Axes.raveled(x), 0, shifts[0]).reshape(x.sizes());
    }
    int[] axes = in.axes("axis", x);
    if (shifts.length != 1 && shifts.length != axes.length) {
      throw new IllegalArgumentException(shifts.length + " shifts for " + axes.length + " axes");
    }
    Value out = x;
    for (int i = 0; i < axes.length; i++) {
      out = rolled(out, ArrayMath.axis(axes[i], x.rank()), shifts[shifts.length == 1 ? 0 : i]);
    }
    return out;
  }

  private static Value rolled(Value x, int axis, long by) {
    long known = x.size(axis);
    long shift = known > 0 ? Math.floorMod(by, known) : by;
    if (shift == 0 || known == 0) {
      return x;
    }
    Size size = x.sizeOf(axis);
    Size cut = shift > 0 ? size.minus(Size.of(shift)) : Size.of(-shift);
    return Value.concat(
        axis, List.of(x.slice(axis, cut, size, 1), x.slice(axis, Size.of(0), cut, 1)));
  }

  private static Value rotate(Value x, int times, int... axes) {
    ArrayMath.axes(axes, x.rank());
    return switch (Math.floorMod(times, 4)) {
      case 1 -> Axes.swapped(x.reverse(axes[1]), axes[0], axes[1]);
      case 2 -> x.reverse(axes[0]).reverse(axes[1]);
      case 3 -> Axes.swapped(x, axes[0], axes[1]).reverse(axes[1]);
      default -> x;
    };
  }

  private static Value triangle(Value x, int k, boolean lower) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException("a triangle of fewer than 2 axes");
    }
    Value distance = Diagonals.distance(x);
    Value inside =
        lower ? distance.binary(Binary.LESS_EQUAL, k) : distance.binary(Binary.GREATER_EQUAL, k);
    return Scalars.typedLike(Scalars.where(inside, x, 0), x);
  }
}
