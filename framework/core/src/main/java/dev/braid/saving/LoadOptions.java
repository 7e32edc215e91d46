package dev.braid.saving;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options of reading weights from a file; every method with an argument returns a modified copy.
 *
 * @param skipsAll whether weights of all layers may differ from those in the file
 * @param skippedLayers the names of layers whose weights may differ
 * @param ignoresOtherLayers whether the file may have layers that the model does not have
 */
public record LoadOptions(boolean skipsAll, Set<String> skippedLayers, boolean ignoresOtherLayers) {
  private static final LoadOptions DEFAULTS = new LoadOptions(false, Set.of(), false);

  public LoadOptions {
    skippedLayers = Set.copyOf(skippedLayers);
  }

  /** Returns the defaults: all weights must fit. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets whether layers whose weights do not fit keep their values; a notice lists them.
   *
   * <p>Layers in the file that the model does not have are ignored.
   */
  public LoadOptions skipMismatch(boolean on) {
    return new LoadOptions(on, Set.of(), on);
  }

  /** Does the same for some layers only; the weights of all other layers of the model must fit. */
  public LoadOptions skipMismatch(String... layerNames) {
    return new LoadOptions(false, new TreeSet<>(Arrays.asList(layerNames)), true);
  }

  /** Returns whether the weights of a layer may differ. */
  public boolean skips(String layerName) {
    return skipsAll || skippedLayers.contains(layerName);
  }
}
