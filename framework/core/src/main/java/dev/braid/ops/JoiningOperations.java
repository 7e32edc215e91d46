package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operations that concatenate or split tensors. */
final class JoiningOperations {
  private static final OperationTable TABLE = new OperationTable();

  /**
   * The maximum number of results of an operation, so that a small file cannot request any number.
   */
  private static final int MOST_RESULTS = 10_000;

  static final Operation CONCATENATE =
      TABLE
          .named("Concatenate", "numpy")
          .operands("xs")
          .option("axis", 0)
          .computes(in -> concatenate(in.integer("axis"), in.values(0)));
  static final Operation STACK =
      TABLE
          .named("Stack", "numpy")
          .operands("x")
          .option("axis", 0)
          .computes(in -> stack(in.integer("axis"), in.values(0)));
  static final Operation APPEND =
      TABLE
          .named("Append", "numpy")
          .operands("x1", "x2")
          .option("axis", null)
          .computes(
              in ->
                  in.isGiven("axis")
                      ? concatenate(in.integer("axis"), List.of(in.value(0), in.value(1)))
                      : concatenate(
                          0, List.of(Axes.raveled(in.value(0)), Axes.raveled(in.value(1)))));
  static final Operation HSTACK =
      joined("Hstack", parts -> concatenate(parts.get(0).rank() == 1 ? 0 : 1, parts), 1);
  static final Operation VSTACK = joined("Vstack", parts -> concatenate(0, parts), 2);
  static final Operation DSTACK = joined("Dstack", parts -> concatenate(2, parts), 3);
  static final Operation UNSTACK =
      TABLE
          .named("Unstack", "core")
          .operands("x")
          .option("num", null)
          .option("axis", 0)
          .computesAll(JoiningOperations::unstack);
  static final Operation SPLIT =
      TABLE
          .named("Split", "numpy")
          .operands("x")
          .option("indices_or_sections", null)
          .option("axis", 0)
          .computesAll(in -> split(in, in.integer("axis"), false));
  static final Operation ARRAY_SPLIT =
      TABLE
          .named("ArraySplit", "numpy")
          .operands("x")
          .option("indices_or_sections", null)
          .option("axis", 0)
          .computesAll(in -> split(in, in.integer("axis"), true));
  static final Operation VSPLIT = split("Vsplit", 0);
  static final Operation HSPLIT = split("Hsplit", 1);
  static final Operation DSPLIT = split("Dsplit", 2);
  static final Operation MESHGRID =
      TABLE
          .named("Meshgrid", "numpy")
          .operands("*x")
          .option("indexing", "xy")
          .computesAll(in -> meshgrid(in.values(0), in.text("indexing").equals("xy")));

  static final List<Operation> ALL = TABLE.rows();

  private JoiningOperations() {}

  private interface Joined {
    Value of(List<Value> parts);
  }

  /** Concatenates operands after expanding them to a minimum rank. */
  private static Operation joined(String className, Joined formula, int rank) {
    return TABLE
        .named(className, "numpy")
        .operands("xs")
        .computes(in -> formula.of(in.values(0).stream().map(x -> atLeast(x, rank)).toList()));
  }

  private static Value atLeast(Value x, int rank) {
    Value out = x.rank() == 0 ? x.reshape(1) : x;
    if (rank >= 2 && out.rank() == 1) {
      out = out.expand(0);
    }
    return rank == 3 && out.rank() == 2 ? out.expand(2) : out;
  }

  private static Operation split(String className, int axis) {
    return TABLE
        .named(className, "numpy")
        .operands("x")
        .option("indices_or_sections", null)
        .computesAll(in -> split(in, axis == 1 && in.value().rank() == 1 ? 0 : axis, false));
  }

  private static Value concatenate(int axis, List<Value> parts) {
    int along = ArrayMath.axis(axis, parts.get(0).rank());
    ShapeRules.concatenated(along, parts.stream().map(Value::shape).toList());
    return Value.concat(along, parts);
  }

  private static Value stack(int axis, List<Value> parts) {
    int along = ArrayMath.axis(axis, parts.get(0).rank() + 1);
    List<Value> expanded = parts.stream().map(part -> part.expand(along)).toList();
    return concatenate(along, expanded);
  }

  private static List<Value> unstack(Arguments in) {
    Value x = in.value();
    int axis = ArrayMath.axis(in.integer("axis"), x.rank());
    long size = x.size(axis);
    if (size < 0 && !in.isGiven("num")) {
      throw new IllegalArgumentException(
          "the size of axis " + axis + " is not known; give the number of tensors");
    }
    int count = in.isGiven("num") ? in.integer("num") : Math.toIntExact(size);
    if (size >= 0 && size != count) {
      throw new IllegalArgumentException(
          "axis " + axis + " has " + size + " elements, not " + count);
    }
    checkResults(count);
    return IntStream.range(0, count)
        .mapToObj(i -> Axes.one(x, axis, Size.of(i)).squeeze(axis))
        .toList();
  }

  private static List<Value> split(Arguments in, int given, boolean uneven) {
    Value x = in.value();
    int axis = ArrayMath.axis(given, x.rank());
    Size size = x.sizeOf(axis);
    List<Size> bounds = new ArrayList<>(List.of(Size.of(0)));
    if (in.isList("indices_or_sections")) {
      for (long bound : in.integers("indices_or_sections")) {
        Size at = bound < 0 ? size.minus(Size.of(-bound)) : Size.of(bound);
        bounds.add(size.isKnown() ? at.atMost(size) : at);
      }
      bounds.add(size);
    } else {
      sections(bounds, x, axis, in.integer("indices_or_sections"), uneven);
    }
    return IntStream.range(1, bounds.size())
        .mapToObj(
            i -> x.slice(axis, bounds.get(i - 1), bounds.get(i).atLeast(bounds.get(i - 1)), 1))
        .toList();
  }

  private static void checkResults(long count) {
    if (count > MOST_RESULTS) {
      throw new IllegalArgumentException(
          "an operation gives at most " + MOST_RESULTS + " tensors, not " + count);
    }
  }

  private static void sections(List<Size> bounds, Value x, int axis, int count, boolean uneven) {
    long size = x.size(axis);
    if (count < 1 || !uneven && size >= 0 && size % count != 0) {
      throw new IllegalArgumentException(
          "axis "
              + axis
              + " has "
              + size
              + " elements, which cannot be split into "
              + count
              + " equal parts");
    }
    checkResults(count);
    long longer = uneven && size >= 0 ? size % count : 0;
    for (int i = 1; i <= count; i++) {
      bounds.add(x.sizeOf(axis).over(count).times(i).plus(Size.of(Math.min(i, longer))));
    }
  }

  private static List<Value> meshgrid(List<Value> given, boolean xy) {
    List<Value> axes = given.stream().map(Axes::raveled).toList();
    int rank = axes.size();
    List<Size> sizes = new ArrayList<>(axes.stream().map(x -> x.sizeOf(0)).toList());
    if (xy && rank > 1) {
      sizes.set(0, axes.get(1).sizeOf(0));
      sizes.set(1, axes.get(0).sizeOf(0));
    }
    return IntStream.range(0, rank)
        .mapToObj(
            i -> {
              List<Size> expanded =
                  new ArrayList<>(java.util.Collections.nCopies(rank, Size.of(1)));
              int place = xy && rank > 1 && i < 2 ? 1 - i : i;
              expanded.set(place, axes.get(i).sizeOf(0));
              return axes.get(i).reshape(expanded).broadcastTo(sizes);
            })
        .toList();
  }
}
