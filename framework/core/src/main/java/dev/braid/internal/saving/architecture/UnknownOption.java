package dev.braid.internal.saving.architecture;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Problem;
import dev.braid.Regularizer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.config.VerbatimObject;
import dev.braid.internal.config.Family;
import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An initializer, regularizer or constraint of an unknown class, which has no effect and is written
 * to files again.
 */
abstract class UnknownOption implements Configured, VerbatimObject {
  private static final Map<Class<?>, Function<Object, ?>> MAKERS =
      Map.of(
          Initializer.class, UnknownInitializer::new,
          Regularizer.class, UnknownRegularizer::new,
          Constraint.class, UnknownConstraint::new);

  private final Object written;

  private UnknownOption(Object written) {
    this.written = written;
  }

  /** Creates the substitute for an object; empty for a type that has none, or without a name. */
  static <T> Optional<T> of(Class<T> type, Object written) {
    Function<Object, ?> maker = MAKERS.get(type);
    return maker == null || Family.nameOf(written).isEmpty()
        ? Optional.empty()
        : Optional.of(type.cast(maker.apply(written)));
  }

  @Override
  public final String className() {
    return Family.nameOf(written);
  }

  @Override
  public final Config config() {
    return Config.ofObject(written, null);
  }

  @Override
  public final Map<String, Object> written() {
    Map<String, Object> object = new LinkedHashMap<>();
    if (written instanceof Map<?, ?> map) {
      map.forEach((key, value) -> object.put(String.valueOf(key), value));
    } else {
      object.put("class_name", "function");
      object.put("config", written);
      object.put("registered_name", "function");
    }
    return object;
  }

  /** An initializer whose values come from a file. */
  private static final class UnknownInitializer extends UnknownOption implements Initializer {
    UnknownInitializer(Object written) {
      super(written);
    }

    @Override
    public float[] values(long[] shape, RandomGenerator random) {
      throw StructureException.of(
          "New weights cannot be created",
          new Problem(
              "file-option",
              "initializer",
              "an initializer that Braid supports",
              "received \"" + className() + "\" from a file",
              "Open the file with Model.load(path, Registry.empty().initializer(\""
                  + className()
                  + "\", config -> …))."));
    }
  }

  private static final class UnknownRegularizer extends UnknownOption implements Regularizer {
    UnknownRegularizer(Object written) {
      super(written);
    }

    @Override
    public Value penalty(Value weight) {
      return weight.backend().constant(Nd4j.scalar(0f));
    }
  }

  private static final class UnknownConstraint extends UnknownOption implements Constraint {
    UnknownConstraint(Object written) {
      super(written);
    }

    @Override
    public Value project(Value weight) {
      return weight;
    }
  }
}
