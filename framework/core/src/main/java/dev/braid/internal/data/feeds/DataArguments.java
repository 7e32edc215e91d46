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
 * @param x the inputs in any form, or data that contains targets
 * @param y the targets in any form; null for none
 * @param weights the sample weights in any form; null for none
 * @param xMasks the masks by input, each of which may be null; empty for none
 * @param yMasks the masks by output, each of which may be null; empty for none
 * @param together whether the call accepts inputs and targets as one argument
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
    /** Arrays of inputs. */
    ARRAYS,
    /** One batch of inputs and targets. */
    BATCH,
    /** Batches, in sequence or by index. */
    STREAM
  }

  /** Returns the arguments of a call such as {@code fit(x, y)}. */
  public static DataArguments of(Object x, Object y, Object weights) {
    return new DataArguments(kind(x), x, y, weights, List.of(), List.of(), false);
  }

  /** Returns the arguments of a call such as {@code fit(data)}. */
  public static DataArguments together(Object data, Object weights) {
    return new DataArguments(kind(data), data, null, weights, List.of(), List.of(), true);
  }

  /** Returns the arguments of a call that accepts only arrays. */
  public static DataArguments ofArrays(Object x, Object y, Object weights) {
    return new DataArguments(DataKind.ARRAYS, x, y, weights, List.of(), List.of(), false);
  }

  /** Describes the call of a method with these arguments, for messages. */
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
    // a list may also contain arrays: it is a stream only if it contains batches
    if (x instanceof List<?> list) {
      return list.stream().anyMatch(DataArguments::isBatch) ? DataKind.STREAM : DataKind.ARRAYS;
    }
    // ND4J's BaseNDArray is an Iterable of elements
    boolean isIterable = x instanceof Iterable<?> || x instanceof Iterator<?>;
    return isIterable && !(x instanceof INDArray) ? DataKind.STREAM : DataKind.ARRAYS;
  }

  /** Returns whether an object contains inputs and targets of one batch. */
  public static boolean isBatch(Object data) {
    return data instanceof Batch || data instanceof DataSet || data instanceof MultiDataSet;
  }

  /** Describes the kind of a stream. */
  public String stream() {
    if (x instanceof BatchSource) {
      return "a BatchSource";
    }
    return x instanceof List<?> ? "a list of batches" : "a stream of batches";
  }

  /** Returns the arrays of one batch as arguments. */
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

  /** Returns these arguments with the given weights if they have none. */
  DataArguments orWeights(Object defaultWeights) {
    return new DataArguments(
        kind, x, y, weights == null ? defaultWeights : weights, xMasks, yMasks, together);
  }

  /** Returns a single array itself, since a list of one might be read as nested data. */
  private static Object arrays(INDArray... arrays) {
    return arrays != null && arrays.length == 1 ? arrays[0] : list(arrays);
  }

  private static List<INDArray> list(INDArray... arrays) {
    return arrays == null ? List.of() : Collections.unmodifiableList(Arrays.asList(arrays));
  }
}
