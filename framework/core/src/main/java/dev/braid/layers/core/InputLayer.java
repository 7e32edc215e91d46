package dev.braid.layers.core;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An input of a graph. */
public final class InputLayer extends BaseLayer<InputLayer> {
  private final Spec spec;

  /** The samples of every batch; 0 if their number may vary. */
  private long batchSize;

  /** Whether Python may call the model without data for this input. */
  private boolean optional;

  public InputLayer(Spec spec) {
    this.spec = spec;
    for (long size : spec.shape()) {
      if (size == 0 || size < -1) {
        throw optionRefusal("shape", "sizes above 0, or ANY for one that may vary", size);
      }
    }
  }

  /** Reads Keras' {@code batch_shape}, whose first entry is the batch axis. */
  public static InputLayer read(Config config) {
    long[] sizes = config.sizes(config.has("batch_shape") ? "batch_shape" : "batch_input_shape");
    long[] shape = Arrays.copyOfRange(sizes, Math.min(1, sizes.length), sizes.length);
    DType dtype = DType.of(config.text("dtype", "float32"));
    InputLayer layer =
        new InputLayer(new Spec(shape, dtype)).optional(config.flag("optional", false));
    return sizes.length == 0 || sizes[0] == Spec.ANY ? layer : layer.batchSize(sizes[0]);
  }

  /** Sets the number of samples of every batch, which Keras requires of stateful layers' inputs. */
  public InputLayer batchSize(long samples) {
    positive("batchSize", samples);
    return with(copy -> copy.batchSize = samples);
  }

  /**
   * Sets whether Python may call the model with None for this input; here it requires data like all
   * others.
   */
  public InputLayer optional(boolean allowed) {
    return with(copy -> copy.optional = allowed);
  }

  public boolean optional() {
    return optional;
  }

  public Spec spec() {
    return spec;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    return List.of(spec);
  }

  @Override
  public String className() {
    return "InputLayer";
  }

  @Override
  public Config config() {
    List<Object> sizes = new ArrayList<>();
    sizes.add(batchSize == 0 ? null : batchSize);
    for (long size : spec.shape()) {
      sizes.add(size < 0 ? null : size);
    }
    Config config =
        new Config()
            .put("batch_shape", sizes)
            .put("dtype", spec.dtype().keras())
            .put("sparse", false)
            .put("ragged", false)
            .put("name", name());
    return optional ? config.put("optional", true) : config;
  }

  @Override
  protected void describe(Config config) {
    // config() is overridden: Keras uses another order here
  }
}
