package dev.braid.internal.saving.onnx;

import dev.braid.ops.ShapeRules;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes reshaping and broadcasting, also with sizes that are unknown until the graph runs. */
final class OnnxShapes {
  private static final long SAME = 0;
  private static final long REST = -1;

  private OnnxShapes() {}

  static OnnxValue reshape(OnnxValue x, List<Size> sizes) {
    List<Size> own = x.sizes();
    if (own.equals(sizes)) {
      return x;
    }
    long[] shape = ShapeRules.reshaped(x.shape(), sizes);
    if (Arrays.stream(shape).allMatch(size -> size > 0)) {
      OnnxValue folded = x.graph().folded(x, array -> array.reshape('c', shape)).orElse(null);
      if (folded != null) {
        return folded;
      }
    }
    List<Integer> more = ones(sizes, own);
    if (more != null) {
      return x.to("Unsqueeze", Map.of(), shape, x.graph().integers(wide(more))).sizedAs(sizes);
    }
    List<Integer> less = ones(own, sizes);
    if (less != null) {
      return x.to("Squeeze", Map.of(), shape, x.graph().integers(wide(less))).sizedAs(sizes);
    }
    return x.to("Reshape", Map.of(), shape, target(x, own, sizes)).sizedAs(sizes);
  }

  /** Returns the axes of size 1 by which a longer shape differs from a shorter one, or null. */
  private static List<Integer> ones(List<Size> longer, List<Size> shorter) {
    List<Integer> axes = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < longer.size(); i++) {
      if (next < shorter.size() && longer.get(i).equals(shorter.get(next))) {
        next++;
      } else if (longer.get(i).known() == 1) {
        axes.add(i);
      } else {
        return null;
      }
    }
    return next == shorter.size() && !shorter.contains(Size.REST) ? axes : null;
  }

  private static long[] wide(List<Integer> axes) {
    return axes.stream().mapToLong(Integer::longValue).toArray();
  }

  /**
   * Returns the shape argument of a node, without computing unchanged sizes or a single open size.
   */
  private static OnnxValue target(OnnxValue x, List<Size> own, List<Size> sizes) {
    boolean empty = sizes.stream().anyMatch(size -> size.known() == 0);
    List<Size> target = new ArrayList<>();
    int open = 0;
    for (int i = 0; i < sizes.size(); i++) {
      Size size = sizes.get(i);
      boolean same = !empty && i < own.size() && !size.isKnown() && size.equals(own.get(i));
      target.add(same && size.found() != null ? Size.of(SAME) : size);
      open += target.get(i).isKnown() ? 0 : 1;
    }
    if (open > 1 && target.stream().filter(Size.REST::equals).count() > 1) {
      throw new IllegalArgumentException(
          "the shape "
              + ShapeRules.text(known(sizes))
              + " has more than one open size: use sizeOf(axis) instead of size(axis)");
    }
    return open == 1 ? x.graph().integers(known(target)) : exactly(x, target);
  }

  private static long[] known(List<Size> sizes) {
    return sizes.stream().mapToLong(size -> size.isKnown() ? size.known() : REST).toArray();
  }

  static OnnxValue broadcastTo(OnnxValue x, List<Size> sizes) {
    int before = sizes.size() - x.rank();
    ShapeRules.broadcast(x.shape(), known(sizes));
    List<Size> target = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      Size own = i < before ? Size.of(1) : x.sizeOf(i - before);
      boolean same = sizes.get(i).equals(own);
      if (sizes.get(i).equals(Size.REST) && own.isKnown()) {
        throw new IllegalArgumentException(
            "the shape "
                + ShapeRules.text(known(sizes))
                + " has an open size: use sizeOf(axis) instead of size(axis)");
      }
      // a size of 1 keeps the size of an axis
      target.add(same || sizes.get(i).equals(Size.REST) ? Size.of(1) : sizes.get(i));
    }
    if (before == 0 && target.stream().allMatch(size -> size.known() == 1)) {
      return x;
    }
    return x.to("Expand", Map.of(), known(sizes), exactly(x, target)).sizedAs(sizes);
  }

  /** Returns the sizes as an array. */
  static OnnxValue exactly(OnnxValue beside, List<Size> sizes) {
    List<Value> parts = new ArrayList<>();
    List<Size> numbers = new ArrayList<>();
    for (Size size : sizes) {
      if (size.found() != null) {
        add(beside, numbers, parts);
        parts.add(size.found());
      } else {
        numbers.add(size);
      }
    }
    add(beside, numbers, parts);
    return OnnxValue.of(parts.isEmpty() ? beside.graph().integers() : Value.concat(0, parts));
  }

  private static void add(OnnxValue beside, List<Size> numbers, List<Value> parts) {
    if (!numbers.isEmpty()) {
      parts.add(beside.graph().integers(known(numbers)));
      numbers.clear();
    }
  }
}
