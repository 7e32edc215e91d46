package dev.braid.internal.saving.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Reads the arguments of one application of a layer. */
final class LayerCallReader {
  /** Arguments that accept tensors, in the order of the inputs of Braid's layers. */
  private static final List<String> TENSORS =
      List.of(
          "inputs",
          "sequences",
          "sequence",
          "query",
          "value",
          "key",
          "initial_state",
          "count_weights");

  private static final String ATTENTION_MASK = LayerCallOptions.ATTENTION_MASK;

  /** Arguments that are masks, and the index of the tensor that each masks. */
  private static final Map<String, Integer> MASKS =
      Map.of("mask", 0, "query_mask", 0, "value_mask", 1, "key_mask", 2);

  /**
   * Arguments without effect: {@code training} is set by the whole model, and Keras takes the mask
   * of a query from the query itself.
   */
  private static final Set<String> WITHOUT_EFFECT = Set.of("training", "query_mask");

  private final String path;
  private final LoadProblems problems;
  private final UnaryOperator<Object> constants;
  private final Map<String, List<Object>> tensors = new LinkedHashMap<>();
  private final Map<Integer, TensorReference> masks = new TreeMap<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private List<String> names = List.of();
  private TensorReference attentionMask;

  /**
   * Creates a reader for one call.
   *
   * @param constants replaces constant arrays by references to tensors
   */
  LayerCallReader(String path, LoadProblems problems, UnaryOperator<Object> constants) {
    this.path = path;
    this.problems = problems;
    this.constants = constants;
  }

  /**
   * The tensors of a call in order, and its other arguments.
   *
   * @param tensors the tensors in order
   * @param names the keys if the argument is a dict; else empty
   * @param masks the masks by the index of their tensors; null means that no step is masked
   * @param attentionMask which steps attend to which; null if the call has no such argument
   * @param options arguments that are not tensors
   */
  record WrittenCall(
      List<TensorReference> tensors,
      List<String> names,
      Map<Integer, TensorReference> masks,
      TensorReference attentionMask,
      Map<String, Object> options) {
    /** Returns all references to tensors, except masks. */
    List<TensorReference> values() {
      List<TensorReference> all = new ArrayList<>(tensors);
      if (attentionMask != null) {
        all.add(attentionMask);
      }
      return all;
    }

    /** Returns the call with other tensors. */
    WrittenCall with(UnaryOperator<TensorReference> change) {
      Map<Integer, TensorReference> changed = new TreeMap<>();
      masks.forEach(
          (number, mask) -> changed.put(number, mask == null ? null : change.apply(mask)));
      return new WrittenCall(
          tensors.stream().map(change).toList(),
          names,
          changed,
          attentionMask == null ? null : change.apply(attentionMask),
          options);
    }
  }

  WrittenCall read(Object node) {
    List<TensorReference> positional = new ArrayList<>();
    if (node instanceof List<?> old) {
      readOld(old, positional);
    } else if (node instanceof Map<?, ?> map
        && map.get("args") instanceof List<?> args
        && (map.get("kwargs") == null || map.get("kwargs") instanceof Map)) {
      if (args.size() == 1
          && args.get(0) instanceof Map<?, ?> dict
          && !TensorReference.isTensor(dict)) {
        names = dict.keySet().stream().map(String::valueOf).toList();
      }
      args.forEach(arg -> collect(arg, positional));
      if (map.get("kwargs") instanceof Map<?, ?> kwargs) {
        readOptions(kwargs);
      }
    } else {
      problems.graph(path, "an inbound node is neither a list nor an object with args and kwargs");
    }
    List<TensorReference> all = new ArrayList<>(positional);
    for (String name : TENSORS) {
      for (Object tensor : tensors.getOrDefault(name, List.of())) {
        all.add((TensorReference) tensor);
      }
    }
    return new WrittenCall(all, names, masks, attentionMask, options);
  }

  /** Reads the format of tf.keras 2: lists of layer, node, tensor and arguments. */
  private void readOld(List<?> old, List<TensorReference> out) {
    if (TensorReference.ofList(old).isPresent()) {
      oldTensor(old, out);
      return;
    }
    for (Object item : old) {
      if (item instanceof List<?> entry) {
        oldTensor(entry, out);
      } else {
        problems.graph(
            path, "an inbound node contains " + TensorReference.text(item) + " instead of a list");
      }
    }
  }

  private void oldTensor(List<?> entry, List<TensorReference> out) {
    TensorReference.ofList(entry)
        .ifPresentOrElse(
            out::add,
            () ->
                problems.graph(
                    path,
                    "an inbound node contains "
                        + TensorReference.text(entry)
                        + ", which is not a tensor"));
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
          if (name.equals(ATTENTION_MASK) && value != null) {
            List<TensorReference> found = new ArrayList<>();
            collect(value, found);
            attentionMask = found.isEmpty() ? null : found.get(0);
          } else if (MASKS.containsKey(name)) {
            masks(MASKS.get(name), value);
          } else if (TENSORS.contains(name)) {
            List<TensorReference> found = new ArrayList<>();
            if (value != null) {
              collect(value, found);
            }
            tensors.put(name, new ArrayList<>(found));
          } else if (value != null && !Boolean.FALSE.equals(value)) {
            options.put(name, value);
          }
        });
  }

  /** Reads one mask, or one for each tensor starting at the given index. */
  private void masks(int first, Object value) {
    Object given = constants.apply(TensorReference.untupled(value));
    if (given == null) {
      // Keras finds the mask itself
      return;
    }
    if (given instanceof List<?> list && TensorReference.ofList(list).isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        mask(first + i, list.get(i));
      }
    } else if (given instanceof Map<?, ?> dict && !TensorReference.isTensor(dict)) {
      dict.forEach((name, mask) -> mask(names.indexOf(String.valueOf(name)), mask));
    } else {
      mask(first, given);
    }
  }

  private void mask(int number, Object written) {
    Object value = constants.apply(written);
    if (value == null && number >= 0) {
      masks.put(number, null);
      return;
    }
    Optional<TensorReference> mask =
        TensorReference.ofTensor(value).or(() -> TensorReference.ofList(value));
    if (mask.isPresent() && number >= 0) {
      masks.put(number, mask.get());
    } else {
      problems.option(
          path,
          "a mask that is computed from the model's inputs",
          "received " + TensorReference.text(value),
          "Compute it with keras.ops from a tensor, or use a Masking layer or mask_zero=True.");
    }
  }

  private void collect(Object written, List<TensorReference> out) {
    Object argument = constants.apply(written);
    if (TensorReference.isTensor(argument)) {
      TensorReference.ofTensor(argument)
          .ifPresentOrElse(
              out::add, () -> problems.graph(path, "a tensor among its arguments has no history"));
    } else if (argument instanceof List<?> list) {
      list.forEach(item -> collect(item, out));
    } else if (TensorReference.untupled(argument) instanceof List<?> tuple) {
      tuple.forEach(item -> collect(item, out));
    } else if (argument instanceof Map<?, ?> dict) {
      dict.values().forEach(item -> collect(item, out));
    } else if (argument != null) {
      problems.option(
          path, "tensors as its arguments", "received " + TensorReference.text(argument), "");
    }
  }
}
