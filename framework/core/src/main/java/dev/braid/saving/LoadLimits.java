package dev.braid.saving;

import dev.braid.Problem;
import dev.braid.StructureException;

/**
 * How much the configuration of a model file may ask for; every method with an argument returns a
 * changed copy.
 *
 * <p>Files are untrusted, and a few kilobytes can describe millions of things. The defaults leave
 * room for models ten times as large as the largest of {@code keras.applications}. Whoever trusts a
 * file that asks for more raises the limit that the message names.
 *
 * @param configBytes the most bytes of {@code config.json}
 * @param configTokens the most tokens in it: names, values, and the ends of lists and objects
 * @param textLength the most characters of one text in it, or of the path to a nested layer
 * @param layers the most layers it may describe, and the most applications of layers that nested
 *     models may unfold to
 * @param outputs the most inputs, and the most outputs, of one model
 * @param metrics the most metrics of all outputs together
 */
public record LoadLimits(
    int configBytes, int configTokens, int textLength, int layers, int outputs, int metrics) {
  private static final LoadLimits DEFAULTS =
      new LoadLimits(32 << 20, 2_000_000, 10 << 10, 10_000, 1_000, 1_000);

  /** Checks that every limit lets something through. */
  public LoadLimits {
    positive("configBytes", configBytes);
    positive("configTokens", configTokens);
    positive("textLength", textLength);
    positive("layers", layers);
    positive("outputs", outputs);
    positive("metrics", metrics);
  }

  private static void positive(String limit, int value) {
    if (value < 1) {
      throw StructureException.of(
          "LoadLimits." + limit + "(" + value + ")",
          new Problem("option", limit, "a number above 0", "received " + value, ""));
    }
  }

  /** 32 MiB, 2,000,000 tokens, 10,240 characters, 10,000 layers, 1,000 outputs, 1,000 metrics. */
  public static LoadLimits defaults() {
    return DEFAULTS;
  }

  /** Sets the most bytes of {@code config.json}. */
  public LoadLimits configBytes(int most) {
    return new LoadLimits(most, configTokens, textLength, layers, outputs, metrics);
  }

  /** Sets the most tokens of {@code config.json}. */
  public LoadLimits configTokens(int most) {
    return new LoadLimits(configBytes, most, textLength, layers, outputs, metrics);
  }

  /** Sets the most characters of one text. */
  public LoadLimits textLength(int most) {
    return new LoadLimits(configBytes, configTokens, most, layers, outputs, metrics);
  }

  /** Sets the most layers. */
  public LoadLimits layers(int most) {
    return new LoadLimits(configBytes, configTokens, textLength, most, outputs, metrics);
  }

  /** Sets the most inputs, and the most outputs, of one model. */
  public LoadLimits outputs(int most) {
    return new LoadLimits(configBytes, configTokens, textLength, layers, most, metrics);
  }

  /** Sets the most metrics. */
  public LoadLimits metrics(int most) {
    return new LoadLimits(configBytes, configTokens, textLength, layers, outputs, most);
  }

  /**
   * Says that a file goes beyond a limit.
   *
   * @param file what messages call it
   * @param what what there is too much of, such as {@code more than 1000 metrics}
   * @param limit the method that raises the limit
   */
  public static FileFormatException exceeded(String file, String what, String limit) {
    return new FileFormatException(
        file,
        "has " + what + ", which is out of proportion",
        "If you trust the file, raise the limit: Model.load(path, registry,"
            + " LoadLimits.defaults()."
            + limit
            + "(…)).");
  }
}
