package dev.braid.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The shapes of results; -1 is a size that is not yet known. */
public final class ShapeRules {
  private ShapeRules() {}

  /** The common shape of two operands under NumPy's broadcasting; an unknown size may be 1. */
  public static long[] broadcast(long[] a, long[] b) {
    long[] result = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= result.length; i++) {
      long m = i <= a.length ? a[a.length - i] : 1;
      long n = i <= b.length ? b[b.length - i] : 1;
      if (m != n && m != 1 && n != 1 && m >= 0 && n >= 0) {
        throw new IllegalArgumentException(
            "the shapes " + text(a) + " and " + text(b) + " do not broadcast");
      }
      result[result.length - i] = m == 1 ? n : n == 1 || n < 0 ? m : n;
    }
    return result;
  }

  /** Broadcasts a shape to another one. */
  public static long[] broadcastTo(long[] from, long[] to) {
    boolean fits = from.length <= to.length;
    for (int i = 1; fits && i <= from.length; i++) {
      long m = from[from.length - i];
      long n = to[to.length - i];
      fits = m == n || m == 1 || m < 0 || n < 0;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the shape " + text(from) + " does not broadcast to " + text(to));
    }
    return to.clone();
  }

  public static long[] reduced(long[] shape, boolean keep, int... axes) {
    List<Integer> gone = Arrays.stream(axes).boxed().toList();
    return IntStream.range(0, shape.length)
        .filter(i -> keep || !gone.contains(i))
        .mapToLong(i -> gone.contains(i) ? 1 : shape[i])
        .toArray();
  }

  public static long[] permuted(long[] shape, int... order) {
    if (order.length != shape.length
        || !Arrays.equals(
            Arrays.stream(order).sorted().toArray(), IntStream.range(0, order.length).toArray())) {
      throw new IllegalArgumentException(
          "the order "
              + Arrays.toString(order)
              + " does not name each axis of "
              + text(shape)
              + " once");
    }
    return Arrays.stream(order).mapToLong(axis -> shape[axis]).toArray();
  }

  /** The sizes of a new shape; an unknown one is inferred if all others are known. */
  public static long[] reshaped(long[] shape, List<Size> sizes) {
    long[] result = sizes.stream().mapToLong(Size::known).toArray();
    long open = Arrays.stream(result).filter(size -> size < 0).count();
    if (Arrays.stream(shape).allMatch(size -> size >= 0) && open <= 1) {
      long elements = product(shape);
      long known = product(Arrays.stream(result).filter(size -> size >= 0).toArray());
      if (open == 0 ? known != elements : known == 0 || elements % known != 0) {
        throw new IllegalArgumentException(
            text(shape)
                + " has "
                + elements
                + " elements, which the shape "
                + text(result)
                + " cannot hold");
      }
      for (int i = 0; i < result.length; i++) {
        result[i] = result[i] < 0 ? elements / known : result[i];
      }
    }
    return result;
  }

  private static long product(long... sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  public static long[] sliced(long[] shape, int axis, Size from, Size to, long step) {
    long[] result = shape.clone();
    result[axis] =
        from.isKnown() && to.isKnown()
            ? Math.max(0, (to.known() - from.known() + step - 1) / step)
            : -1;
    return result;
  }

  public static long[] concatenated(int axis, List<long[]> shapes) {
    long[] result = shapes.get(0).clone();
    for (long[] shape : shapes.subList(1, shapes.size())) {
      boolean fits = shape.length == result.length;
      for (int i = 0; fits && i < result.length; i++) {
        if (i == axis) {
          result[i] = result[i] < 0 || shape[i] < 0 ? -1 : result[i] + shape[i];
        } else {
          fits = result[i] < 0 || shape[i] < 0 || result[i] == shape[i];
          result[i] = Math.max(result[i], shape[i]);
        }
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "the shapes "
                + shapes.stream().map(ShapeRules::text).collect(Collectors.joining(", "))
                + " differ in more than axis "
                + axis);
      }
    }
    return result;
  }

  public static long[] padded(long[] shape, int axis, long before, long after) {
    long[] result = shape.clone();
    result[axis] = result[axis] < 0 ? -1 : result[axis] + before + after;
    return result;
  }

  public static long[] taken(long[] shape, long[] positions, int axis) {
    return LongStream.concat(
            LongStream.concat(Arrays.stream(shape, 0, axis), Arrays.stream(positions)),
            Arrays.stream(shape, axis + 1, shape.length))
        .toArray();
  }

  public static long[] product(long[] a, long[] b, boolean transposeA, boolean transposeB) {
    if (a.length < 2 || b.length < 2) {
      throw new IllegalArgumentException(
          "a matrix product of the shapes " + text(a) + " and " + text(b));
    }
    long rows = a[a.length - (transposeA ? 1 : 2)];
    long inner = a[a.length - (transposeA ? 2 : 1)];
    long other = b[b.length - (transposeB ? 1 : 2)];
    long columns = b[b.length - (transposeB ? 2 : 1)];
    if (inner != other && inner >= 0 && other >= 0) {
      throw new IllegalArgumentException(
          "a matrix product of "
              + text(a)
              + " and "
              + text(b)
              + ": "
              + inner
              + " columns do not match "
              + other
              + " rows");
    }
    long[] lead = broadcast(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
    long[] result = Arrays.copyOf(lead, lead.length + 2);
    result[lead.length] = rows;
    result[lead.length + 1] = columns;
    return result;
  }

  public static long[] contracted(Contraction contraction, long[] a, long[] b) {
    for (int i = 0; i < contraction.left().length(); i++) {
      int other = contraction.right().indexOf(contraction.left().charAt(i));
      if (other >= 0 && a[i] != b[other] && a[i] > 1 && b[other] > 1) {
        throw new IllegalArgumentException(
            "axis "
                + i
                + " of "
                + text(a)
                + " and axis "
                + other
                + " of "
                + text(b)
                + " have different sizes");
      }
    }
    long[] result = new long[contraction.result().length()];
    for (int i = 0; i < result.length; i++) {
      char axis = contraction.result().charAt(i);
      int left = contraction.left().indexOf(axis);
      int right = contraction.right().indexOf(axis);
      long m = left < 0 ? 1 : a[left];
      long n = right < 0 ? 1 : b[right];
      result[i] = m == 1 ? n : n == 1 || n < 0 ? m : n;
    }
    return result;
  }

  /** A shape as text, with ? for unknown sizes. */
  public static String text(long... shape) {
    return Arrays.stream(shape)
        .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
