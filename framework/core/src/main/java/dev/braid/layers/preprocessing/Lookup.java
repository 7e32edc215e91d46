package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Maps tokens to ids, in Keras' order: a layer for the graph, which also works on arrays outside
 * one.
 *
 * <p>Unlike those of other layers, its methods change the layer itself, as in Keras, where a layer
 * is adapted to data. Options are set before the layer is applied. The vocabulary may be set later,
 * as long as the output keeps its shape.
 *
 * <p>The order of ids is: 0 for the mask token, if one is set; then the ids for unknown tokens;
 * then the vocabulary. Rows of one-hot, multi-hot, count and TF-IDF values have no column for the
 * mask token, which is ignored.
 *
 * @param <T> the type of tokens
 * @param <L> the lookup's class
 */
public abstract class Lookup<T, L extends Lookup<T, L>> extends BaseLookup<T, L>
    implements HostLayer, SavedVocabulary {
  Lookup(String owner, Comparator<T> order, T oovToken) {
    super(owner, order, oovToken);
  }

  // ---- in a graph

  /** The type of tokens: texts or integers. */
  abstract Spec tokens(Spec ids);

  /** The tokens of an array, by index. */
  abstract IntFunction<T> reader(HostArray tokens);

  /** An array of tokens. */
  abstract HostArray array(List<T> tokens, long... shape);

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    Spec tokens = tokens(input);
    IdEncoding.requireTexts(this, inputs, !invert && tokens.dtype() == DType.STRING);
    if (invert) {
      return List.of(tokens);
    }
    return List.of(IdEncoding.output(this, input, outputMode, depth()));
  }

  private int depth() {
    if (outputMode.equals("int")) {
      return 0;
    }
    boolean fromFile = known.size() == 0 && fileSize > 0;
    return fromFile ? pads ? maxTokens : fileSize : width();
  }

  @Override
  public HostArray compute(List<HostArray> inputs) {
    checkKnown();
    HostArray input = inputs.get(0);
    if (invert) {
      List<T> tokens = new ArrayList<>();
      for (long id : input.integers()) {
        tokens.add(token(id));
      }
      return array(tokens, input.shape());
    }
    IntFunction<T> tokens = reader(input);
    int[] ids = new int[input.length()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = outputMode.equals("int") ? id(tokens.apply(i)) : column(tokens.apply(i));
    }
    return encoded(ids, input.shape());
  }

  /** Encodes ids or columns by the output mode. */
  final HostArray encoded(int[] ids, long... shape) {
    boolean rows = !outputMode.equals("int");
    HostArray encoded = IdEncoding.encoded(outputMode, ids, shape, rows ? width() : 0);
    if (outputMode.equals("tf_idf")) {
      float[] weights = idfWeights();
      float[] elements = encoded.floats();
      int depth = width();
      for (int i = 0; i < elements.length; i++) {
        if (elements[i] != 0) {
          elements[i] *= weights[i % depth];
        }
      }
    }
    return encoded;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return compute(List.of(HostArray.of(x))).like(x);
  }

  // ---- in files

  /** Reads the options that Keras' lookups share. */
  final L options(Config config) {
    int most = config.integer("max_tokens", 0);
    maxTokens = most;
    numOovIndices(config.integer("num_oov_indices", 1));
    oovToken = Objects.requireNonNullElse(token(config.get("oov_token")), oovToken);
    maskToken = token(config.get("mask_token"));
    salt = TextHash.read(config);
    outputMode(config.text("output_mode", "int"));
    padToMaxTokens(config.flag("pad_to_max_tokens", false));
    invert(config.flag("invert", false));
    readVocabulary(config);
    return self();
  }

  /** Reads the vocabulary that a configuration holds, or else its size. */
  final void readVocabulary(Config config) {
    fileSize = config.integer("vocabulary_size", 0);
    List<Object> given = config.list("vocabulary");
    if (given.isEmpty()) {
      return;
    }
    double[] weights = config.numbersOrNull("idf_weights");
    List<T> tokens = given.stream().map(this::token).toList();
    if (weights == null) {
      vocabulary(tokens);
    } else {
      float[] idf = new float[weights.length];
      for (int i = 0; i < idf.length; i++) {
        idf[i] = (float) weights[i];
      }
      vocabulary(tokens, idf);
    }
    held = new Config().put("vocabulary", given).put("idf_weights", config.get("idf_weights"));
  }

  /** A token as a configuration or an asset holds it; null stands for none. */
  abstract @Nullable T token(@Nullable Object written);

  private List<T> savedTokens() {
    return outputMode.equals("int") ? vocabulary() : rowVocabulary();
  }

  @Override
  public final Optional<List<String>> vocabularyLines() {
    return isInConfig()
        ? Optional.empty()
        : Optional.of(savedTokens().stream().map(String::valueOf).toList());
  }

  /** Whether the configuration holds the vocabulary, also where lines could not. */
  private boolean isInConfig() {
    return known.size() > 0 && (held != null || savedTokens().stream().anyMatch(this::breaksLines));
  }

  /** True for a token that Python would split into lines, or leave out. */
  private boolean breaksLines(T token) {
    String text = String.valueOf(token);
    return PythonLines.endsLine(text) || text.isEmpty() && !token.equals(maskToken);
  }

  @Override
  public final boolean savesIdfWeights() {
    return outputMode.equals("tf_idf");
  }

  @Override
  public final float[] savedIdfWeights() {
    return Arrays.copyOf(idfWeights(), width());
  }

  @Override
  public final void readVocabulary(List<String> lines, float... idfWeights) {
    List<T> tokens = new ArrayList<>();
    lines.forEach(line -> tokens.add(token(line)));
    if (tokens.isEmpty() || tokens.size() == special(outputMode.equals("int")).size()) {
      return; // a layer without a vocabulary was saved
    }
    if (savesIdfWeights() && idfWeights.length >= tokens.size()) {
      vocabulary(tokens, Arrays.copyOf(idfWeights, tokens.size()));
    } else {
      vocabulary(tokens);
    }
  }

  private @Nullable Integer vocabularySize() {
    boolean rows = !outputMode.equals("int");
    if (known.size() == 0) {
      return fileSize == 0 ? null : (Integer) fileSize;
    }
    return rows ? known.size() + numOovIndices : (Integer) vocabulary().size();
  }

  @Override
  protected void describe(Config config) {
    config.put("invert", invert);
    config.put("max_tokens", maxTokens == 0 ? null : maxTokens);
    config.put("num_oov_indices", numOovIndices);
    config.put("oov_token", oovToken);
    config.put("mask_token", maskToken);
    config.put("output_mode", outputMode);
    config.put("sparse", false);
    config.put("pad_to_max_tokens", pads);
    describeVocabulary(config);
    config.put("salt", salt.written());
  }

  /** Adds the vocabulary to a configuration that holds it, and its size. */
  final void describeVocabulary(Config config) {
    if (held != null || !isInConfig()) {
      config.put("idf_weights", held == null ? null : held.get("idf_weights"));
      config.put("vocabulary", held == null ? null : held.get("vocabulary"));
    } else {
      config.put("idf_weights", savesIdfWeights() ? doubles(idfWeights()) : null);
      config.put("vocabulary", savedTokens());
    }
    config.put("vocabulary_size", vocabularySize());
  }

  private static double[] doubles(float... numbers) {
    double[] wide = new double[numbers.length];
    Arrays.setAll(wide, i -> Double.parseDouble(Float.toString(numbers[i])));
    return wide;
  }
}
