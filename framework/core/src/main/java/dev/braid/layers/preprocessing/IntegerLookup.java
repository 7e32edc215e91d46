package dev.braid.layers.preprocessing;

import dev.braid.DType;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.HostArray;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Maps integers to ids; see {@link Lookup} for the order of ids. */
public final class IntegerLookup extends Lookup<Long, IntegerLookup> {
  /** Whether unknown integers are distributed over several ids by their hash. */
  private boolean hashes;

  public IntegerLookup() {
    super("IntegerLookup", Comparator.<Long>naturalOrder(), -1L);
  }

  public static IntegerLookup read(Config config) {
    IntegerLookup lookup = new IntegerLookup().options(config);
    lookup.hashes = config.text("oov_method", "floormod").equals("farmhash");
    return lookup;
  }

  /**
   * Distributes unknown integers over several ids by their hash, as Keras' {@code
   * oov_method="farmhash"}, and not by their remainder.
   */
  public IntegerLookup hashUnknown() {
    hashes = true;
    return this;
  }

  /** Sets the integer for padding, which gets the id 0. */
  public IntegerLookup maskToken(long token) {
    return maskToken(Long.valueOf(token));
  }

  /** Sets the integer to which ids of unknown integers are inverted. */
  public IntegerLookup oovToken(long token) {
    return oovToken(Long.valueOf(token));
  }

  /** Sets the integers of the vocabulary. */
  public IntegerLookup vocabulary(long... tokens) {
    return vocabulary(LongStream.of(tokens).boxed().toList());
  }

  /** Computes the vocabulary from single integers. */
  public IntegerLookup adapt(long... tokens) {
    return fit(LongStream.of(tokens).mapToObj(List::of).toList());
  }

  public IntegerLookup adapt(int... tokens) {
    return adapt(longs(tokens));
  }

  /** Computes the vocabulary from samples with any number of integers. */
  public IntegerLookup adapt(long[][] samples) {
    return fit(Arrays.stream(samples).map(row -> LongStream.of(row).boxed().toList()).toList());
  }

  public IntegerLookup adapt(int[][] samples) {
    return adapt(longs(samples));
  }

  private static long[] longs(int... numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }

  private static long[][] longs(int[][] rows) {
    return Arrays.stream(rows).map(IntegerLookup::longs).toArray(long[][]::new);
  }

  public int[] ids(long... tokens) {
    return LongStream.of(tokens).mapToInt(this::id).toArray();
  }

  public int[] ids(int... tokens) {
    return ids(longs(tokens));
  }

  public int[][] ids(long[][] samples) {
    return Arrays.stream(samples).map(row -> ids(row)).toArray(int[][]::new);
  }

  public int[][] ids(int[][] samples) {
    return ids(longs(samples));
  }

  /** The integers that have these ids. */
  public long[] inverse(int... ids) {
    return Arrays.stream(ids).mapToLong(this::token).toArray();
  }

  private int[] columns(long... tokens) {
    return LongStream.of(tokens).mapToInt(this::column).toArray();
  }

  private int[][] columns(long[][] samples) {
    return Arrays.stream(samples).map(this::columns).toArray(int[][]::new);
  }

  /** A one-hot row for each integer. */
  public float[][] oneHot(long... tokens) {
    return IdEncoding.oneHot(columns(tokens), width());
  }

  public float[][] oneHot(int... tokens) {
    return oneHot(longs(tokens));
  }

  /** A row for each sample that marks its integers. */
  public float[][] multiHot(long[][] samples) {
    return IdEncoding.multiHot(columns(samples), width());
  }

  public float[][] multiHot(int[][] samples) {
    return multiHot(longs(samples));
  }

  /** A row for each sample that counts its integers. */
  public float[][] counts(long[][] samples) {
    return IdEncoding.counts(columns(samples), width());
  }

  public float[][] counts(int[][] samples) {
    return counts(longs(samples));
  }

  /** TF-IDF rows; unknown integers have the average inverse document frequency. */
  public float[][] tfIdf(long[][] samples) {
    return weighted(counts(samples));
  }

  public float[][] tfIdf(int[][] samples) {
    return tfIdf(longs(samples));
  }

  @Override
  int bucket(Long token, int buckets) {
    return hashes
        ? (int) hash().bucket(token.toString(), buckets)
        : (int) Math.floorMod(token, (long) buckets);
  }

  @Override
  String text(Long token) {
    return token.toString();
  }

  // ---- in a graph

  @Override
  Spec tokens(Spec ids) {
    return ids.withDtype(DType.INT64);
  }

  @Override
  IntFunction<Long> reader(HostArray tokens) {
    long[] integers = tokens.integers();
    return i -> integers[i];
  }

  @Override
  HostArray array(List<Long> tokens, long... shape) {
    return HostArray.of(tokens.stream().mapToLong(Long::longValue).toArray(), shape);
  }

  @Override
  @Nullable Long token(@Nullable Object written) {
    return written == null ? null : new BigDecimal(String.valueOf(written)).longValueExact();
  }

  @Override
  public String className() {
    return "IntegerLookup";
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("vocabulary_dtype", "int64");
    config.put("oov_method", hashes ? "farmhash" : "floormod");
  }
}
