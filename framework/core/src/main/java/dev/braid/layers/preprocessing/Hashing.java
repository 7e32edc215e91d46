package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Distributes texts or integers over a number of bins by their hash, as Keras does. */
public final class Hashing extends BaseLayer<Hashing> implements HostLayer {
  private static final List<String> MODES = List.of("int", "one_hot", "multi_hot", "count");

  private final int numBins;
  private TextHash hash = new TextHash();
  private @Nullable Object maskValue;
  private String outputMode = "int";
  private String dtype = "int64";

  public Hashing(int numBins) {
    this.numBins = numBins;
    positive("numBins", numBins);
  }

  public static Hashing read(Config config) {
    Hashing layer =
        new Hashing(config.integer("num_bins", 0)).outputMode(config.text("output_mode", "int"));
    TextHash salted = TextHash.read(config);
    Object mask = config.get("mask_value");
    return layer.with(
        copy -> {
          copy.hash = salted;
          copy.maskValue = mask instanceof Number number ? (Object) number.longValue() : mask;
          copy.dtype = dtype(config, layer.dtype);
        });
  }

  /** The name of the type, which Keras writes as a policy. */
  private static String dtype(Config config, String otherwise) {
    if (config.get("dtype") instanceof String name) {
      return name;
    }
    return config
        .nested("dtype")
        .flatMap(policy -> policy.nested("config"))
        .map(policy -> policy.text("name", otherwise))
        .orElse(otherwise);
  }

  /** Salts the hash with two numbers; hashes without a salt are the same everywhere. */
  public Hashing salt(long first, long second) {
    return with(copy -> copy.hash = new TextHash(first, second));
  }

  /** Salts the hash with a number. */
  public Hashing salt(long number) {
    return salt(number, number);
  }

  /** Sets the text for padding, which gets bin 0; other texts get the bins from 1. */
  public Hashing maskValue(String text) {
    return with(copy -> copy.maskValue = text);
  }

  /** Sets the integer for padding, which gets bin 0; other integers get the bins from 1. */
  public Hashing maskValue(long number) {
    return with(copy -> copy.maskValue = number);
  }

  /**
   * Sets the output: int, the number of the bin; one_hot, a row for each element; multi_hot or
   * count, a row for each sample.
   */
  public Hashing outputMode(String mode) {
    String known = IdEncoding.mode(this, mode, MODES);
    return with(
        copy -> {
          copy.outputMode = known;
          copy.dtype = known.equals("int") ? "int64" : "float32";
        });
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
    Spec input = only(inputs);
    if (maskValue != null) {
      boolean texts = maskValue instanceof String;
      IdEncoding.requireTexts(this, inputs, texts);
    }
    Spec output = IdEncoding.output(this, input, outputMode, numBins);
    return List.of(dtype.equals("int32") ? output.withDtype(DType.INT32) : output);
  }

  @Override
  public HostArray compute(List<HostArray> inputs) {
    HostArray input = inputs.get(0);
    int[] bins = new int[input.length()];
    if (input.holdsTexts()) {
      String[] texts = input.texts();
      for (int i = 0; i < bins.length; i++) {
        bins[i] = bin(texts[i], texts[i].equals(maskValue));
      }
    } else {
      long[] integers = input.integers();
      for (int i = 0; i < bins.length; i++) {
        boolean masked = maskValue instanceof Long number && integers[i] == number;
        bins[i] = bin(Long.toString(integers[i]), masked);
      }
    }
    return IdEncoding.encoded(outputMode, bins, input.shape(), numBins);
  }

  private int bin(String text, boolean masked) {
    if (maskValue == null || numBins == 1) {
      return (int) hash.bucket(text, numBins);
    }
    return masked ? 0 : 1 + (int) hash.bucket(text, numBins - 1L);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return compute(List.of(HostArray.of(x))).like(x);
  }

  @Override
  public String className() {
    return "Hashing";
  }

  @Override
  public Config config() {
    return super.config().put("dtype", dtype);
  }

  @Override
  protected void describe(Config config) {
    config.put("num_bins", numBins);
    config.put("salt", hash.written());
    config.put("mask_value", maskValue);
    config.put("output_mode", outputMode);
    config.put("sparse", false);
  }
}
