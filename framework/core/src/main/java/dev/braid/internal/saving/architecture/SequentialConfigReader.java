package dev.braid.internal.saving.architecture;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.layers.core.InputLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Sequential model, which becomes a linear graph. */
final class SequentialConfigReader {
  private final ModelConfigReader reader;
  private final LoadProblems problems;
  private final String path;

  SequentialConfigReader(ModelConfigReader reader, LoadProblems problems, String path) {
    this.reader = reader;
    this.problems = problems;
    this.path = path;
  }

  Optional<Functional> read(Config config) {
    List<Layer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean complete = true;
    for (Object entry : entries(config)) {
      if (!(entry instanceof Map<?, ?> object)) {
        problems.graph(path, "its list of layers contains " + TensorReference.text(entry));
        return Optional.empty();
      }
      String name = LayerEntry.nameOf(object);
      if (!names.add(name)) {
        problems.graph(path, "two layers have the name \"" + name + '"');
      }
      Optional<Layer> layer = reader.layer(object, name, LayerEntry.join(path, name));
      layer.ifPresent(layers::add);
      complete &= layer.isPresent();
    }
    if (!complete) {
      return Optional.empty();
    }
    if (layers.isEmpty()) {
      problems.graph(path, "the Sequential model has no layers");
      return Optional.empty();
    }
    return build(config, layers);
  }

  private List<Object> entries(Config config) {
    try {
      return config.list("layers");
    } catch (IllegalArgumentException e) {
      problems.refused(path, e);
      return List.of();
    }
  }

  private Optional<Functional> build(Config config, List<Layer> layers) {
    try {
      if (!(layers.get(0) instanceof InputLayer)) {
        Optional<InputLayer> input = input(config);
        if (input.isEmpty()) {
          problems.graph(
              path,
              "the Sequential model was saved before it was built, so its input's shape is unknown");
          return Optional.empty();
        }
        layers.add(0, input.get());
      }
      long applications = layers.stream().mapToLong(reader::applications).sum();
      if (!reader.mayExpand(applications)) {
        problems.graph(path, "the model expands to more layers than LoadLimits allow");
        return Optional.empty();
      }
      Tensor first = layers.get(0).applyAll().get(0);
      Tensor last = first;
      for (Layer layer : layers.subList(1, layers.size())) {
        last = layer.apply(last);
      }
      Functional model =
          reader.model(List.of(first), List.of(last)).name(config.text("name", "sequential"));
      reader.finished(model, layers, "Sequential");
      return Optional.of(model);
    } catch (RuntimeException e) {
      problems.refused(path, e);
      return Optional.empty();
    }
  }

  /**
   * Creates the input as Keras does: with the shape of the build configuration or of the first
   * layer.
   */
  private Optional<InputLayer> input(Config config) {
    long[] shape = config.sizes("build_input_shape");
    if (shape.length == 0 && LayerEntry.firstConfig(config) instanceof Map<?, ?> first) {
      shape = Config.fromMap(first).sizes("batch_input_shape");
    }
    if (shape.length == 0) {
      return Optional.empty();
    }
    long[] sizes = Arrays.copyOfRange(shape, 1, shape.length);
    return Optional.of(new InputLayer(new Spec(sizes, DType.FLOAT32)).name("input_layer"));
  }
}
