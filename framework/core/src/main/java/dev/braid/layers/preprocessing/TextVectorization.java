package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.LayerState;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Converts texts to numbers with Keras' rules and order of the vocabulary: a layer for the graph,
 * which also works on texts outside one.
 *
 * <p>Texts are put in lower case, lose their punctuation and are split at white space. In {@link
 * #ids} 0 is padding and 1 an unknown word; in {@link #counts} and the other rows the first column
 * counts unknown words. As in Keras, only ASCII letters are put in lower case.
 *
 * <p>Unlike those of other layers, its methods change the layer itself, as in Keras, where a layer
 * is adapted to data. Options are set before the layer is applied. The vocabulary may be set later,
 * as long as the output keeps its shape.
 */
public final class TextVectorization extends BaseLayer<TextVectorization>
    implements HostLayer, SavedVocabulary {
  private StringLookup lookup = new StringLookup("TextVectorization").maskToken("");
  private TextSplitter splitter = new TextSplitter();
  private int length;

  public TextVectorization() {
    lookup.ownedBy(this);
  }

  public static TextVectorization read(Config config) {
    TextVectorization made = new TextVectorization();
    int most = config.integer("max_tokens", 0);
    if (most > 0) {
      made.lookup.maxTokens(most);
    }
    made.splitter = TextSplitter.read(config);
    made.outputMode(config.text("output_mode", "int"));
    made.length = config.integer("output_sequence_length", 0);
    made.padToMaxTokens(config.flag("pad_to_max_tokens", false));
    made.lookup.readVocabulary(config);
    return made;
  }

  /** Sets the maximum size of the vocabulary, including padding and the unknown word. */
  public TextVectorization maxTokens(int most) {
    checked("maxTokens", most, 3);
    checkNotApplied("maxTokens");
    lookup.maxTokens(most);
    return this;
  }

  /** Adds n-grams of up to a number of words as words. */
  public TextVectorization ngrams(int words) {
    checked("ngrams", words, 1);
    checkNotApplied("ngrams");
    splitter = splitter.ngrams(words);
    return this;
  }

  /** Replaces words by the n-grams of these numbers of words, in this order. */
  public TextVectorization ngramWidths(int... widths) {
    checked("ngramWidths", Arrays.stream(widths).min().orElse(0), 1);
    checkNotApplied("ngramWidths");
    splitter = splitter.ngramWidths(widths);
    return this;
  }

  /** Truncates or pads {@link #ids} to a length; by default to the longest text of each call. */
  public TextVectorization outputSequenceLength(int steps) {
    checked("outputSequenceLength", steps, 1);
    checkNotApplied("outputSequenceLength");
    length = steps;
    return this;
  }

  /** Replaces the standardization of texts, by default lower case without punctuation. */
  public TextVectorization standardize(UnaryOperator<String> preparation) {
    checkNotApplied("standardize");
    splitter = splitter.standardize(preparation);
    return this;
  }

  /**
   * Sets the standardization of texts: lower_and_strip_punctuation, lower, strip_punctuation or
   * none.
   */
  public TextVectorization standardize(String kind) {
    checkNotApplied("standardize");
    splitter = splitter.standardize(kind);
    return this;
  }

  /** Sets where texts are split: whitespace, character or none. */
  public TextVectorization split(String kind) {
    checkNotApplied("split");
    splitter = splitter.split(kind);
    return this;
  }

  /**
   * Sets the output in a graph: int, the ids of the words; one_hot, a row for each word; multi_hot,
   * count or tf_idf, a row for each text.
   */
  public TextVectorization outputMode(String mode) {
    checkNotApplied("outputMode");
    lookup.outputMode(mode);
    return this;
  }

  /** Makes rows {@link #maxTokens} long even where the vocabulary is smaller. */
  public TextVectorization padToMaxTokens(boolean on) {
    checkNotApplied("padToMaxTokens");
    lookup.padToMaxTokens(on);
    return this;
  }

  static void checked(String option, int value, int least) {
    if (value < least) {
      throw StructureException.of(
          "TextVectorization cannot be made",
          new Problem(
              "layer-option", option, "an integer of at least " + least, "received " + value, ""));
    }
  }

  private void checkNotApplied(String option) {
    if (LayerState.of(this).built()) {
      throw optionRefusal(
          option, "options that are set before the layer is applied", "a layer that was applied");
    }
  }

  /** Computes the vocabulary and the inverse document frequencies from texts. */
  public TextVectorization adapt(String... texts) {
    lookup.adapt(splitter.words(texts));
    return this;
  }

  /**
   * Sets the words, of which the first has the id 2.
   *
   * <p>The list may begin with padding and the unknown word, as {@link #vocabulary()} gives it.
   */
  public TextVectorization vocabulary(List<String> words) {
    lookup.vocabulary(words);
    return this;
  }

  /** Sets the words with their inverse document frequencies, for {@link #tfIdf}. */
  public TextVectorization vocabulary(List<String> words, float... idfWeights) {
    lookup.vocabulary(words, idfWeights);
    return this;
  }

  /** The words by id: padding, the unknown word, then the vocabulary. */
  public List<String> vocabulary() {
    return lookup.vocabulary();
  }

  /**
   * The words by column of {@link #counts} and the other rows: the unknown word, then the
   * vocabulary.
   */
  public List<String> rowVocabulary() {
    return lookup.rowVocabulary();
  }

  /** The inverse document frequency of each word of {@link #rowVocabulary()}. */
  public float[] idfWeights() {
    return lookup.idfWeights();
  }

  /** True if a function of the program standardizes texts, which a file cannot hold. */
  public boolean hasCode() {
    return splitter.hasCode();
  }

  /** The ids of the words, padded with 0 at the end. */
  public int[][] ids(String... texts) {
    int[][] all = lookup.ids(splitter.words(texts));
    int steps = length > 0 ? length : longest(all);
    return Arrays.stream(all).map(row -> Arrays.copyOf(row, steps)).toArray(int[][]::new);
  }

  private static int longest(int[][] rows) {
    return Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
  }

  /** The count of each word in each text; the first column is for unknown words. */
  public float[][] counts(String... texts) {
    return lookup.counts(splitter.words(texts));
  }

  /** 1 for each word that occurs in a text; the first column is for unknown words. */
  public float[][] multiHot(String... texts) {
    return lookup.multiHot(splitter.words(texts));
  }

  /** TF-IDF rows; unknown words have the average inverse document frequency. */
  public float[][] tfIdf(String... texts) {
    return lookup.tfIdf(splitter.words(texts));
  }

  // ---- in a graph

  @Override
  public boolean acceptsTexts() {
    return true;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec input = only(inputs);
    IdEncoding.requireTexts(this, inputs, true);
    boolean single = input.rank() == 0 || input.rank() == 1 && input.last() == 1;
    if (!single && (splitter.splits() || input.rank() > 1)) {
      throw refusal(inputs, "one text for each sample, (?) or (?, 1)", "");
    }
    long steps = length > 0 ? length : splitter.isPlain() && !single ? input.last() : Spec.ANY;
    steps = length == 0 && splitter.isPlain() && single ? 1 : steps;
    boolean ids = lookup.outputMode().equals("int");
    Spec words = new Spec(new long[] {ids ? steps : Spec.ANY}, DType.STRING);
    return ids ? List.of(words.withDtype(DType.INT64)) : lookup.outputs(List.of(words));
  }

  /** A batch without any word has one step of padding. */
  @Override
  public HostArray compute(List<HostArray> inputs) {
    HostArray texts = inputs.get(0);
    int samples = Math.toIntExact(texts.shape()[0]);
    String[][] words = splitter.words(texts.texts(), samples);
    boolean ids = lookup.outputMode().equals("int");
    int[][] found =
        Arrays.stream(words)
            .map(row -> ids ? lookup.ids(row) : lookup.columns(row))
            .toArray(int[][]::new);
    int steps = ids && length > 0 ? length : Math.max(1, longest(found));
    int[] all = new int[Math.multiplyExact(samples, steps)];
    if (!ids) {
      Arrays.fill(all, -1);
    }
    IntStream.range(0, samples)
        .forEach(
            i -> System.arraycopy(found[i], 0, all, i * steps, Math.min(steps, found[i].length)));
    return lookup.encoded(all, samples, steps);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    throw new IllegalStateException("texts are not part of the numeric graph");
  }

  @Override
  protected void separate() {
    lookup = lookup.duplicate();
    lookup.ownedBy(this);
  }

  // ---- in files

  @Override
  public Optional<List<String>> vocabularyLines() {
    return lookup.vocabularyLines();
  }

  @Override
  public boolean savesIdfWeights() {
    return lookup.savesIdfWeights();
  }

  @Override
  public float[] savedIdfWeights() {
    return lookup.savedIdfWeights();
  }

  @Override
  public void readVocabulary(List<String> lines, float... idfWeights) {
    lookup.readVocabulary(lines, idfWeights);
  }

  @Override
  public String className() {
    return "TextVectorization";
  }

  @Override
  protected void describe(Config config) {
    config.put("max_tokens", lookup.maxTokens == 0 ? null : lookup.maxTokens);
    splitter.describe(config);
    config.put("output_mode", lookup.outputMode());
    config.put("output_sequence_length", length == 0 ? null : length);
    config.put("pad_to_max_tokens", lookup.pads);
    config.put("sparse", false);
    config.put("ragged", false);
    lookup.describeVocabulary(config);
    config.put("encoding", "utf-8");
  }
}
