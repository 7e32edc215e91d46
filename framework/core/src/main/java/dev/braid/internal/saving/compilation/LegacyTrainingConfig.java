package dev.braid.internal.saving.compilation;

import dev.braid.Optimizer;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.metrics.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates what tf.keras 2 stores of a compilation to the form of Keras 3: the attribute {@code
 * training_config} of an {@code .h5} file, and the optimizer's variables.
 */
public final class LegacyTrainingConfig {
  private LegacyTrainingConfig() {}

  /** Returns the arguments of compile as a compile configuration of Keras 3. */
  public static Map<String, Object> compileConfig(Map<?, ?> written) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("optimizer", optimizer(written.get("optimizer_config")));
    for (String argument : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
      config.put(argument, translated(written.get(argument)));
    }
    return config;
  }

  private static Object optimizer(Object written) {
    if (!(written instanceof Map<?, ?> object)
        || !(object.get("config") instanceof Map<?, ?> options)) {
      return written;
    }
    Map<Object, Object> config = new HashMap<>(options);
    Object decay = config.remove("decay");
    if (config.containsKey("lr")) {
      config.put("learning_rate", config.remove("lr"));
    }
    if (decay instanceof Number number
        && number.doubleValue() != 0
        && config.get("learning_rate") instanceof Number rate) {
      Map<String, Object> schedule = new HashMap<>();
      schedule.put("initial_learning_rate", rate);
      schedule.put("decay_steps", 1);
      schedule.put("decay_rate", number);
      config.put("learning_rate", Map.of("class_name", "InverseTimeDecay", "config", schedule));
    }
    Map<Object, Object> changed = new HashMap<>(object);
    changed.put("config", config);
    return changed;
  }

  /** Translates wrapped functions and the automatic reduction, in lists and dicts too. */
  private static Object translated(Object written) {
    if (written instanceof List<?> list) {
      return list.stream().map(LegacyTrainingConfig::translated).toList();
    }
    if (!(written instanceof Map<?, ?> map)) {
      return written;
    }
    boolean isObject = map.get("class_name") instanceof String;
    if (isObject && map.get("config") instanceof Map<?, ?> config) {
      if ("MeanMetricWrapper".equals(map.get("class_name")) && config.get("fn") instanceof String) {
        return Metrics.supports(config.get("name")) ? config.get("name") : config.get("fn");
      }
      Map<Object, Object> options = new HashMap<>(config);
      options.computeIfPresent(
          "reduction", (key, value) -> "auto".equals(value) ? "sum_over_batch_size" : value);
      Map<Object, Object> changed = new HashMap<>(map);
      changed.put("config", options);
      return changed;
    }
    Map<Object, Object> each = new LinkedHashMap<>();
    map.forEach((key, value) -> each.put(key, translated(value)));
    return each;
  }

  /**
   * Returns the optimizer's variables in Keras 3's order.
   *
   * @param names the names of the variables, such as {@code Adam/dense/kernel/m:0}
   * @param arrays the variables in the same order
   */
  public static H5Group optimizer(List<String> names, List<H5Dataset> arrays, Optimizer optimizer) {
    List<H5Dataset> ordered = new ArrayList<>(arrays);
    int slots = optimizer.slots().size();
    boolean rate = names.size() > 1 && names.get(1).contains("learning_rate");
    if (!rate && !arrays.isEmpty()) {
      if (slots > 1 && bySlot(names)) {
        ordered = byWeight(arrays, optimizer);
      }
      if (optimizer.schedule() == null) {
        ordered.add(1, H5Dataset.of(new float[] {(float) optimizer.learningRate(0)}));
      }
    }
    Map<String, H5Node> vars = new LinkedHashMap<>();
    ordered.forEach(array -> vars.put(String.valueOf(vars.size()), array));
    return H5Group.of(Map.of("vars", H5Group.of(vars)));
  }

  /** Returns whether all variables of one kind come before those of the next, as up to 2.10. */
  private static boolean bySlot(List<String> names) {
    return names.size() > 2 && lastPart(names.get(1)).equals(lastPart(names.get(2)));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static List<H5Dataset> byWeight(List<H5Dataset> arrays, Optimizer optimizer) {
    int weights = (arrays.size() - 1) / optimizer.slots().size();
    List<H5Dataset> ordered = new ArrayList<>(arrays.subList(0, 1));
    for (List<String> group : optimizer.slotGroups()) {
      for (int weight = 0; weight < weights; weight++) {
        for (String slot : group) {
          ordered.add(arrays.get(1 + optimizer.slots().indexOf(slot) * weights + weight));
        }
      }
    }
    return ordered;
  }
}
