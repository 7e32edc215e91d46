package dev.braid.data.feeds;

import dev.braid.Batch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Data as the user handed it over, its parts told apart.
 *
 * @param x the inputs in any form
 * @param y the targets in any form; null for none
 * @param w the sample weights in any form; null for none
 * @param xMasks one for each input in order, each may be null; empty for none
 * @param yMasks one for each output in order, each may be null; empty for none
 */
public record Handed(Object x, Object y, Object w, List<INDArray> xMasks, List<INDArray> yMasks) {

  /** Arrays without masks. */
  public static Handed of(Object x, Object y, Object w) {
    return new Handed(x, y, w, List.of(), List.of());
  }

  /** Whether a value brings inputs and targets together. */
  public static boolean whole(Object data) {
    return data instanceof Batch || data instanceof DataSet || data instanceof MultiDataSet;
  }

  /** Takes such a value apart. */
  public static Handed of(Object data) {
    if (data instanceof Batch batch) {
      return of(batch.x(), batch.y(), batch.weights());
    }
    if (data instanceof DataSet set) {
      return new Handed(
          set.getFeatures(),
          set.getLabels(),
          null,
          list(set.getFeaturesMaskArray()),
          list(set.getLabelsMaskArray()));
    }
    MultiDataSet set = (MultiDataSet) data;
    return new Handed(
        arrays(set.getFeatures()),
        arrays(set.getLabels()),
        null,
        list(set.getFeaturesMaskArrays()),
        list(set.getLabelsMaskArrays()));
  }

  /** One array stands for itself: a list of one might be read as nested data. */
  private static Object arrays(INDArray... arrays) {
    return arrays != null && arrays.length == 1 ? arrays[0] : list(arrays);
  }

  private static List<INDArray> list(INDArray... arrays) {
    return arrays == null ? List.of() : Collections.unmodifiableList(Arrays.asList(arrays));
  }
}
