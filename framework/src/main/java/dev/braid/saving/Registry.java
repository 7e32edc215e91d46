package dev.braid.saving;

import dev.braid.Layer;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Java classes for what a file names and Braid doesn't know: Keras' custom objects.
 *
 * <p>A name is the class's, or the one it was registered under in Python: {@code Package>Name}.
 * Nothing is ever looked up by reflection or run from a file: a file can only ask for what stands
 * here.
 */
public final class Registry {
  private static final Registry EMPTY = new Registry(Map.of(), Map.of(), Map.of());

  private final Map<String, Function<Config, ? extends Layer>> layers;
  private final Map<String, Function<Config, ? extends Loss>> losses;
  private final Map<String, Function<Config, ? extends Metric>> metrics;

  private Registry(
      Map<String, Function<Config, ? extends Layer>> layers,
      Map<String, Function<Config, ? extends Loss>> losses,
      Map<String, Function<Config, ? extends Metric>> metrics) {
    this.layers = Map.copyOf(layers);
    this.losses = Map.copyOf(losses);
    this.metrics = Map.copyOf(metrics);
  }

  /** A registry without entries. */
  public static Registry empty() {
    return EMPTY;
  }

  /**
   * Adds a layer.
   *
   * @param className as the file has it
   * @param reader makes the layer from its configuration; name and freezing are set afterwards
   */
  public Registry layer(String className, Function<Config, ? extends Layer> reader) {
    return new Registry(with(layers, className, reader), losses, metrics);
  }

  /** Adds a loss, by its class name or its function's name. */
  public Registry loss(String name, Function<Config, ? extends Loss> reader) {
    return new Registry(layers, with(losses, name, reader), metrics);
  }

  /** Adds a metric, by its class name or its function's name. */
  public Registry metric(String name, Function<Config, ? extends Metric> reader) {
    return new Registry(layers, losses, with(metrics, name, reader));
  }

  private static <T> Map<String, Function<Config, ? extends T>> with(
      Map<String, Function<Config, ? extends T>> known,
      String name,
      Function<Config, ? extends T> reader) {
    Objects.requireNonNull(reader, "reader");
    Map<String, Function<Config, ? extends T>> more = new HashMap<>(known);
    more.put(Objects.requireNonNull(name, "name"), reader);
    return more;
  }

  /** The layer for Keras' object, where its class is registered. */
  public Optional<Layer> readLayer(Object written) {
    return read(layers, written);
  }

  /** The loss for what Keras wrote, where it is registered. */
  public Optional<Loss> readLoss(Object written) {
    return read(losses, written);
  }

  /** The metric for what Keras wrote, where it is registered. */
  public Optional<Metric> readMetric(Object written) {
    return read(metrics, written);
  }

  private static <T> Optional<T> read(
      Map<String, Function<Config, ? extends T>> readers, Object written) {
    if (written instanceof String name) {
      return Optional.ofNullable(readers.get(name)).map(reader -> reader.apply(new Config()));
    }
    if (!(written instanceof Map<?, ?> object)) {
      return Optional.empty();
    }
    Object config = object.get("config");
    Function<Config, ? extends T> reader =
        readers.get(String.valueOf(object.get("registered_name")));
    if (reader == null) {
      reader = readers.get(String.valueOf(object.get("class_name")));
    }
    if (reader == null && config instanceof String function) {
      reader = readers.get(function);
    }
    return Optional.ofNullable(reader)
        .map(
            make ->
                make.apply(config instanceof Map<?, ?> map ? Config.fromMap(map) : new Config()));
  }
}
