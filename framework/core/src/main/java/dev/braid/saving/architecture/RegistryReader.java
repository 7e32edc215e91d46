package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.config.ObjectReader;
import dev.braid.saving.Registry;
import java.util.Optional;
import java.util.function.Function;

/** Makes the objects inside a file: those of registered classes, and what Braid has. */
public final class RegistryReader implements ObjectReader {
  private final Registry registry;
  private final Function<Object, Layer> layers;

  public RegistryReader(Registry registry) {
    this.registry = registry;
    this.layers = written -> BuiltInReader.read(Layer.class, written, this);
  }

  /**
   * A reader for files with models.
   *
   * @param layers makes layers; all else is made here
   */
  RegistryReader(Registry registry, Function<Object, Layer> layers) {
    this.registry = registry;
    this.layers = layers;
  }

  @Override
  public <T> T read(Class<T> type, Object written) {
    return type == Layer.class
        ? type.cast(layers.apply(written))
        : BuiltInReader.read(type, written, this);
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
