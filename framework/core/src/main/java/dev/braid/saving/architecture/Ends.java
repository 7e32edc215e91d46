package dev.braid.saving.architecture;

import dev.braid.Tensor;
import dev.braid.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what goes into a model and comes out: one tensor, a list, or a dict of them. */
final class Ends {
  private final String path;
  private final Findings findings;

  Ends(String path, Findings findings) {
    this.path = path;
    this.findings = findings;
  }

  /**
   * One input or output.
   *
   * @param key its name in a dict; null where there is none
   */
  record End(String key, Reference tensor) {}

  /** The ends in Keras' order, which for a dict is that of its keys. */
  List<End> read(String what, Object written) {
    List<End> ends = new ArrayList<>();
    if (written instanceof Map<?, ?> dict) {
      sorted(dict).forEach((key, item) -> collect(what, key, item, ends));
    } else {
      collect(what, null, written, ends);
    }
    if (ends.isEmpty() && findings.none()) {
      findings.graph(path, "its " + what + " name no tensor");
    }
    return ends;
  }

  /** Structures inside a dict are flattened, and their tensors go by the names of layers. */
  private void collect(String what, String key, Object written, List<End> ends) {
    Reference.ofList(written)
        .ifPresentOrElse(
            tensor -> ends.add(new End(key, tensor)),
            () -> {
              if (written instanceof List<?> list) {
                list.forEach(item -> collect(what, null, item, ends));
              } else if (written instanceof Map<?, ?> dict) {
                sorted(dict).values().forEach(item -> collect(what, null, item, ends));
              } else {
                findings.graph(path, "its " + what + " hold " + Reference.text(written));
              }
            });
  }

  private static Map<String, Object> sorted(Map<?, ?> dict) {
    Map<String, Object> sorted = new TreeMap<>();
    dict.forEach((name, item) -> sorted.put(String.valueOf(name), item));
    return sorted;
  }

  /** The inputs by the names of a dict: Keras takes data by its keys, not by the layers' names. */
  static List<Tensor> inputs(List<End> ends, List<Tensor> tensors) {
    List<Tensor> named = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      String key = ends.get(i).key();
      named.add(key == null ? tensors.get(i) : tensors.get(i).named(key));
    }
    return named;
  }

  /** The outputs by the names of a dict; two outputs of one layer are told apart by numbers. */
  static List<Tensor> outputs(List<End> ends, List<Tensor> tensors) {
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

  private static String name(End end, Tensor tensor) {
    return end.key() == null ? Node.of(tensor).layer().name() : end.key();
  }
}
