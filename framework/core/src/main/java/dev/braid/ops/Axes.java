package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Computes orders of axes, and shapes with merged axes. */
final class Axes {
  private Axes() {}

  /** The order that moves some axes to the end. */
  static int[] last(int[] axes, int rank) {
    List<Integer> chosen = Arrays.stream(axes).boxed().toList();
    return IntStream.concat(
            IntStream.range(0, rank).filter(i -> !chosen.contains(i)), Arrays.stream(axes))
        .toArray();
  }

  /** The inverse of an order. */
  static int[] inverse(int... order) {
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    return back;
  }

  /** The order that moves axes and keeps the order of all others. */
  static int[] moved(int[] from, int[] to, int rank) {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          from.length + " axes cannot move to " + to.length + " positions");
    }
    int[] order = new int[rank];
    Arrays.fill(order, -1);
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      int axis = ArrayMath.axis(from[i], rank);
      order[ArrayMath.axis(to[i], rank)] = axis;
      gone.add(axis);
    }
    int next = 0;
    for (int i = 0; i < rank; i++) {
      if (order[i] < 0) {
        while (gone.contains(next)) {
          next++;
        }
        order[i] = next++;
      }
    }
    return order;
  }

  static Value swapped(Value x, int one, int other) {
    int[] order = IntStream.range(0, x.rank()).toArray();
    int first = ArrayMath.axis(one, x.rank());
    int second = ArrayMath.axis(other, x.rank());
    order[first] = second;
    order[second] = first;
    return first == second ? x : x.permute(order);
  }

  /** Sizes in which all from an index on are merged into one. */
  static List<Size> joined(List<Size> sizes, int from) {
    List<Size> joined = new ArrayList<>(sizes.subList(0, from));
    joined.add(product(sizes.subList(from, sizes.size())));
    return joined;
  }

  static Size product(List<Size> sizes) {
    return sizes.stream().reduce(Size.of(1), Size::times);
  }

  /** Reshapes elements of one axis so that they broadcast along an axis of another value. */
  static Value along(Value x, int axis, Value elements) {
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      sizes.add(i == axis ? elements.sizeOf(0) : Size.of(1));
    }
    return elements.reshape(sizes);
  }

  static Value raveled(Value x) {
    return x.rank() == 1 ? x : x.reshape(List.of(product(x.sizes())));
  }

  /** The value without reduced axes, unless they are kept. */
  static Value dropped(Value x, boolean keep, int... axes) {
    Value out = x;
    int[] sorted = ArrayMath.axes(axes, x.rank());
    for (int i = sorted.length - 1; !keep && i >= 0; i--) {
      out = out.squeeze(sorted[i]);
    }
    return out;
  }

  /** One index of an axis, which is kept with size 1. */
  static Value one(Value x, int axis, Size at) {
    Value one = x.slice(axis, at, at.plus(Size.of(1)), 1);
    if (one.size(axis) == 1) {
      return one;
    }
    List<Size> sizes = new ArrayList<>(one.sizes());
    sizes.set(axis, Size.of(1));
    return one.reshape(sizes);
  }
}
