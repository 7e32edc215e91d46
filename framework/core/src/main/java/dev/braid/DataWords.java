package dev.braid;

import dev.braid.data.AnyForm;
import dev.braid.data.Categories;
import dev.braid.data.Cleaning;
import dev.braid.data.DataSplit;
import dev.braid.data.MinMax;
import dev.braid.data.NumericStrings;
import dev.braid.data.PadSequences;
import dev.braid.data.SplitDataset;
import dev.braid.data.TimeseriesDataset;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The words for getting data into shape. */
abstract class DataWords {
  DataWords() {}

  /** Data in any form as one ND4J array: {@code array(x).reshape(-1, 28, 28, 1)}. */
  public static INDArray array(Object data) {
    return AnyForm.array(data);
  }

  /** Makes sequences equally long: {@code padSequences(rows).post().toArray()}. */
  public static PadSequences<int[]> padSequences(int[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<long[]> padSequences(long[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<float[]> padSequences(float[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<double[]> padSequences(double[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<float[][]> padSequences(float[][][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<double[][]> padSequences(double[][][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<int[]> padSequences(List<? extends List<Integer>> rows) {
    return PadSequences.of(rows);
  }

  /** One-hot rows for class numbers. */
  public static float[][] toCategorical(int[] labels) {
    return Categories.of(labels);
  }

  public static float[][] toCategorical(int[] labels, int classes) {
    return Categories.of(labels, classes);
  }

  public static float[][][] toCategorical(int[][] labels, int classes) {
    return Categories.of(labels, classes);
  }

  /** Windows of a series, with the targets that belong to them (null for none). */
  public static TimeseriesDataset timeseriesDataset(
      float[][] data, Object targets, int sequenceLength) {
    return TimeseriesDataset.of(data, targets, sequenceLength);
  }

  /** Splits samples into a part to train on and a part to test with. */
  public static <X, Y> DataSplit<X, Y> trainTestSplit(X x, Y y) {
    return DataSplit.of(x, y);
  }

  /** Splits data in its order: {@code splitDataset(x).left(0.8).split()}. */
  public static <D> SplitDataset<D> splitDataset(D data) {
    return SplitDataset.of(data);
  }

  /** The same with the batches of a source. */
  public static SplitDataset<BatchSource> splitDataset(BatchSource batches) {
    return SplitDataset.of(batches);
  }

  /** Learns the range of each column, to bring numbers into [0, 1]. */
  public static MinMax minMax(float[][] data) {
    return MinMax.adapt(data);
  }

  /** A copy whose NaN and infinite numbers are replaced. */
  public static <A> A replaceNonFinite(A array, double value) {
    return Cleaning.replaceNonFinite(array, value);
  }

  /** A copy whose missing numbers are the mean of their column. */
  public static float[][] imputeMean(float[][] rows) {
    return Cleaning.imputeMean(rows);
  }

  public static double[][] imputeMean(double[][] rows) {
    return Cleaning.imputeMean(rows);
  }

  /** A copy whose missing numbers are the median of their column. */
  public static float[][] imputeMedian(float[][] rows) {
    return Cleaning.imputeMedian(rows);
  }

  public static double[][] imputeMedian(double[][] rows) {
    return Cleaning.imputeMedian(rows);
  }

  /** Reads numbers out of texts. */
  public static double[] parseNumbers(String[] texts) {
    return NumericStrings.parse(texts);
  }

  public static double[][] parseNumbers(String[][] texts) {
    return NumericStrings.parse(texts);
  }
}
