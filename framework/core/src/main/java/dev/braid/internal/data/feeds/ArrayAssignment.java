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
   * @param names the names to which arrays are assigned, in order
   * @param model supplies the names with shapes, for messages
   * @param check receives the problems
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
   * @param idle names of the model whose arrays would not be used
   */
  Map<String, Object> byName(Map<?, ?> passed, Collection<String> idle) {
    List<Problem> problems = check.problems();
    Map<String, Object> assigned = new LinkedHashMap<>();
    List<String> keys = passed.keySet().stream().map(String::valueOf).sorted().toList();
    List<String> unknown =
        keys.stream().filter(key -> !names.contains(key) && !idle.contains(key)).toList();
    List<String> unassigned = names.stream().filter(name -> !passed.containsKey(name)).toList();
    for (String name : names) {
      if (passed.containsKey(name)) {
        assigned.put(name, passed.get(name));
      } else if (!role.mayBeMissing() || unassigned.size() == names.size()) {
        problems.add(
            ShouldContainName.problem(
                role, check.context().prefix(), name, model.get(), keys, unknown));
      }
    }
    for (String key : unknown) {
      problems.add(ShouldKnowName.problem(role, check.label(key), key, model.get(), unassigned));
    }
    for (String key : keys) {
      if (idle.contains(key)) {
        problems.add(ShouldKnowName.unused(role, check.label(key)));
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

  /** Returns a list, or an array of objects as a list; null for all other values. */
  static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    boolean hasObjects =
        value instanceof Object[] array && !array.getClass().getComponentType().isArray();
    return hasObjects ? Arrays.asList((Object[]) value) : null;
  }

  /**
   * Returns the only array of a list of one, otherwise the value itself as nested data.
   *
   * @param fits whether a shape with its batch axis fits
   * @param rank the usual number of axes, including the batch axis
   */
  static Object unwrap(Object value, Predicate<long[]> fits, int rank) {
    List<?> list = list(value);
    if (list == null || list.size() != 1 || list.get(0) == null) {
      return value;
    }
    long[] inner = ArrayReader.shape(list.get(0));
    boolean fitsNested = fits.test(ArrayReader.shape(value));
    boolean fitsUnwrapped = fits.test(inner) || inner.length == rank && !fitsNested;
    return fitsUnwrapped ? list.get(0) : value;
  }

  /**
   * Returns whether a list contains batches of one input or output, each of which fits by itself.
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
