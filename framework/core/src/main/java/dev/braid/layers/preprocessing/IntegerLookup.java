package dev.braid.layers.preprocessing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** Gives whole numbers ids before a graph sees them; see {@link Lookup} for their order. */
public final class IntegerLookup extends Lookup<Long, IntegerLookup> {
  public IntegerLookup() {
    super("IntegerLookup", Comparator.<Long>naturalOrder(), -1L);
  }

  /** The number for padding, which gets the id 0. */
  public IntegerLookup maskToken(long token) {
    return maskToken(Long.valueOf(token));
  }

  /** The number that ids of unknown numbers turn back into. */
  public IntegerLookup oovToken(long token) {
    return oovToken(Long.valueOf(token));
  }

  /** Sets the numbers that have ids of their own. */
  public IntegerLookup vocabulary(long... tokens) {
    return vocabulary(LongStream.of(tokens).boxed().toList());
  }

  /** Learns the vocabulary from single numbers. */
  public IntegerLookup adapt(long... tokens) {
    return learn(LongStream.of(tokens).mapToObj(List::of).toList());
  }

  public IntegerLookup adapt(int... tokens) {
    return adapt(longs(tokens));
  }

  /** Learns the vocabulary from samples with any number of numbers. */
  public IntegerLookup adapt(long[][] samples) {
    return learn(Arrays.stream(samples).map(row -> LongStream.of(row).boxed().toList()).toList());
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

  /** The numbers that have these ids. */
  public long[] inverse(int... ids) {
    return Arrays.stream(ids).mapToLong(this::token).toArray();
  }

  private int[] columns(long... tokens) {
    return LongStream.of(tokens).mapToInt(this::column).toArray();
  }

  private int[][] columns(long[][] samples) {
    return Arrays.stream(samples).map(this::columns).toArray(int[][]::new);
  }

  /** A row with a single 1 for each number. */
  public float[][] oneHot(long... tokens) {
    return Encoding.oneHot(columns(tokens), width());
  }

  public float[][] oneHot(int... tokens) {
    return oneHot(longs(tokens));
  }

  /** A row for each sample that says which numbers it has. */
  public float[][] multiHot(long[][] samples) {
    return Encoding.multiHot(columns(samples), width());
  }

  public float[][] multiHot(int[][] samples) {
    return multiHot(longs(samples));
  }

  /** A row for each sample that says how often it has each number. */
  public float[][] counts(long[][] samples) {
    return Encoding.counts(columns(samples), width());
  }

  public float[][] counts(int[][] samples) {
    return counts(longs(samples));
  }

  /** Counts times rarity; unknown numbers are as rare as numbers are on average. */
  public float[][] tfIdf(long[][] samples) {
    return weighed(counts(samples));
  }

  public float[][] tfIdf(int[][] samples) {
    return tfIdf(longs(samples));
  }

  @Override
  int bucket(Long token, int buckets) {
    return (int) Math.floorMod(token, (long) buckets);
  }

  @Override
  String text(Long token) {
    return token.toString();
  }
}
