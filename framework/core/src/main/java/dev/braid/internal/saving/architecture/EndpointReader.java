package dev.braid.internal.saving.architecture;

import dev.braid.Tensor;
import dev.braid.internal.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the inputs and outputs of a model: one tensor, a list, or a dict of them. */
final class EndpointReader {
  private final String path;
  private final LoadProblems problems;

  EndpointReader(String path, LoadProblems problems) {
    this.path = path;
    this.problems = problems;
  }

  /**
   * An input or output.
   *
   * @param key its key in a dict; null outside of dicts
   */
  record Endpoint(String key, TensorReference tensor) {}

  /** Reads the endpoints in Keras' order, which for a dict is that of its keys. */
  List<Endpoint> read(String what, Object written) {
    List<Endpoint> ends = new ArrayList<>();
    if (written instanceof Map<?, ?> dict) {
      sorted(dict).forEach((key, item) -> collect(what, key, item, ends));
    } else {
      collect(what, null, written, ends);
    }
    if (ends.isEmpty() && problems.isEmpty()) {
      problems.graph(path, "its " + what + " name no tensor");
    }
    return ends;
  }

  /** Flattens structures inside a dict; their tensors are named by their layers. */
  private void collect(String what, String key, Object written, List<Endpoint> ends) {
    TensorReference.ofList(written)
        .ifPresentOrElse(
            tensor -> ends.add(new Endpoint(key, tensor)),
            () -> {
              if (written instanceof List<?> list) {
                list.forEach(item -> collect(what, null, item, ends));
              } else if (written instanceof Map<?, ?> dict) {
                sorted(dict).values().forEach(item -> collect(what, null, item, ends));
              } else {
                problems.graph(path, "its " + what + " contain " + TensorReference.text(written));
              }
            });
  }

  private static Map<String, Object> sorted(Map<?, ?> dict) {
    Map<String, Object> sorted = new TreeMap<>();
    dict.forEach((name, item) -> sorted.put(String.valueOf(name), item));
    return sorted;
  }

  /**
   * Names the inputs by the keys of a dict: Keras matches data by its keys, not by the layers'
   * names.
   */
  static List<Tensor> inputs(List<Endpoint> ends, List<Tensor> tensors) {
    List<Tensor> named = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      String key = ends.get(i).key();
      named.add(key == null ? tensors.get(i) : tensors.get(i).named(key));
    }
    return named;
  }

  /** Names the outputs by the keys of a dict; two outputs of one layer get numbers as suffixes. */
  static List<Tensor> outputs(List<Endpoint> ends, List<Tensor> tensors) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < ends.size(); i++) {
      counts.merge(name(ends.get(i), tensors.get(i)), 1, Integer::sum);
    }
    Set<String> taken = new HashSet<>(counts.keySet());
    Set<String> seen = new HashSet<>();
    List<Tensor> named = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      String name = name(ends.get(i), tensors.get(i));
      if (ends.get(i).key() != null) {
        named.add(tensors.get(i).named(name));
      } else if (seen.add(name)) {
        named.add(tensors.get(i));
      } else {
        int number = 1;
        while (!taken.add(name + "_" + number)) {
          number++;
        }
        named.add(tensors.get(i).named(name + "_" + number));
      }
    }
    return named;
  }

  private static String name(Endpoint end, Tensor tensor) {
    return end.key() == null ? Node.of(tensor).layer().name() : end.key();
  }
}
