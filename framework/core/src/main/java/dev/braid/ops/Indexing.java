package dev.braid.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects elements of a value by an index for each axis, as NumPy does. */
final class Indexing {
  private Indexing() {}

  static Value at(Value x, List<Index> indices) {
    List<Index> all = expanded(indices, x.rank());
    Value out = x;
    int axis = 0;
    for (Index index : all) {
      if (index instanceof Index.NewAxis) {
        out = out.expand(axis++);
      } else if (index instanceof Index.Position one) {
        out = position(out, axis, one.position()).squeeze(axis);
      } else {
        out = range(out, axis++, (Index.Range) index);
      }
    }
    return out;
  }

  /** One index for each axis, besides those that create new ones. */
  private static List<Index> expanded(List<Index> indices, int rank) {
    long taken =
        indices.stream()
            .filter(index -> index instanceof Index.Range || index instanceof Index.Position)
            .count();
    long open = indices.stream().filter(index -> index instanceof Index.Ellipsis).count();
    if (taken > rank || open > 1) {
      throw new IllegalArgumentException(
          open > 1
              ? "an index with more than one ellipsis"
              : taken + " indices into " + rank + " axes");
    }
    List<Index> rest = Collections.nCopies(Math.toIntExact(rank - taken), Index.Range.ALL);
    List<Index> all = new ArrayList<>();
    for (Index index : indices) {
      if (index instanceof Index.Ellipsis) {
        all.addAll(rest);
      } else {
        all.add(index);
      }
    }
    if (open == 0) {
      all.addAll(rest);
    }
    return all;
  }

  private static Value position(Value x, int axis, long position) {
    long size = x.size(axis);
    if (size >= 0 && (position >= size || position < -size)) {
      throw new IllegalArgumentException(
          "position " + position + " of axis " + axis + ", which has " + size + " elements");
    }
    Size from = position < 0 ? x.sizeOf(axis).minus(Size.of(-position)) : Size.of(position);
    Value one = x.slice(axis, from, from.plus(Size.of(1)), 1);
    return one.size(axis) == 1 ? one : known(one, axis);
  }

  /** Marks an axis as having one element, if the backend could not determine it. */
  private static Value known(Value one, int axis) {
    List<Size> sizes = new ArrayList<>(one.sizes());
    sizes.set(axis, Size.of(1));
    return one.reshape(sizes);
  }

  private static Value range(Value x, int axis, Index.Range range) {
    if (range.equals(Index.Range.ALL)) {
      return x;
    }
    long step = range.step() == null ? 1 : range.step();
    Size size = x.sizeOf(axis);
    if (step > 0) {
      Size from = bound(range.from(), size, Size.of(0));
      return x.slice(axis, from, bound(range.to(), size, size).atLeast(from), step);
    }
    // backwards: the same elements counted from the other end
    Range turned = new Range(mirrored(range.from()), mirrored(range.to()));
    Value reversed = x.reverse(axis);
    Size from = bound(turned.from(), size, Size.of(0));
    Size to = bound(turned.to(), size, size).atLeast(from);
    return reversed.slice(axis, from, to, -step);
  }

  private record Range(@Nullable Long from, @Nullable Long to) {}

  /** Position p from the start is position -1 - p from the end. */
  private static @Nullable Long mirrored(@Nullable Long bound) {
    return bound == null ? null : -1 - bound;
  }

  private static Size bound(@Nullable Long bound, Size size, Size otherwise) {
    if (bound == null) {
      return otherwise;
    }
    return bound < 0
        ? size.minus(Size.of(-bound)).atLeast(Size.of(0))
        : Size.of(bound).atMost(size);
  }
}
