package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.checks.ArrayRole;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldKnowName;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Assigns the arrays of one argument to inputs or outputs. */
final class ArrayAssignment {
  private final ArrayRole role;
  private final List<String> names;
  private final Supplier<String> model;
  private final DataSetCheck check;

  /**
   * Prepares an assignment.
   *
   * @param names the names that get an array, in order
   * @param model the same with shapes, for messages
   * @param check takes what does not fit
   */
  ArrayAssignment(ArrayRole role, List<String> names, Supplier<String> model, DataSetCheck check) {
    this.role = role;
    this.names = names;
    this.model = model;
    this.check = check;
  }

  /**
   * Assigns the values of a map by its keys.
   *
   * @param idle names that the model has, but whose arrays would not be used
   */
  Map<String, Object> byName(Map<?, ?> passed, Collection<String> idle) {
    List<Problem> problems = check.problems();
    Map<String, Object> assigned = new LinkedHashMap<>();
    List<String> keys = passed.keySet().stream().map(String::valueOf).sorted().toList();
    List<String> spare =
        keys.stream().filter(key -> !names.contains(key) && !idle.contains(key)).toList();
    List<String> open = names.stream().filter(name -> !passed.containsKey(name)).toList();
    for (String name : names) {
      if (passed.containsKey(name)) {
        assigned.put(name, passed.get(name));
      } else if (!role.mayBeMissing() || open.size() == names.size()) {
        problems.add(
            ShouldContainName.problem(
                role, check.context().prefix(), name, model.get(), keys, spare));
      }
    }
    for (String key : spare) {
      problems.add(ShouldKnowName.problem(role, check.told(key), key, model.get(), open));
    }
    for (String key : keys) {
      if (idle.contains(key)) {
        problems.add(ShouldKnowName.unused(role, check.told(key)));
      }
    }
    return assigned;
  }

  /** Assigns the elements of a list in the model's order. */
  static Map<String, Object> inOrder(List<String> names, List<?> arrays) {
    Map<String, Object> assigned = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      assigned.put(names.get(i), arrays.get(i));
    }
    return assigned;
  }

  /** A list, or an array of objects as a list; null for all other values. */
  static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    boolean objects =
        value instanceof Object[] array && !array.getClass().getComponentType().isArray();
    return objects ? Arrays.asList((Object[]) value) : null;
  }

  /**
   * The only array of a list that holds one, or else the value itself as nested data.
   *
   * @param fits whether a shape with its batch axis fits
   * @param rank the usual number of axes, the batch's included
   */
  static Object unwrapped(Object value, Predicate<long[]> fits, int rank) {
    List<?> list = list(value);
    if (list == null || list.size() != 1 || list.get(0) == null) {
      return value;
    }
    long[] inner = ArrayReader.shape(list.get(0));
    boolean nested = fits.test(ArrayReader.shape(value));
    boolean alone = fits.test(inner) || inner.length == rank && !nested;
    return alone ? list.get(0) : value;
  }

  /**
   * Whether a list holds batches of one input or output, each of which would fit alone.
   *
   * @param value the list in its original form
   * @param fits whether a shape with its batch axis fits
   */
  static boolean areBatches(List<?> list, Object value, Predicate<long[]> fits) {
    return !list.isEmpty()
        && !fits.test(ArrayReader.shape(value))
        && list.stream().allMatch(element -> fits.test(ArrayReader.shape(element)));
  }
}
