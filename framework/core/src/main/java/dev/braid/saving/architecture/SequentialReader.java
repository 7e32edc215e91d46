package dev.braid.saving.architecture;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Functional;
import dev.braid.graph.Spec;
import dev.braid.layers.core.InputLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Sequential model, which becomes a graph with one path. */
final class SequentialReader {
  private final ModelReader reader;
  private final Findings findings;
  private final String path;

  SequentialReader(ModelReader reader, Findings findings, String path) {
    this.reader = reader;
    this.findings = findings;
    this.path = path;
  }

  Optional<Functional> read(Config config) {
    List<Layer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean whole = true;
    for (Object entry : entries(config)) {
      if (!(entry instanceof Map<?, ?> object)) {
        findings.graph(path, "among its layers stands " + Reference.text(entry));
        return Optional.empty();
      }
      String name = Entry.nameOf(object);
      if (!names.add(name)) {
        findings.graph(path, "two layers are called \"" + name + '"');
      }
      Optional<Layer> layer = reader.layer(object, name, Entry.join(path, name));
      layer.ifPresent(layers::add);
      whole &= layer.isPresent();
    }
    if (!whole) {
      return Optional.empty();
    }
    if (layers.isEmpty()) {
      findings.graph(path, "the Sequential model has no layers");
      return Optional.empty();
    }
    return build(config, layers);
  }

  private List<Object> entries(Config config) {
    try {
      return config.list("layers");
    } catch (IllegalArgumentException e) {
      findings.refused(path, e);
      return List.of();
    }
  }

  private Optional<Functional> build(Config config, List<Layer> layers) {
    try {
      if (!(layers.get(0) instanceof InputLayer)) {
        Optional<InputLayer> input = input(config);
        if (input.isEmpty()) {
          findings.graph(
              path,
              "the Sequential model was saved before it was built, so its input's shape is unknown");
          return Optional.empty();
        }
        layers.add(0, input.get());
      }
      long applications = layers.stream().mapToLong(reader::applications).sum();
      if (!reader.mayUnfold(applications)) {
        findings.graph(path, "the model unfolds to more layers than Braid opens");
        return Optional.empty();
      }
      Tensor first = layers.get(0).applyAll().get(0);
      Tensor at = first;
      for (Layer layer : layers.subList(1, layers.size())) {
        at = layer.apply(at);
      }
      Functional model =
          reader.model(List.of(first), List.of(at)).name(config.text("name", "sequential"));
      reader.finished(model, layers, "Sequential");
      return Optional.of(model);
    } catch (RuntimeException e) {
      findings.refused(path, e);
      return Optional.empty();
    }
  }

  /** The input that Keras would make: from the build's shape, or from the first layer's. */
  private Optional<InputLayer> input(Config config) {
    long[] shape = config.sizes("build_input_shape");
    if (shape.length == 0 && Entry.firstConfig(config) instanceof Map<?, ?> first) {
      shape = Config.fromMap(first).sizes("batch_input_shape");
    }
    if (shape.length == 0) {
      return Optional.empty();
    }
    long[] sizes = Arrays.copyOfRange(shape, 1, shape.length);
    return Optional.of(new InputLayer(new Spec(sizes, DType.FLOAT32)).name("input_layer"));
  }
}
