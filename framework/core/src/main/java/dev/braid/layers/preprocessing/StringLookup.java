package dev.braid.layers.preprocessing;

import java.util.Arrays;
import java.util.List;

/** Maps texts to ids before they enter a graph; see {@link Lookup} for the order of ids. */
public final class StringLookup extends Lookup<String, StringLookup> {
  public StringLookup() {
    this("StringLookup");
  }

  StringLookup(String owner) {
    super(owner, TokenCounts::byCodePoints, "[UNK]");
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

  private int[] columns(String... tokens) {
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
    return (int) Long.remainderUnsigned(FarmHash.of(token), buckets);
  }

  @Override
  String text(String token) {
    return '"' + token + '"';
  }
}
