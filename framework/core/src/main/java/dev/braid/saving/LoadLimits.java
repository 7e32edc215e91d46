package dev.braid.saving;

import dev.braid.Problem;
import dev.braid.StructureException;

/**
 * Limits on the configuration of a model file; every method with an argument returns a modified
 * copy.
 *
 * <p>Files are untrusted, and a few kilobytes can describe millions of objects. The defaults allow
 * models ten times as large as the largest of {@code keras.applications}. For a trusted file that
 * exceeds a limit, raise the limit that the message names.
 *
 * @param configBytes the maximum size of {@code config.json} in bytes
 * @param configTokens the maximum number of tokens in it: names, values, brackets and braces
 * @param textLength the maximum length of one string in it, or of the path to a nested layer
 * @param layers the maximum number of layers, and of layer applications that nested models may
 *     expand to
 * @param outputs the maximum number of inputs, and of outputs, of one model
 * @param metrics the maximum number of metrics of all outputs together
 */
public record LoadLimits(
    int configBytes, int configTokens, int textLength, int layers, int outputs, int metrics) {
  private static final LoadLimits DEFAULTS =
      new LoadLimits(32 << 20, 2_000_000, 10 << 10, 10_000, 1_000, 1_000);

  /** Checks that every limit is positive. */
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

  /**
   * Returns the defaults: 32 MiB, 2,000,000 tokens, 10,240 characters, 10,000 layers, 1,000
   * outputs, 1,000 metrics.
   */
  public static LoadLimits defaults() {
    return DEFAULTS;
  }

  /** Sets the maximum size of {@code config.json} in bytes. */
  public LoadLimits configBytes(int most) {
    return new LoadLimits(most, configTokens, textLength, layers, outputs, metrics);
  }

  /** Sets the maximum number of tokens in {@code config.json}. */
  public LoadLimits configTokens(int most) {
    return new LoadLimits(configBytes, most, textLength, layers, outputs, metrics);
  }

  /** Sets the maximum length of one string. */
  public LoadLimits textLength(int most) {
    return new LoadLimits(configBytes, configTokens, most, layers, outputs, metrics);
  }

  /** Sets the maximum number of layers. */
  public LoadLimits layers(int most) {
    return new LoadLimits(configBytes, configTokens, textLength, most, outputs, metrics);
  }

  /** Sets the maximum number of inputs, and of outputs, of one model. */
  public LoadLimits outputs(int most) {
    return new LoadLimits(configBytes, configTokens, textLength, layers, most, metrics);
  }

  /** Sets the maximum number of metrics. */
  public LoadLimits metrics(int most) {
    return new LoadLimits(configBytes, configTokens, textLength, layers, outputs, most);
  }

  /**
   * Returns an exception for a file that exceeds a limit.
   *
   * @param file the file's name in messages
   * @param what what exceeds the limit, such as {@code more than 1000 metrics}
   * @param limit the method that raises the limit
   */
  public static FileFormatException exceeded(String file, String what, String limit) {
    return new FileFormatException(
        file,
        "has " + what + ", which exceeds the limit",
        "If you trust the file, raise the limit: Model.load(path,"
            + " LoadOptions.defaults().limits(LoadLimits.defaults()."
            + limit
            + "(…))).");
  }
}
