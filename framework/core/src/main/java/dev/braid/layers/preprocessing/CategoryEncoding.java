package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.IdConsumer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes ids as rows of 0 and 1: one row for each id, or one row for all ids of a sample.
 *
 * <p>It is a layer for the graph; {@link #encode} does the same outside one. In the mode count a
 * second input may give each id a weight: {@code categoryEncoding(10).count().apply(ids, weights)}.
 */
public final class CategoryEncoding extends BaseLayer<CategoryEncoding> implements IdConsumer {
  private final int numTokens;
  private Mode mode = Mode.MULTI_HOT;

  /** The meaning of a row. */
  public enum Mode {
    /** One-hot: a row for each id. */
    ONE_HOT("one_hot"),
    /** Multi-hot: which ids a sample has. */
    MULTI_HOT("multi_hot"),
    /** How often a sample has each id. */
    COUNT("count");

    private final String keras;

    Mode(String keras) {
      this.keras = keras;
    }
  }

  /** Ids run from 0 to one less than the number of tokens. */
  public CategoryEncoding(int numTokens) {
    this.numTokens = numTokens;
    positive("numTokens", numTokens);
  }

  public static CategoryEncoding read(Config config) {
    CategoryEncoding layer = new CategoryEncoding(config.integer("num_tokens", 0));
    String given = config.text("output_mode", Mode.MULTI_HOT.keras);
    String written = given.equals("binary") ? Mode.MULTI_HOT.keras : given;
    for (Mode mode : Mode.values()) {
      if (mode.keras.equals(written)) {
        return layer.mode(mode);
      }
    }
    throw layer.optionRefusal("output_mode", "one_hot, multi_hot or count", written);
  }

  public CategoryEncoding oneHot() {
    return mode(Mode.ONE_HOT);
  }

  public CategoryEncoding multiHot() {
    return mode(Mode.MULTI_HOT);
  }

  public CategoryEncoding count() {
    return mode(Mode.COUNT);
  }

  private CategoryEncoding mode(Mode other) {
    return with(copy -> copy.mode = other);
  }

  public int numTokens() {
    return numTokens;
  }

  public Mode mode() {
    return mode;
  }

  @Override
  public long idLimit() {
    return numTokens;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() == 2) {
      return weighted(inputs);
    }
    Spec input = only(inputs);
    if (mode != Mode.ONE_HOT) {
      only(inputs, 1, "(batch, ids)");
    } else if (input.rank() == 0) {
      throw refusal(inputs, "at least one axis besides the batch axis", "");
    }
    if (mode != Mode.ONE_HOT || input.last() == 1) {
      return List.of(input.withLast(numTokens));
    }
    long[] shape = Arrays.copyOf(input.shape(), input.rank() + 1);
    shape[input.rank()] = numTokens;
    return List.of(new Spec(shape, DType.FLOAT32));
  }

  private List<Spec> weighted(List<Spec> inputs) {
    boolean fits = inputs.get(0).rank() == 1 && inputs.get(0).fits(inputs.get(1));
    if (mode != Mode.COUNT) {
      throw refusal(inputs, "one input", "Weights are for categoryEncoding(…).count().");
    }
    if (!fits) {
      throw refusal(inputs, "ids (batch, ids) and weights of the same shape", "");
    }
    return List.of(inputs.get(0).withLast(numTokens));
  }

  // ---- outside a graph

  /** Encodes samples with one id each, as one-hot rows. */
  public float[][] encode(int... ids) {
    if (mode != Mode.ONE_HOT) {
      throw optionRefusal("oneHot", "this mode, since each sample has one id", mode.keras);
    }
    checked(new int[][] {ids});
    return IdEncoding.oneHot(ids, numTokens);
  }

  /** Encodes each sample as one row; for one-hot rows each sample must have one id. */
  public float[][] encode(int[][] ids) {
    checked(ids);
    if (mode != Mode.ONE_HOT) {
      return mode == Mode.COUNT
          ? IdEncoding.counts(ids, numTokens)
          : IdEncoding.multiHot(ids, numTokens);
    }
    for (int[] sample : ids) {
      if (sample.length != 1) {
        throw optionRefusal("oneHot", "one id per sample", sample.length);
      }
    }
    return IdEncoding.oneHot(Arrays.stream(ids).mapToInt(sample -> sample[0]).toArray(), numTokens);
  }

  private void checked(int[][] ids) {
    for (int[] sample : ids) {
      for (int id : sample) {
        if (id < 0 || id >= numTokens) {
          throw StructureException.of(
              label() + " cannot encode",
              new Problem(
                  "id-range",
                  "ids",
                  "integer ids from 0 to " + (numTokens - 1),
                  "received " + id,
                  ""));
        }
      }
    }
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value ids = inputs.get(0);
    if (inputs.size() == 2) {
      return ids.oneHot(numTokens).multiply(inputs.get(1).expand(-1)).sum(false, 1);
    }
    return switch (mode) {
      case ONE_HOT -> IdEncoding.oneHot(ids, numTokens);
      case COUNT -> ids.oneHot(numTokens).sum(false, 1);
      case MULTI_HOT -> ids.oneHot(numTokens).max(false, 1);
    };
  }

  @Override
  public String className() {
    return "CategoryEncoding";
  }

  @Override
  protected void describe(Config config) {
    config.put("num_tokens", numTokens);
    config.put("output_mode", mode.keras);
  }
}
