package dev.braid.internal.saving.architecture;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Layer;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Optimizer;
import dev.braid.Regularizer;
import dev.braid.Schedule;
import dev.braid.config.ObjectReader;
import dev.braid.constraints.Constraints;
import dev.braid.initializers.Initializers;
import dev.braid.losses.Losses;
import dev.braid.metrics.Metrics;
import dev.braid.optimizers.Optimizers;
import dev.braid.regularizers.Regularizers;
import dev.braid.schedules.Schedules;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Creates objects of built-in classes: {@link ObjectReader#builtIn()}. */
public final class BuiltInObjectReader implements ObjectReader {
  private static final Map<Class<?>, BiFunction<Object, ObjectReader, ?>> READERS =
      Map.of(
          Layer.class, BuiltInLayers::read,
          Activation.class, Activation::read,
          Loss.class, Losses::read,
          Metric.class, Metrics::read,
          Optimizer.class, Optimizers::read,
          Schedule.class, Schedules::read,
          Initializer.class, Initializers::read,
          Regularizer.class, Regularizers::read,
          Constraint.class, Constraints::read);

  private static final Map<Class<?>, Predicate<Object>> OPTIONS =
      Map.of(
          Initializer.class, Initializers::supports,
          Regularizer.class, Regularizers::supports,
          Constraint.class, Constraints::supports);

  /** Returns whether an option of a layer is of a built-in class; true for all other types. */
  static boolean supports(Class<?> type, Object written) {
    return OPTIONS.getOrDefault(type, any -> true).test(written);
  }

  @Override
  public <T> T read(Class<T> type, Object written) {
    return read(type, written, this);
  }

  /**
   * Creates an object of a built-in class or of a class that is registered in a reader.
   *
   * @param reader also creates nested objects
   */
  static <T> T read(Class<T> type, Object written, ObjectReader reader) {
    BiFunction<Object, ObjectReader, ?> read = READERS.get(type);
    if (read == null) {
      throw new IllegalArgumentException(
          "expected Layer, Activation, Loss, Metric, Optimizer, Schedule, Initializer, Regularizer"
              + " or Constraint as the type of an object in a configuration, received "
              + type.getSimpleName()
              + ". Read one of these, or the value itself with get(name).");
    }
    return type.cast(read.apply(written, reader));
  }
}
