package dev.braid.saving.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Reads the arguments of one application of a layer. */
final class CallReader {
  /** Arguments that take tensors, in the order in which Braid's layers take them. */
  private static final List<String> TENSORS =
      List.of("inputs", "sequences", "sequence", "query", "value", "key", "initial_state");

  /** Arguments that say which steps of a tensor count, and the number of that tensor. */
  private static final Map<String, Integer> MASKS =
      Map.of("mask", 0, "query_mask", 0, "value_mask", 1, "key_mask", 2);

  /**
   * Arguments that change nothing: whatever a call said of {@code training}, what the whole model
   * does counts, and Keras takes the mask of a query from the query itself.
   */
  private static final Set<String> WITHOUT_EFFECT = Set.of("training", "query_mask");

  private final String path;
  private final Findings findings;
  private final Map<String, List<Object>> tensors = new LinkedHashMap<>();
  private final Map<Integer, Reference> masks = new TreeMap<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private List<String> names = List.of();

  CallReader(String path, Findings findings) {
    this.path = path;
    this.findings = findings;
  }

  /**
   * A call's tensors in order, and what else it says.
   *
   * @param tensors lists hold {@link Reference}
   * @param names the keys, where one dict was given; else empty
   * @param masks the masks that were given for tensors, by their numbers; null says that all steps
   *     count
   * @param options arguments that are no tensors
   */
  record Call(
      List<Reference> tensors,
      List<String> names,
      Map<Integer, Reference> masks,
      Map<String, Object> options) {
    /** The same call of other tensors. */
    Call with(UnaryOperator<Reference> change) {
      Map<Integer, Reference> changed = new TreeMap<>();
      masks.forEach(
          (number, mask) -> changed.put(number, mask == null ? null : change.apply(mask)));
      return new Call(tensors.stream().map(change).toList(), names, changed, options);
    }
  }

  Call read(Object node) {
    List<Reference> positional = new ArrayList<>();
    if (node instanceof List<?> old) {
      readOld(old, positional);
    } else if (node instanceof Map<?, ?> map
        && map.get("args") instanceof List<?> args
        && (map.get("kwargs") == null || map.get("kwargs") instanceof Map)) {
      if (args.size() == 1 && args.get(0) instanceof Map<?, ?> dict && !Reference.isTensor(dict)) {
        names = dict.keySet().stream().map(String::valueOf).toList();
      }
      args.forEach(arg -> collect(arg, positional));
      if (map.get("kwargs") instanceof Map<?, ?> kwargs) {
        readOptions(kwargs);
      }
    } else {
      findings.graph(path, "an inbound node is no list and no object with args and kwargs");
    }
    List<Reference> all = new ArrayList<>(positional);
    for (String name : TENSORS) {
      for (Object tensor : tensors.getOrDefault(name, List.of())) {
        all.add((Reference) tensor);
      }
    }
    return new Call(all, names, masks, options);
  }

  /** The form of tf.keras 2: lists of layer, node, tensor and arguments. */
  private void readOld(List<?> old, List<Reference> out) {
    if (Reference.ofList(old).isPresent()) {
      oldTensor(old, out);
      return;
    }
    for (Object item : old) {
      if (item instanceof List<?> entry) {
        oldTensor(entry, out);
      } else {
        findings.graph(
            path, "an inbound node holds " + Reference.text(item) + " where a list belongs");
      }
    }
  }

  private void oldTensor(List<?> entry, List<Reference> out) {
    Reference.ofList(entry)
        .ifPresentOrElse(
            out::add,
            () ->
                findings.graph(
                    path,
                    "an inbound node holds " + Reference.text(entry) + ", which is no tensor"));
    if (entry.size() > 3 && entry.get(3) instanceof Map<?, ?> kwargs) {
      readOptions(kwargs);
    }
  }

  private void readOptions(Map<?, ?> kwargs) {
    kwargs.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (WITHOUT_EFFECT.contains(name)) {
            return;
          }
          if (MASKS.containsKey(name)) {
            masks(MASKS.get(name), value);
          } else if (TENSORS.contains(name)) {
            List<Reference> found = new ArrayList<>();
            if (value != null) {
              collect(value, found);
            }
            tensors.put(name, new ArrayList<>(found));
          } else if (value != null && !Boolean.FALSE.equals(value)) {
            options.put(name, value);
          }
        });
  }

  /** One mask, or one for each tensor from the first on. */
  private void masks(int first, Object value) {
    Object given = Reference.untupled(value);
    if (given == null) {
      // Keras finds the mask itself
      return;
    }
    if (given instanceof List<?> list && Reference.ofList(list).isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        mask(first + i, list.get(i));
      }
    } else if (given instanceof Map<?, ?> dict && !Reference.isTensor(dict)) {
      dict.forEach((name, mask) -> mask(names.indexOf(String.valueOf(name)), mask));
    } else {
      mask(first, given);
    }
  }

  private void mask(int number, Object value) {
    if (value == null && number >= 0) {
      masks.put(number, null);
      return;
    }
    Optional<Reference> mask = Reference.ofTensor(value).or(() -> Reference.ofList(value));
    if (mask.isPresent() && number >= 0) {
      masks.put(number, mask.get());
    } else {
      findings.option(
          path,
          "a mask that is computed from the model's inputs",
          "received " + Reference.text(value),
          "Compute it with keras.ops from a tensor, or use a Masking layer or mask_zero=True.");
    }
  }

  private void collect(Object argument, List<Reference> out) {
    if (Reference.isTensor(argument)) {
      Reference.ofTensor(argument)
          .ifPresentOrElse(
              out::add, () -> findings.graph(path, "a tensor among its arguments has no history"));
    } else if (argument instanceof List<?> list) {
      list.forEach(item -> collect(item, out));
    } else if (Reference.untupled(argument) instanceof List<?> tuple) {
      tuple.forEach(item -> collect(item, out));
    } else if (argument instanceof Map<?, ?> dict) {
      dict.values().forEach(item -> collect(item, out));
    } else if (argument != null) {
      findings.option(path, "tensors as its arguments", "received " + Reference.text(argument), "");
    }
  }
}
