package dev.braid.ops;

import dev.braid.DType;
import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.List;

/** Operations that select elements by index or by order. */
final class SelectionOperations {
  private static final OperationTable TABLE = new OperationTable();

  static final Operation GET_ITEM =
      TABLE
          .named("GetItem", "numpy")
          .operands("x", "key")
          .computes(in -> Indexing.at(in.value(), in.indices(1)));
  static final Operation SLICE =
      TABLE
          .named("Slice", "core")
          .operands("inputs", "start_indices")
          .option("shape", null)
          .computes(Slices::slice);
  static final Operation SLICE_UPDATE =
      TABLE
          .named("SliceUpdate", "core")
          .operands("inputs", "start_indices", "updates")
          .computes(Slices::update);
  static final Operation TAKE =
      TABLE
          .named("Take", "numpy")
          .operands("x", "indices")
          .option("axis", null)
          .computes(SelectionOperations::take);
  static final Operation TAKE_ALONG_AXIS =
      TABLE
          .named("TakeAlongAxis", "numpy")
          .operands("x", "indices")
          .option("axis", null)
          .computes(SelectionOperations::takeAlongAxis);
  static final Operation ONE_HOT =
      TABLE
          .named("OneHot", "nn")
          .operands("x")
          .option("num_classes", null)
          .option("axis", -1)
          .option("dtype", null)
          .option("sparse", false)
          .computes(in -> oneHot(in, in.value()));
  static final Operation MULTI_HOT =
      TABLE
          .named("MultiHot", "nn")
          .operands("inputs")
          .option("num_classes", null)
          .option("axis", -1)
          .option("dtype", null)
          .option("sparse", false)
          .computes(in -> oneHot(in, in.value()).max(false, in.value().rank() > 1 ? 1 : 0));
  static final Operation SORT =
      TABLE.named("Sort", "numpy").operands("x").option("axis", -1).computes(in -> sort(in).get(0));
  static final Operation ARGSORT =
      TABLE
          .named("Argsort", "numpy")
          .operands("x")
          .option("axis", -1)
          .computes(in -> sort(in).get(1));
  static final Operation TOP_K =
      TABLE
          .named("TopK", "math")
          .operands("x")
          .option("k", null)
          .option("sorted", true)
          .computesAll(in -> topK(in.value(), in.integer("k")));
  static final Operation IN_TOP_K =
      TABLE
          .named("InTopK", "math")
          .operands("targets", "predictions")
          .option("k", null)
          .computes(in -> inTopK(in.value(0), in.value(1), in.integer("k")));
  static final Operation SEARCH_SORTED =
      TABLE
          .named("SearchSorted", "numpy")
          .operands("sorted_sequence", "values")
          .option("side", "left")
          .computes(
              in ->
                  below(
                      in.value(0),
                      in.value(1),
                      in.text("side").equals("right") ? Binary.LESS_EQUAL : Binary.LESS));
  static final Operation DIGITIZE =
      TABLE
          .named("Digitize", "numpy")
          .operands("x", "bins")
          .computes(in -> below(in.value(1), in.value(0), Binary.LESS_EQUAL));
  static final Operation IS_IN =
      TABLE
          .named("IsIn", "numpy")
          .operands("x1", "x2")
          .option("assume_unique", false)
          .option("invert", false)
          .computes(
              in -> {
                Value x = in.value(0);
                Value other = Axes.raveled(in.value(1));
                Value found =
                    x.expand(x.rank())
                        .binary(Binary.EQUAL, other)
                        .reduce(ReductionKind.ANY, false, x.rank());
                return in.flag("invert") ? found.not() : found;
              });
  static final Operation SEGMENT_SUM =
      segments("SegmentSum").computes(in -> in.value().segmentSum(in.value(1), Segments.count(in)));
  static final Operation SEGMENT_MAX =
      segments("SegmentMax")
          .computes(in -> Segments.largest(in.value(), in.value(1), Segments.count(in)));
  static final Operation SEGMENT_MIN =
      segments("SegmentMin")
          .computes(in -> Segments.smallest(in.value(), in.value(1), Segments.count(in)));
  static final Operation SEGMENT_PROD =
      segments("SegmentProd")
          .computes(in -> Segments.product(in.value(), in.value(1), Segments.count(in)));
  static final Operation SCATTER =
      TABLE
          .named("Scatter", "core")
          .operands("indices", "values")
          .option("shape", null)
          .computes(in -> Segments.scatter(in.value(0), in.value(1), in.integers("shape")));
  static final Operation SCATTER_UPDATE =
      TABLE
          .named("ScatterUpdate", "core")
          .operands("inputs", "indices", "updates")
          .option("reduction", null)
          .computes(Segments::scatterUpdate);
  static final Operation BINCOUNT =
      TABLE
          .named("Bincount", "numpy")
          .operands("x")
          .option("weights", null)
          .option("minlength", 0)
          .option("sparse", false)
          .computes(SelectionOperations::binCount);

  static final List<Operation> ALL = TABLE.rows();

  private SelectionOperations() {}

  private static Operation.Builder segments(String className) {
    return TABLE
        .named(className, "math")
        .operands("data", "segment_ids")
        .option("num_segments", null)
        .option("sorted", false);
  }

  private static Value take(Arguments in) {
    Value x = in.value();
    boolean all = !in.isGiven("axis");
    return (all ? Axes.raveled(x) : x).take(in.value(1), all ? 0 : in.integer("axis"));
  }

  private static Value takeAlongAxis(Arguments in) {
    boolean all = !in.isGiven("axis");
    Value x = all ? Axes.raveled(in.value(0)) : in.value(0);
    Value positions = all ? Axes.raveled(in.value(1)) : in.value(1);
    if (x.rank() != positions.rank()) {
      throw new IllegalArgumentException(
          "the positions have " + positions.rank() + " axes, and the elements " + x.rank());
    }
    int axis = all ? 0 : ArrayMath.axis(in.integer("axis"), x.rank());
    List<Size> sizes = new ArrayList<>(positions.sizes());
    boolean broadcasts = false;
    for (int i = 0; i < x.rank(); i++) {
      if (i != axis && positions.size(i) == 1 && x.size(i) != 1) {
        sizes.set(i, x.sizeOf(i));
        broadcasts = true;
      }
    }
    return x.takeAlongAxis(broadcasts ? positions.broadcastTo(sizes) : positions, axis);
  }

  private static Value oneHot(Arguments in, Value x) {
    if (in.flag("sparse")) {
      throw new IllegalArgumentException("sparse results are not supported");
    }
    int last = x.rank();
    int axis = ArrayMath.axis(in.integer("axis"), last + 1);
    Value out = x.oneHot(in.integer("num_classes"));
    if (axis != last) {
      out = out.permute(Axes.moved(new int[] {last}, new int[] {axis}, last + 1));
    }
    return Scalars.cast(out, in.type("dtype"));
  }

  private static List<Value> sort(Arguments in) {
    boolean all = !in.isGiven("axis");
    Value x = all ? Axes.raveled(in.value()) : in.value();
    return x.backend().sort(x, all ? 0 : ArrayMath.axis(in.integer("axis"), x.rank()));
  }

  private static List<Value> topK(Value x, int k) {
    int last = ArrayMath.axis(-1, x.rank());
    if (k < 0 || x.size(last) >= 0 && k > x.size(last)) {
      throw new IllegalArgumentException(
          "axis "
              + last
              + " has "
              + x.size(last)
              + " elements, fewer than the "
              + k
              + " requested");
    }
    Value positions = x.backend().sort(x.negate(), last).get(1).slice(last, 0, k);
    return List.of(x.takeAlongAxis(positions, last), positions);
  }

  private static Value inTopK(Value targets, Value predictions, int k) {
    Value positions = targets.expand(targets.rank());
    Value chosen = predictions.takeAlongAxis(positions, predictions.rank() - 1);
    Value safe = Scalars.where(chosen.unary(Unary.IS_NAN), Double.NEGATIVE_INFINITY, chosen);
    Value better = predictions.binary(Binary.GREATER, safe);
    return better.sum(false, -1).binary(Binary.LESS, k);
  }

  /** The number of elements of an ascending sequence below each value. */
  private static Value below(Value sequence, Value x, Binary comparison) {
    if (sequence.rank() != 1) {
      throw new IllegalArgumentException(
          "the sequence has " + sequence.rank() + " axes; 1 is required");
    }
    Value last = x.expand(x.rank());
    return sequence.binary(comparison, last).sum(false, x.rank()).detach();
  }

  private static Value binCount(Arguments in) {
    Value x = in.value();
    if (in.flag("sparse")) {
      throw new IllegalArgumentException("sparse results are not supported");
    }
    long[] shape = x.shape();
    if (x instanceof ShapeValue) {
      shape[shape.length - 1] = -1;
      return new ShapeValue(in.isGiven("weights") ? DType.FLOAT32 : DType.INT32, shape);
    }
    double most = x.array().isEmpty() ? -1 : x.array().maxNumber().doubleValue();
    Value found = x.detach().oneHot(Math.max(in.integer("minlength"), (long) most + 1));
    Object given = in.option("weights");
    if (given != null) {
      Value weights = Value.constant(Arguments.array(given).castTo(x.dataType()));
      found = found.multiply(weights.expand(weights.rank()));
    }
    return found.sum(false, x.rank() - 1);
  }
}
