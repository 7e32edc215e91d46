package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.config.ObjectReader;
import dev.braid.saving.Registry;
import java.util.Optional;
import java.util.function.Function;

/** Creates the objects of a file, of registered and of built-in classes. */
public final class RegistryObjectReader implements ObjectReader {
  private final Registry registry;
  private final Function<Object, Layer> layers;

  public RegistryObjectReader(Registry registry) {
    this.registry = registry;
    this.layers = written -> BuiltInObjectReader.read(Layer.class, written, this);
  }

  /**
   * Creates a reader for files with models.
   *
   * @param layers creates layers; all other objects are created here
   */
  RegistryObjectReader(Registry registry, Function<Object, Layer> layers) {
    this.registry = registry;
    this.layers = layers;
  }

  @Override
  public <T> T read(Class<T> type, Object written) {
    return type == Layer.class
        ? type.cast(layers.apply(written))
        : BuiltInObjectReader.read(type, written, this);
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
