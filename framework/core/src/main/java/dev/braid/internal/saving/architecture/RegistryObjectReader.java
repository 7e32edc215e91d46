package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.config.Configured;
import dev.braid.config.ObjectReader;
import dev.braid.saving.Registry;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Creates the objects of a file, of registered and of built-in classes. */
public final class RegistryObjectReader implements ObjectReader {
  private final Registry registry;
  private final Function<Object, Layer> layers;
  private final BiConsumer<Class<?>, Configured> substituted;

  public RegistryObjectReader(Registry registry) {
    this.registry = registry;
    this.layers = written -> BuiltInObjectReader.read(Layer.class, written, this);
    this.substituted = null;
  }

  /**
   * Creates a reader for files with models.
   *
   * @param layers creates layers; all other objects are created here
   * @param substituted receives each initializer, regularizer and constraint of an unknown class,
   *     which is then created without an effect; null if such classes are refused
   */
  RegistryObjectReader(
      Registry registry,
      Function<Object, Layer> layers,
      BiConsumer<Class<?>, Configured> substituted) {
    this.registry = registry;
    this.layers = layers;
    this.substituted = substituted;
  }

  @Override
  public <T> T read(Class<T> type, Object written) {
    if (type == Layer.class) {
      return type.cast(layers.apply(written));
    }
    if (substituted != null
        && !BuiltInObjectReader.supports(type, written)
        && readRegistered(type, written).isEmpty()) {
      Optional<T> option = UnknownOption.of(type, written);
      if (option.isPresent()) {
        substituted.accept(type, (Configured) option.get());
        return option.get();
      }
    }
    return BuiltInObjectReader.read(type, written, this);
  }

  @Override
  public <T> Optional<T> readRegistered(Class<T> type, Object written) {
    return registry.find(type, written, this);
  }

  @Override
  public String adviceOn(String concept, String name) {
    return "Register a Java class for it: Model.load(path, Registry.empty()."
        + concept
        + "(\""
        + name
        + "\", config -> …)).";
  }
}
