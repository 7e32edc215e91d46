package dev.braid.internal.saving;

import dev.braid.Layer;
import dev.braid.Objective;
import dev.braid.Tensor;
import dev.braid.config.Configured;
import dev.braid.internal.engine.Trainer;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.saving.compilation.OptimizerVariables;
import dev.braid.internal.training.RunTraits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the traits of a run from a model and its compilation, and freezes layers by them. */
public final class ModelTraits {
  /** Options that do not affect the results of a run that has begun. */
  private static final Set<String> UNRELATED = Set.of("name", "module", "registered_name");

  private static final String INITIALIZER = "initializer";
  private static final String TRAINABLE = "trainable";
  private static final String OPTIMIZER = "optimizer";

  private final RunTraits traits = new RunTraits();

  private ModelTraits() {}

  /** Returns the current traits. */
  public static RunTraits of(Functional model, Trainer trainer) {
    ModelTraits reading = new ModelTraits();
    reading.model("", model);
    reading.configured(OPTIMIZER, "", OptimizerVariables.current(trainer));
    for (Objective line : trainer.compilation().objectives()) {
      if (line.loss() != null) {
        reading.configured("output " + line.output(), "loss ", line.loss());
        reading.traits.put("output " + line.output(), "loss weight", text(line.weight()));
      }
    }
    return reading.traits;
  }

  /** Freezes layers as recorded in saved traits. */
  public static void freeze(Functional model, RunTraits saved) {
    freeze("", model, saved);
  }

  private static void freeze(String path, Functional model, RunTraits saved) {
    for (Layer layer : model.layers()) {
      String trainable = saved.get(path + layer.name(), TRAINABLE);
      if (trainable != null) {
        LayerState.of(layer).trainable(Boolean.parseBoolean(trainable));
      }
      if (layer instanceof Functional inner) {
        freeze(path + layer.name() + "/", inner, saved);
      }
    }
  }

  private void model(String path, Functional model) {
    for (Node node : Topology.of(model).nodes()) {
      Layer layer = node.layer();
      String owner = path + layer.name();
      if (layer instanceof Functional inner) {
        traits.put(owner, RunTraits.CLASS, layer.className());
        if (traits.get(owner + "/" + inner.layers().get(0).name(), RunTraits.CLASS) == null) {
          model(owner + "/", inner);
        }
      } else {
        configured(owner, "", layer);
      }
      traits.put(owner, TRAINABLE, text(layer.trainable()));
      traits.put(owner, "learning rate multiplier", text(LayerState.of(layer).rate()));
      String before = traits.get(owner, "inputs");
      String inputs = names(node.inputs());
      traits.put(owner, "inputs", before == null ? inputs : before + "; " + inputs);
    }
    String owner = path.isEmpty() ? path : path.substring(0, path.length() - 1);
    traits.put(owner, "outputs", names(model.outputs()));
  }

  private static String names(List<Tensor> tensors) {
    return tensors.stream()
        .map(t -> Node.of(t).layer().name() + (Node.indexOf(t) == 0 ? "" : ":" + Node.indexOf(t)))
        .collect(Collectors.joining(", "));
  }

  private void configured(String owner, String prefix, Configured object) {
    traits.put(owner, prefix + RunTraits.CLASS, object.className());
    Map<String, Object> config;
    try {
      config = object.config().map();
    } catch (RuntimeException e) {
      // functions have no configuration, and custom classes need not have one
      return;
    }
    options(owner, prefix, config);
  }

  private void options(String owner, String prefix, Map<?, ?> config) {
    config.forEach(
        (key, value) -> {
          String option = prefix + key;
          boolean related = !UNRELATED.contains(key) && !option.endsWith(INITIALIZER);
          if (related && value instanceof Map<?, ?> nested) {
            options(owner, option + ".", nested);
          } else if (related && value != null) {
            traits.put(owner, option, text(value));
          }
        });
  }

  private static String text(Object value) {
    if (value instanceof Number number) {
      // a file holds 1 where the program has 1.0
      double exact = number.doubleValue();
      if (exact == Math.rint(exact) && Math.abs(exact) < 1e15) {
        return Long.toString((long) exact);
      }
      return (float) exact == exact ? Float.toString((float) exact) : Double.toString(exact);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ModelTraits::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return String.valueOf(value);
  }
}
