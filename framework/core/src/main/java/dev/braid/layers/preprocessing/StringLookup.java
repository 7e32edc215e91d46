package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.HostArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Maps texts to ids; see {@link Lookup} for the order of ids. */
public final class StringLookup extends Lookup<String, StringLookup> {
  public StringLookup() {
    this("StringLookup");
  }

  StringLookup(String owner) {
    super(owner, TokenCounts::byCodePoints, "[UNK]");
  }

  public static StringLookup read(Config config) {
    return new StringLookup().options(config);
  }

  /** Computes the vocabulary from single tokens. */
  public StringLookup adapt(String... tokens) {
    return fit(Arrays.stream(tokens).map(List::of).toList());
  }

  /** Computes the vocabulary from samples with any number of tokens. */
  public StringLookup adapt(String[][] samples) {
    return fit(Arrays.stream(samples).map(List::of).toList());
  }

  public int[] ids(String... tokens) {
    return Arrays.stream(tokens).mapToInt(this::id).toArray();
  }

  public int[][] ids(String[][] samples) {
    return Arrays.stream(samples).map(this::ids).toArray(int[][]::new);
  }

  /** The tokens that have these ids. */
  public String[] inverse(int... ids) {
    return Arrays.stream(ids).mapToObj(this::token).toArray(String[]::new);
  }

  int[] columns(String... tokens) {
    return Arrays.stream(tokens).mapToInt(this::column).toArray();
  }

  private int[][] columns(String[][] samples) {
    return Arrays.stream(samples).map(this::columns).toArray(int[][]::new);
  }

  /** A one-hot row for each token. */
  public float[][] oneHot(String... tokens) {
    return IdEncoding.oneHot(columns(tokens), width());
  }

  /** A row for each sample that marks its tokens. */
  public float[][] multiHot(String[][] samples) {
    return IdEncoding.multiHot(columns(samples), width());
  }

  /** A row for each sample that counts its tokens. */
  public float[][] counts(String[][] samples) {
    return IdEncoding.counts(columns(samples), width());
  }

  /** TF-IDF rows; unknown tokens have the average inverse document frequency. */
  public float[][] tfIdf(String[][] samples) {
    return weighted(counts(samples));
  }

  @Override
  int bucket(String token, int buckets) {
    return (int) hash().bucket(token, buckets);
  }

  @Override
  String text(String token) {
    return '"' + token + '"';
  }

  // ---- in a graph

  @Override
  public boolean acceptsTexts() {
    return true;
  }

  @Override
  Spec tokens(Spec ids) {
    return ids.withDtype(DType.STRING);
  }

  @Override
  IntFunction<String> reader(HostArray tokens) {
    String[] texts = tokens.texts();
    return i -> texts[i];
  }

  @Override
  HostArray array(List<String> tokens, long... shape) {
    return HostArray.of(tokens.toArray(String[]::new), shape);
  }

  @Override
  @Nullable String token(@Nullable Object written) {
    return written == null ? null : String.valueOf(written);
  }

  @Override
  public String className() {
    return "StringLookup";
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("oov_method", "floormod");
    config.put("encoding", "utf-8");
  }
}
