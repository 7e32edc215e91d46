package dev.braid.saving;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Options for opening a file; every method with an argument returns a modified copy.
 *
 * <pre>{@code
 * Model model = Model.load(path, LoadOptions.defaults().compile(false).registry(registry));
 * model.loadWeights(other, LoadOptions.defaults().byName(true).skipMismatch(true));
 * }</pre>
 *
 * @param compile whether the compile configuration is read, so that training can continue
 * @param registry Java classes for the custom objects in the file
 * @param limits limits on the configuration
 * @param skipMismatch whether layers whose weights do not fit keep theirs
 * @param skippedLayers the layers for which {@code skipMismatch} holds; empty for all layers
 * @param byName whether weights are matched by the names of layers alone
 */
public record LoadOptions(
    boolean compile,
    Registry registry,
    LoadLimits limits,
    boolean skipMismatch,
    Optional<Set<String>> skippedLayers,
    boolean byName) {
  private static final LoadOptions DEFAULTS =
      new LoadOptions(
          true, Registry.empty(), LoadLimits.defaults(), false, Optional.empty(), false);

  /** Checks that the registry and the limits are given. */
  public LoadOptions {
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * Returns the defaults: the compile configuration is read, the registry is empty, and all weights
   * must fit.
   */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /** Sets whether the compile configuration is read; a model that is not compiled predicts. */
  public LoadOptions compile(boolean on) {
    return new LoadOptions(on, registry, limits, skipMismatch, skippedLayers, byName);
  }

  /** Sets the Java classes for the custom objects in the file. */
  public LoadOptions registry(Registry other) {
    return new LoadOptions(compile, other, limits, skipMismatch, skippedLayers, byName);
  }

  /** Sets the limits on the configuration. */
  public LoadOptions limits(LoadLimits other) {
    return new LoadOptions(compile, registry, other, skipMismatch, skippedLayers, byName);
  }

  /**
   * Sets whether layers whose weights do not fit in number or shape keep theirs, with a notice;
   * otherwise such a file is refused.
   */
  public LoadOptions skipMismatch(boolean on) {
    return new LoadOptions(compile, registry, limits, on, Optional.empty(), byName);
  }

  /**
   * Sets layers that keep their weights if those in the file do not fit, with a notice; the weights
   * of all other layers of the model must fit. Layers that only the file has are ignored.
   */
  public LoadOptions skipMismatch(Collection<String> layerNames) {
    return new LoadOptions(
        compile, registry, limits, true, Optional.of(Set.copyOf(layerNames)), byName);
  }

  /** Returns whether a layer of the model keeps its weights if those in the file do not fit. */
  public boolean skips(String layerName) {
    return skipMismatch && skippedLayers.map(names -> names.contains(layerName)).orElse(true);
  }

  /**
   * Sets whether weights are matched by the names of layers alone: layers whose names are not in
   * the file keep their weights, and further weights in the file are ignored.
   */
  public LoadOptions byName(boolean on) {
    return new LoadOptions(compile, registry, limits, skipMismatch, skippedLayers, on);
  }
}
