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
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import dev.braid.internal.graph.LayerState;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.optimizers.Optimizers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Java classes for Keras' custom objects: classes that a file names and Braid does not have.
 *
 * <p>A reader receives the configuration in the file. It creates nested objects with {@link
 * Config#read(String, Class)}, which also finds the classes of this registry.
 *
 * <p>A name is that of the class or function, or the one under which it was registered in Python:
 * {@code Package>Name}. Braid writes custom classes as {@code Custom>Name}, the package that
 * Python's {@code register_keras_serializable()} uses. No class is looked up by reflection and no
 * code from a file is run: a file can only refer to entries of this registry.
 */
public final class Registry {
  private static final Registry EMPTY = new Registry(Map.of());

  /** Readers by type, then by name. */
  private final Map<Class<?>, Map<String, Function<Config, ?>>> readers;

  private Registry(Map<Class<?>, Map<String, Function<Config, ?>>> readers) {
    this.readers = readers;
  }

  /** Returns a registry without entries. */
  public static Registry empty() {
    return EMPTY;
  }

  /**
   * Adds a layer.
   *
   * @param className the class name in the file
   * @param reader creates the layer from its configuration; name and trainable flag are set
   *     afterwards
   */
  public Registry layer(String className, Function<Config, ? extends Layer> reader) {
    return with(Layer.class, className, reader, Registry::withCommon);
  }

  /**
   * Adds a loss, by its class name or its function's name.
   *
   * @param reader creates the loss from its configuration; name and reduction are set afterwards
   */
  public Registry loss(String name, Function<Config, ? extends Loss> reader) {
    return with(Loss.class, name, reader, Losses::withCommon);
  }

  /**
   * Adds a metric, by its class name or its function's name.
   *
   * @param reader creates the metric from its configuration; its name is set afterwards
   */
  public Registry metric(String name, Function<Config, ? extends Metric> reader) {
    return with(Metric.class, name, reader, Metrics::withCommon);
  }

  /**
   * Adds an optimizer.
   *
   * @param reader creates the optimizer from its configuration; the options of all optimizers
   *     (learning rate or schedule, clipping, weight decay, averages, accumulation) are set
   *     afterwards
   */
  public Registry optimizer(String className, Function<Config, ? extends Optimizer> reader) {
    return with(Optimizer.class, className, reader, Optimizers::withCommon);
  }

  /** Adds a learning rate schedule. */
  public Registry schedule(String className, Function<Config, ? extends Schedule> reader) {
    return with(Schedule.class, className, reader, (made, config) -> made);
  }

  /** Adds a regularizer, by its class name or its function's name. */
  public Registry regularizer(String name, Function<Config, ? extends Regularizer> reader) {
    return with(Regularizer.class, name, reader, (made, config) -> made);
  }

  /** Adds an initializer, by its class name or its function's name. */
  public Registry initializer(String name, Function<Config, ? extends Initializer> reader) {
    return with(Initializer.class, name, reader, (made, config) -> made);
  }

  /** Adds a constraint, by its class name or its function's name. */
  public Registry constraint(String name, Function<Config, ? extends Constraint> reader) {
    return with(Constraint.class, name, reader, (made, config) -> made);
  }

  /** Adds an activation: the one of Braid's that a function of this name corresponds to. */
  public Registry activation(String name, Function<Config, Activation> reader) {
    return with(Activation.class, name, reader, (made, config) -> made);
  }

  private <T> Registry with(
      Class<T> type,
      String name,
      Function<Config, ? extends T> reader,
      BiFunction<T, Config, T> withCommon) {
    Objects.requireNonNull(reader, "reader");
    Map<Class<?>, Map<String, Function<Config, ?>>> all = new HashMap<>(readers);
    Map<String, Function<Config, ?>> named = new HashMap<>(all.getOrDefault(type, Map.of()));
    named.put(
        Objects.requireNonNull(name, "name"),
        config -> {
          T made = created(concept(type), name, reader, config);
          if (made == null) {
            throw new IllegalArgumentException(
                "the reader of the "
                    + concept(type)
                    + " \""
                    + name
                    + "\" in the registry returned null");
          }
          return withCommon.apply(made, config);
        });
    all.put(type, Map.copyOf(named));
    return new Registry(Map.copyOf(all));
  }

  /** Runs the reader of a user, whose failures are described by the entry of the registry. */
  private static <T> T created(
      String concept, String name, Function<Config, ? extends T> reader, Config config) {
    try {
      return reader.apply(config);
    } catch (StructureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the reader of the "
              + concept
              + " \""
              + name
              + "\" in the registry failed with "
              + e.getClass().getSimpleName()
              + (e.getMessage() == null ? "" : ": " + e.getMessage()),
          e);
    }
  }

  private static String concept(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Layer withCommon(Layer layer, Config config) {
    String name = config.textOrNull("name");
    Layer named = name == null ? layer : layer.name(name);
    if (!config.flag("trainable", true)) {
      LayerState.of(named).trainable(false);
    }
    return named;
  }

  /**
   * Creates the object of a configuration if its class is registered.
   *
   * @param type the required type; a registered loss is also found as a metric
   * @param reader creates nested objects
   */
  public <T> Optional<T> find(Class<T> type, Object written, ObjectReader reader) {
    Optional<?> found = read(type, written, reader);
    if (found.isEmpty() && type == Metric.class) {
      found = read(Loss.class, written, reader);
    }
    return found.map(type::cast);
  }

  private Optional<?> read(Class<?> type, Object written, ObjectReader reader) {
    Map<String, Function<Config, ?>> named = readers.getOrDefault(type, Map.of());
    for (String name : names(written)) {
      if (named.containsKey(name)) {
        return Optional.of(named.get(name).apply(Config.ofObject(written, reader)));
      }
    }
    return Optional.empty();
  }

  /** Returns the full name, the name without the package and the class name, in this order. */
  private static List<String> names(Object written) {
    String name = Family.nameOf(written);
    String bare = name.substring(name.indexOf('>') + 1);
    String className =
        written instanceof Map<?, ?> object ? String.valueOf(object.get("class_name")) : name;
    return List.of(name, bare, className);
  }
}
