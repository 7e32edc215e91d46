package dev.braid.data;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.StructureException;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide over a time series; every method returns a changed copy.
 *
 * <p>As in Keras, the target of a window is that at the position of its first step, and a batch has
 * 128 windows.
 */
public final class TimeseriesDataset implements BatchSource {
  private static final String CALL = "timeseriesDataset(data, targets, sequenceLength)";

  private final float[][] data;
  private final @Nullable Object targets;
  private final int sequenceLength;
  private int stride = 1;
  private int samplingRate = 1;
  private int batchSize = 128;
  private int startIndex;
  private int endIndex;
  private @Nullable Long seed;
  private int[] positions = {};

  private TimeseriesDataset(float[][] data, @Nullable Object targets, int sequenceLength) {
    this.data = data;
    this.targets = targets;
    this.sequenceLength = sequenceLength;
    this.endIndex = data.length;
  }

  /**
   * Windows of the given number of steps.
   *
   * @param data one row for each step
   * @param targets an array with one element for each step; null for none
   */
  public static TimeseriesDataset of(float[][] data, @Nullable Object targets, int sequenceLength) {
    atLeastOne("sequenceLength", sequenceLength);
    return new TimeseriesDataset(data, targets, sequenceLength).positioned();
  }

  /** The number of steps between the starts of two windows. */
  public TimeseriesDataset sequenceStride(int steps) {
    atLeastOne("sequenceStride", steps);
    return with(copy -> copy.stride = steps);
  }

  /** The number of steps between two steps of one window. */
  public TimeseriesDataset samplingRate(int steps) {
    atLeastOne("samplingRate", steps);
    return with(copy -> copy.samplingRate = steps);
  }

  /** The number of windows in a batch. */
  public TimeseriesDataset batchSize(int windows) {
    atLeastOne("batchSize", windows);
    return with(copy -> copy.batchSize = windows);
  }

  /** Uses only the steps from this one on. */
  public TimeseriesDataset startIndex(int first) {
    return with(copy -> copy.startIndex = first);
  }

  /** Uses only the steps before this one. */
  public TimeseriesDataset endIndex(int end) {
    return with(copy -> copy.endIndex = end);
  }

  /** Shuffles the windows. */
  public TimeseriesDataset shuffled(long seed) {
    return with(copy -> copy.seed = seed);
  }

  private TimeseriesDataset with(Consumer<TimeseriesDataset> change) {
    TimeseriesDataset copy = new TimeseriesDataset(data, targets, sequenceLength);
    copy.stride = stride;
    copy.samplingRate = samplingRate;
    copy.batchSize = batchSize;
    copy.startIndex = startIndex;
    copy.endIndex = endIndex;
    copy.seed = seed;
    change.accept(copy);
    return copy.positioned();
  }

  private TimeseriesDataset positioned() {
    if (startIndex < 0 || endIndex > data.length || startIndex >= endIndex) {
      throw refused(
          "startIndex, endIndex",
          "0 <= startIndex < endIndex <= " + data.length,
          startIndex + " and " + endIndex);
    }
    long last = endIndex - startIndex - (sequenceLength - 1L) * samplingRate;
    long windows = targets == null ? last : Math.min(last, Array.getLength(targets) - startIndex);
    positions = new int[(int) Math.max(0, (windows + stride - 1) / stride)];
    Arrays.setAll(positions, window -> window * stride);
    if (positions.length == 0) {
      throw StructureException.of(
          CALL, ShouldNotBeEmpty.samples("data", "windows of " + sequenceLength + " steps"));
    }
    if (seed != null) {
      dev.braid.internal.data.feeds.Shuffle.inPlace(positions, new SplittableRandom(seed));
    }
    return this;
  }

  /** The number of windows. */
  public int windows() {
    return positions.length;
  }

  @Override
  public int size() {
    return (int) (((long) positions.length + batchSize - 1) / batchSize);
  }

  @Override
  public Batch get(int index) {
    int from = index * batchSize;
    int to = (int) Math.min(positions.length, (long) from + batchSize);
    float[][][] x = new float[to - from][sequenceLength][];
    for (int window = from; window < to; window++) {
      for (int step = 0; step < sequenceLength; step++) {
        x[window - from][step] = data[startIndex + positions[window] + step * samplingRate];
      }
    }
    if (targets == null) {
      return Batch.of(x, null);
    }
    int[] rows = new int[to - from];
    Arrays.setAll(rows, window -> startIndex + positions[from + window]);
    return Batch.of(x, RowSelection.take(targets, rows));
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw refused(option, "1 or more", value);
    }
  }

  private static StructureException refused(String option, String expected, Object received) {
    return StructureException.of(CALL, ShouldBeValidOption.problem(option, expected, received));
  }
}
