package dev.braid.internal.data.feeds;

import dev.braid.Batch;
import dev.braid.BatchSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The data of one call as the program passed it.
 *
 * @param kind the kind of data that {@code x} is
 * @param x the inputs in any form, or data that brings its own targets
 * @param y the targets in any form; null for none
 * @param weights the sample weights in any form; null for none
 * @param xMasks one for each input in order, each may be null; empty for none
 * @param yMasks one for each output in order, each may be null; empty for none
 * @param together whether the call takes inputs and targets as one argument
 */
public record DataArguments(
    DataKind kind,
    Object x,
    Object y,
    Object weights,
    List<INDArray> xMasks,
    List<INDArray> yMasks,
    boolean together) {

  /** The kinds of data. */
  public enum DataKind {
    /** Inputs in arrays. */
    ARRAYS,
    /** Inputs and targets of one batch. */
    BATCH,
    /** Batches, one after the other or by their numbers. */
    STREAM
  }

  /** The arguments of a call such as {@code fit(x, y)}. */
  public static DataArguments of(Object x, Object y, Object weights) {
    return new DataArguments(kind(x), x, y, weights, List.of(), List.of(), false);
  }

  /** The arguments of a call such as {@code fit(data)}. */
  public static DataArguments together(Object data, Object weights) {
    return new DataArguments(kind(data), data, null, weights, List.of(), List.of(), true);
  }

  /** The arguments of a call that takes nothing but arrays. */
  public static DataArguments ofArrays(Object x, Object y, Object weights) {
    return new DataArguments(DataKind.ARRAYS, x, y, weights, List.of(), List.of(), false);
  }

  /** The call of a method with these arguments, for messages. */
  public String call(String method) {
    return method + (together ? "(data)" : "(x, y)");
  }

  private static DataKind kind(Object x) {
    if (x instanceof BatchSource) {
      return DataKind.STREAM;
    }
    if (isBatch(x)) {
      return DataKind.BATCH;
    }
    // a list may hold arrays too: only one that holds batches is a stream
    if (x instanceof List<?> list) {
      return list.stream().anyMatch(DataArguments::isBatch) ? DataKind.STREAM : DataKind.ARRAYS;
    }
    // BaseNDArray can be iterated, element by element
    boolean iterated = x instanceof Iterable<?> || x instanceof Iterator<?>;
    return iterated && !(x instanceof INDArray) ? DataKind.STREAM : DataKind.ARRAYS;
  }

  /** Whether an object holds inputs and targets of one batch. */
  public static boolean isBatch(Object data) {
    return data instanceof Batch || data instanceof DataSet || data instanceof MultiDataSet;
  }

  /** The kind of a stream, in words. */
  public String stream() {
    if (x instanceof BatchSource) {
      return "a BatchSource";
    }
    return x instanceof List<?> ? "a list of batches" : "a stream of batches";
  }

  /** The parts of one batch. */
  public static DataArguments ofBatch(Object data) {
    if (data instanceof Batch batch) {
      return ofArrays(batch.x(), batch.y(), batch.weights());
    }
    if (data instanceof DataSet set) {
      return new DataArguments(
          DataKind.ARRAYS,
          set.getFeatures(),
          set.getLabels(),
          null,
          list(set.getFeaturesMaskArray()),
          list(set.getLabelsMaskArray()),
          false);
    }
    MultiDataSet set = (MultiDataSet) data;
    return new DataArguments(
        DataKind.ARRAYS,
        arrays(set.getFeatures()),
        arrays(set.getLabels()),
        null,
        list(set.getFeaturesMaskArrays()),
        list(set.getLabelsMaskArrays()),
        false);
  }

  /** These arguments with the given weights where they have none. */
  DataArguments orWeights(Object others) {
    return new DataArguments(
        kind, x, y, weights == null ? others : weights, xMasks, yMasks, together);
  }

  /** One array stands for itself: a list of one might be read as nested data. */
  private static Object arrays(INDArray... arrays) {
    return arrays != null && arrays.length == 1 ? arrays[0] : list(arrays);
  }

  private static List<INDArray> list(INDArray... arrays) {
    return arrays == null ? List.of() : Collections.unmodifiableList(Arrays.asList(arrays));
  }
}
