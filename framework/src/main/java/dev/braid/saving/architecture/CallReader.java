package dev.braid.saving.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the arguments of one application of a layer. */
final class CallReader {
  /** Arguments that take tensors, in the order in which Braid's layers take them. */
  private static final List<String> TENSORS =
      List.of("inputs", "sequences", "sequence", "query", "value", "key", "initial_state");

  /**
   * Arguments that Braid fills by itself: it knows the masks and whether it trains. Keras does so
   * too: whatever a call said of {@code training}, what the whole model does counts.
   */
  private static final Set<String> OWN =
      Set.of("mask", "training", "query_mask", "value_mask", "key_mask");

  private final String path;
  private final Set<String> operations;
  private final Findings findings;
  private final Map<String, List<Object>> tensors = new LinkedHashMap<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private List<String> names = List.of();

  /**
   * A reader of one call.
   *
   * @param operations the names of the nodes that compute masks
   */
  CallReader(String path, Set<String> operations, Findings findings) {
    this.path = path;
    this.operations = operations;
    this.findings = findings;
  }

  /**
   * A call's tensors in order, and what else it says.
   *
   * @param tensors lists hold {@link Reference}
   * @param names the keys, where one dict was given; else empty
   * @param options arguments that are no tensors
   */
  record Call(List<Reference> tensors, List<String> names, Map<String, Object> options) {}

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
    return new Call(all, names, options);
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
        findings.graph(path, "an inbound node holds " + item + " where a list belongs");
      }
    }
  }

  private void oldTensor(List<?> entry, List<Reference> out) {
    Reference.ofList(entry)
        .ifPresentOrElse(
            out::add,
            () -> findings.graph(path, "an inbound node holds " + entry + ", which is no tensor"));
    if (entry.size() > 3 && entry.get(3) instanceof Map<?, ?> kwargs) {
      readOptions(kwargs);
    }
  }

  private void readOptions(Map<?, ?> kwargs) {
    kwargs.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (OWN.contains(name)) {
            own(name, value);
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

  private void own(String name, Object value) {
    if (name.endsWith("mask") && value != null) {
      List<Reference> masks = new ArrayList<>();
      collect(value, masks);
      for (Reference mask : masks) {
        if (!operations.contains(mask.layer())) {
          findings.option(
              path,
              "a mask that comes from an Embedding or a Masking layer",
              "one that \"" + mask.layer() + "\" makes",
              "Use a Masking layer, or mask_zero=True.");
        }
      }
    }
  }

  private void collect(Object argument, List<Reference> out) {
    if (Reference.isTensor(argument)) {
      Reference.ofTensor(argument)
          .ifPresentOrElse(
              out::add, () -> findings.graph(path, "a tensor among its arguments has no history"));
    } else if (argument instanceof List<?> list) {
      list.forEach(item -> collect(item, out));
    } else if (argument instanceof Map<?, ?> dict) {
      if ("__tuple__".equals(dict.get("class_name"))
          && dict.get("items") instanceof List<?> items) {
        items.forEach(item -> collect(item, out));
      } else {
        dict.values().forEach(item -> collect(item, out));
      }
    } else if (argument != null) {
      findings.option(path, "tensors as its arguments", "received " + argument, "");
    }
  }
}
