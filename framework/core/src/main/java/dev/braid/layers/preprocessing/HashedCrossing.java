package dev.braid.layers.preprocessing;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Distributes combinations of texts and integers over a number of bins by their hash, as Keras
 * does: {@code hashedCrossing(100).apply(city, weekday)}.
 */
public final class HashedCrossing extends BaseLayer<HashedCrossing> implements HostLayer {
  private static final List<String> MODES = List.of("int", "one_hot");

  /** The fingerprint that crossings begin with. */
  private static final long START = 0xDECAFCAFFEL;

  private final int numBins;
  private String outputMode = "int";

  public HashedCrossing(int numBins) {
    this.numBins = numBins;
    positive("numBins", numBins);
  }

  public static HashedCrossing read(Config config) {
    return new HashedCrossing(config.integer("num_bins", 0))
        .outputMode(config.text("output_mode", "int"));
  }

  /** Sets the output: int, the number of the bin, or one_hot, a row for each combination. */
  public HashedCrossing outputMode(String mode) {
    String known = IdEncoding.mode(this, mode, MODES);
    return with(copy -> copy.outputMode = known);
  }

  public int numBins() {
    return numBins;
  }

  public String outputMode() {
    return outputMode;
  }

  @Override
  public boolean acceptsTexts() {
    return true;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() < 2) {
      throw refusal(inputs, "at least two inputs", "Pass what is to be crossed: apply(a, b).");
    }
    Spec first = inputs.get(0);
    boolean single = first.rank() == 0 || first.rank() == 1 && first.last() == 1;
    if (!single || !inputs.stream().allMatch(first::fits)) {
      throw refusal(inputs, "inputs with one element for each sample, all (?) or all (?, 1)", "");
    }
    return List.of(IdEncoding.output(this, first, outputMode, numBins));
  }

  @Override
  public HostArray compute(List<HostArray> inputs) {
    long[] hashes = new long[inputs.get(0).length()];
    Arrays.fill(hashes, START);
    for (HostArray input : inputs) {
      if (input.holdsTexts()) {
        String[] texts = input.texts();
        for (int i = 0; i < hashes.length; i++) {
          hashes[i] = FarmHash.combined(hashes[i], FarmHash.of(texts[i]));
        }
      } else {
        long[] integers = input.integers();
        for (int i = 0; i < hashes.length; i++) {
          hashes[i] = FarmHash.combined(hashes[i], integers[i]);
        }
      }
    }
    int[] bins = new int[hashes.length];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = (int) Long.remainderUnsigned(hashes[i], numBins);
    }
    return IdEncoding.encoded(outputMode, bins, inputs.get(0).shape(), numBins);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return compute(inputs.stream().map(HostArray::of).toList()).like(inputs.get(0));
  }

  @Override
  public String className() {
    return "HashedCrossing";
  }

  @Override
  public Config config() {
    return new Config()
        .put("num_bins", numBins)
        .put("output_mode", outputMode)
        .put("sparse", false)
        .put("name", name())
        .put("dtype", outputMode.equals("int") ? "int64" : "float32");
  }

  @Override
  protected void describe(Config config) {
    // config() is overridden: Keras uses another order here
  }
}
