package dev.braid.layers.preprocessing;

import java.util.Arrays;
import java.util.List;

/** Gives texts ids before a graph sees them; see {@link Lookup} for their order. */
public final class StringLookup extends Lookup<String, StringLookup> {
  public StringLookup() {
    this("StringLookup");
  }

  StringLookup(String owner) {
    super(owner, Tokens::byCodePoints, "[UNK]");
  }

  /** Learns the vocabulary from single tokens. */
  public StringLookup adapt(String... tokens) {
    return learn(Arrays.stream(tokens).map(List::of).toList());
  }

  /** Learns the vocabulary from samples with any number of tokens. */
  public StringLookup adapt(String[][] samples) {
    return learn(Arrays.stream(samples).map(List::of).toList());
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

  /** A row with a single 1 for each token. */
  public float[][] oneHot(String... tokens) {
    return Encoding.oneHot(columns(tokens), width());
  }

  /** A row for each sample that says which tokens it has. */
  public float[][] multiHot(String[][] samples) {
    return Encoding.multiHot(columns(samples), width());
  }

  /** A row for each sample that says how often it has each token. */
  public float[][] counts(String[][] samples) {
    return Encoding.counts(columns(samples), width());
  }

  /** Counts times rarity; unknown tokens are as rare as tokens are on average. */
  public float[][] tfIdf(String[][] samples) {
    return weighed(counts(samples));
  }

  @Override
  int bucket(String token, int buckets) {
    return (int) Long.remainderUnsigned(Fingerprint.of(token), buckets);
  }

  @Override
  String text(String token) {
    return '"' + token + '"';
  }
}
