package dev.braid;

import java.util.List;

/**
 * Which layers and columns a summary shows; every method returns a changed copy.
 *
 * @param showTrainable whether a column shows which layers are trainable
 * @param depth how many levels of nested models have separate rows
 * @param layerRange the first and the last layer that are shown; empty for all
 */
public record SummaryOptions(boolean showTrainable, int depth, List<String> layerRange) {
  private static final SummaryOptions DEFAULTS = new SummaryOptions(false, 0, List.of());

  /** Checks the depth and the range. */
  public SummaryOptions {
    layerRange = List.copyOf(layerRange);
    if (depth < 0) {
      throw refusal("depth", "a number of levels, 0 or more", "received " + depth);
    }
    if (!layerRange.isEmpty() && layerRange.size() != 2) {
      throw refusal(
          "layerRange", "the first and the last layer", "received " + layerRange.size() + " names");
    }
  }

  private static StructureException refusal(String option, String expected, String received) {
    return StructureException.of(
        "The summary cannot be made", new Problem("option", option, expected, received, ""));
  }

  /** All layers of the model, nested models closed, without the column. */
  public static SummaryOptions defaults() {
    return DEFAULTS;
  }

  /** Sets whether a column shows which layers are trainable. */
  public SummaryOptions showTrainable(boolean shown) {
    return new SummaryOptions(shown, depth, layerRange);
  }

  /** Sets how many levels of nested models have separate rows; 0 for none. */
  public SummaryOptions depth(int levels) {
    return new SummaryOptions(showTrainable, levels, layerRange);
  }

  /** Sets whether nested models of all levels have separate rows. */
  public SummaryOptions expandNested(boolean expanded) {
    return depth(expanded ? Integer.MAX_VALUE : 0);
  }

  /**
   * Shows the layers from one to another, both included.
   *
   * @param first the name of a layer, or a regular expression for the beginning of names: the first
   *     layer that it fits
   * @param last likewise: the last layer that it fits
   */
  public SummaryOptions layerRange(String first, String last) {
    return new SummaryOptions(showTrainable, depth, List.of(first, last));
  }
}
