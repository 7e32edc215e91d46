package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of texts in any of the forms that a program may pass. */
public final class TextArray {
  private final String[] texts;
  private final long[] shape;
  private final String form;

  private TextArray(String[] texts, long[] shape, String form) {
    this.texts = texts;
    this.shape = shape;
    this.form = form;
  }

  /**
   * Reads arrays or lists of texts, nested or not.
   *
   * @param name the array's name in messages
   * @param problems takes why it cannot be read
   * @return null where it cannot be read
   */
  public static @Nullable TextArray read(String name, Object value, List<Problem> problems) {
    if (!(value instanceof Object[] || value instanceof List<?>)) {
      problems.add(ShouldHoldTexts.array(name, value));
      return null;
    }
    long[] shape = ArrayReader.shape(value);
    Reading reading = new Reading(shape, ArrayDescription.of(value));
    try {
      reading.walk(value, 0, new int[shape.length]);
    } catch (MalformedArrayException misfit) {
      problems.add(misfit.of(name));
      return null;
    }
    return new TextArray(reading.found.toArray(String[]::new), shape, reading.form);
  }

  /** Whether the first element of an array is a text. */
  public static boolean holdsTexts(Object value) {
    Object node = value;
    while (node instanceof Object[] || node instanceof List<?>) {
      node = ArrayDescription.child(node);
    }
    return node instanceof CharSequence;
  }

  /** Reads all elements of an array whose first rows have a shape. */
  private static final class Reading {
    private final long[] shape;
    private final String form;
    private final List<String> found = new ArrayList<>();

    Reading(long[] shape, String form) {
      this.shape = shape;
      this.form = form;
    }

    void walk(Object node, int level, int[] path) {
      if (level == shape.length) {
        if (!(node instanceof CharSequence text)) {
          String at = ArrayDescription.index(path);
          throw new MalformedArrayException(name -> ShouldHoldTexts.element(name, at, node));
        }
        found.add(text.toString());
        return;
      }
      String at = ArrayDescription.index(Arrays.copyOf(path, level));
      if (!(node instanceof Object[] || node instanceof List<?>)) {
        throw new MalformedArrayException(name -> ShouldHoldTexts.element(name, at, node));
      }
      List<?> children = node instanceof List<?> list ? list : Arrays.asList((Object[]) node);
      if (children.size() != shape[level]) {
        throw new MalformedArrayException(
            name ->
                ShouldHaveRowsOfOneLength.problem(
                    name, form, at, children.size(), (int) shape[level], level));
      }
      for (int i = 0; i < children.size(); i++) {
        path[level] = i;
        walk(children.get(i), level + 1, path);
      }
    }
  }

  /** The dimensions, the samples first. */
  public long[] shape() {
    return shape.clone();
  }

  public int samples() {
    return Math.toIntExact(shape[0]);
  }

  /** The form as a program writes it, such as {@code String[100]}. */
  public String form() {
    return form;
  }

  /** The texts of the samples that an order names, or of those in a range where it is null. */
  public String[] take(int[] order, int from, int to) {
    int size = samples() == 0 ? 0 : texts.length / samples();
    if (order == null) {
      return Arrays.copyOfRange(texts, from * size, to * size);
    }
    String[] taken = new String[(to - from) * size];
    for (int place = from; place < to; place++) {
      System.arraycopy(texts, order[place] * size, taken, (place - from) * size, size);
    }
    return taken;
  }
}
