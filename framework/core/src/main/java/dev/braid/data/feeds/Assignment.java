package dev.braid.data.feeds;

import dev.braid.Problem;
import dev.braid.data.arrays.Form;
import dev.braid.data.arrays.GridReader;
import dev.braid.data.checks.Role;
import dev.braid.data.checks.ShouldBeOneArray;
import dev.braid.data.checks.ShouldContainName;
import dev.braid.data.checks.ShouldKnowName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What inputs, targets and weights have in common when arrays are dealt out to them. */
final class Assignment {
  private final Role role;
  private final List<String> names;
  private final String model;
  private final String prefix;
  private final List<Problem> problems;

  /**
   * Prepares to deal out arrays.
   *
   * @param names who gets one, in order
   * @param model the same with shapes, for messages
   * @param prefix goes before every name in messages
   * @param problems takes what does not fit
   */
  Assignment(Role role, List<String> names, String model, String prefix, List<Problem> problems) {
    this.role = role;
    this.names = List.copyOf(names);
    this.model = model;
    this.prefix = prefix;
    this.problems = problems;
  }

  /**
   * Deals out a map by its keys.
   *
   * @param idle names that the model has, but nothing would be done with what they are given
   */
  Map<String, Object> byName(Map<?, ?> passed, Collection<String> idle) {
    Map<String, Object> dealt = new LinkedHashMap<>();
    List<String> keys = passed.keySet().stream().map(String::valueOf).sorted().toList();
    List<String> spare =
        keys.stream().filter(key -> !names.contains(key) && !idle.contains(key)).toList();
    List<String> open = names.stream().filter(name -> !passed.containsKey(name)).toList();
    for (String name : names) {
      if (passed.containsKey(name)) {
        dealt.put(name, passed.get(name));
      } else if (!role.mayBeMissing() || open.size() == names.size()) {
        problems.add(ShouldContainName.problem(role, prefix, name, model, keys, spare));
      }
    }
    for (String key : spare) {
      problems.add(ShouldKnowName.problem(role, prefix + key, key, model, open));
    }
    for (String key : keys) {
      if (idle.contains(key)) {
        problems.add(ShouldKnowName.unused(role, prefix + key));
      }
    }
    return dealt;
  }

  /** Deals out a list in the model's order. */
  Map<String, Object> inOrder(List<?> arrays) {
    Map<String, Object> dealt = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      dealt.put(names.get(i), arrays.get(i));
    }
    return dealt;
  }

  /** A list, or an array of objects that a list could hold; null for all other values. */
  static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    boolean objects =
        value instanceof Object[] array && !array.getClass().getComponentType().isArray();
    return objects ? Arrays.asList((Object[]) value) : null;
  }

  /**
   * The only array of a list that holds one, else the value itself as nested data.
   *
   * @param fits whether a shape with its batch axis fits
   * @param rank the usual number of axes, the batch's included
   */
  static Object unwrapped(Object value, Predicate<long[]> fits, int rank) {
    List<?> list = list(value);
    if (list == null || list.size() != 1 || list.get(0) == null) {
      return value;
    }
    long[] inner = GridReader.shape(list.get(0));
    boolean nested = fits.test(GridReader.shape(value));
    boolean alone = fits.test(inner) || inner.length == rank && !nested;
    return alone ? list.get(0) : value;
  }

  /**
   * Tells a list of batches from an array.
   *
   * @param shape what the name wants, for messages
   * @return whether a problem was found
   */
  boolean batches(String name, String shape, Object value, Predicate<long[]> fits) {
    List<?> list = list(value);
    if (list == null || list.isEmpty() || fits.test(GridReader.shape(value))) {
      return false;
    }
    List<Object> elements = new ArrayList<>(list);
    if (!elements.stream().allMatch(element -> fits.test(GridReader.shape(element)))) {
      return false;
    }
    problems.add(ShouldBeOneArray.problem(name, shape, list.size(), Form.of(elements.get(0))));
    return true;
  }
}
