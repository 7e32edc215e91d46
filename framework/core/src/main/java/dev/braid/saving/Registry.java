package dev.braid.saving;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Layer;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Optimizer;
import dev.braid.Regularizer;
import dev.braid.Schedule;
import dev.braid.config.Config;
import dev.braid.config.Family;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.optimizers.Optimizers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Java classes for what a file names and Braid doesn't know: Keras' custom objects.
 *
 * <p>A name is the class's or the function's, or the one it was registered under in Python: {@code
 * Package>Name}. Braid writes custom classes as {@code Custom>Name}, the package that Python's
 * {@code register_keras_serializable()} uses. Nothing is ever looked up by reflection or run from a
 * file: a file can only ask for what stands here.
 */
public final class Registry {
  private static final String LAYER = "layer";
  private static final String LOSS = "loss";
  private static final String METRIC = "metric";
  private static final Registry EMPTY = new Registry(Map.of());

  /** Readers by concept, then by name. */
  private final Map<String, Map<String, Function<Config, ?>>> readers;

  private Registry(Map<String, Map<String, Function<Config, ?>>> readers) {
    this.readers = readers;
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
    return with(LAYER, className, reader);
  }

  /**
   * Adds a loss, by its class name or its function's name.
   *
   * @param reader makes the loss from its configuration; name and reduction are set afterwards
   */
  public Registry loss(String name, Function<Config, ? extends Loss> reader) {
    return with(LOSS, name, config -> Losses.withCommon(reader.apply(config), config));
  }

  /**
   * Adds a metric, by its class name or its function's name.
   *
   * @param reader makes the metric from its configuration; its name is set afterwards
   */
  public Registry metric(String name, Function<Config, ? extends Metric> reader) {
    return with(METRIC, name, config -> Metrics.withCommon(reader.apply(config), config));
  }

  /**
   * Adds an optimizer.
   *
   * @param reader makes the optimizer from its configuration; what all optimizers have (learning
   *     rate or schedule, clipping, weight decay, averages, accumulation) is set afterwards
   */
  public Registry optimizer(String className, Function<Config, ? extends Optimizer> reader) {
    return with(
        "optimizer", className, config -> Optimizers.withCommon(reader.apply(config), config));
  }

  /** Adds a schedule of learning rates. */
  public Registry schedule(String className, Function<Config, ? extends Schedule> reader) {
    return with("schedule", className, reader);
  }

  /** Adds a regularizer, by its class name or its function's name. */
  public Registry regularizer(String name, Function<Config, ? extends Regularizer> reader) {
    return with("regularizer", name, reader);
  }

  /** Adds an initializer, by its class name or its function's name. */
  public Registry initializer(String name, Function<Config, ? extends Initializer> reader) {
    return with("initializer", name, reader);
  }

  /** Adds a constraint, by its class name or its function's name. */
  public Registry constraint(String name, Function<Config, ? extends Constraint> reader) {
    return with("constraint", name, reader);
  }

  /** Says which of Braid's activations computes what a function of this name does. */
  public Registry activation(String name, Function<Config, Activation> reader) {
    return with("activation", name, reader);
  }

  private Registry with(String concept, String name, Function<Config, ?> reader) {
    Objects.requireNonNull(reader, "reader");
    Map<String, Map<String, Function<Config, ?>>> all = new HashMap<>(readers);
    Map<String, Function<Config, ?>> named = new HashMap<>(all.getOrDefault(concept, Map.of()));
    named.put(Objects.requireNonNull(name, "name"), reader);
    all.put(concept, Map.copyOf(named));
    return new Registry(Map.copyOf(all));
  }

  /** The layer for Keras' object, where its class is registered. */
  public Optional<Layer> readLayer(Object written) {
    return find(LAYER, written).map(Layer.class::cast);
  }

  /**
   * The object that was written, where its class is registered.
   *
   * @param concept what it is, such as {@code loss}; a loss may also stand for a metric
   */
  public Optional<?> find(String concept, Object written) {
    Optional<?> found = read(concept, written);
    return found.isEmpty() && concept.equals(METRIC) ? read(LOSS, written) : found;
  }

  private Optional<?> read(String concept, Object written) {
    Map<String, Function<Config, ?>> named = readers.getOrDefault(concept, Map.of());
    for (String name : names(written)) {
      Function<Config, ?> reader = named.get(name);
      if (reader != null) {
        Config config =
            written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> options
                ? Config.fromMap(options)
                : new Config();
        Object made = reader.apply(config);
        if (made == null) {
          throw new IllegalArgumentException(
              "the reader of the " + concept + " \"" + name + "\" in the registry gave null");
        }
        return Optional.of(made);
      }
    }
    return Optional.empty();
  }

  /** The full name, then that without the package; then the class's. */
  private static List<String> names(Object written) {
    String name = Family.nameOf(written);
    String bare = name.substring(name.indexOf('>') + 1);
    String className =
        written instanceof Map<?, ?> object ? String.valueOf(object.get("class_name")) : name;
    return List.of(name, bare, className);
  }
}
