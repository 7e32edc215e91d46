package dev.braid.data;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueLimits;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Converts data in any form that {@code fit} accepts into one ND4J array. */
public final class ArrayConversion {
  private static final String CALL = "array(data)";

  private ArrayConversion() {}

  /**
   * The values as float32, or as int32 where the data is of an integer type that fits.
   *
   * @param data nested numbers; an ND4J array is returned unchanged
   */
  public static INDArray array(Object data) {
    if (data instanceof INDArray array) {
      return array;
    }
    List<Problem> problems = new ArrayList<>();
    NumericArray numbers = ArrayReader.complete().read("data", data, problems);
    if (numbers != null) {
      boolean large =
          numbers
              .scan("data", ValueLimits.any(ValueLimits.Storage.INT32), problems)
              .imprecise()
              .any();
      if (problems.isEmpty()) {
        DataType whole = large ? DataType.DOUBLE : DataType.INT32;
        DataType type = numbers.holdsIntegers() ? whole : DataType.FLOAT;
        return numbers.array(type, numbers.shape());
      }
    }
    throw new StructureException(CALL, problems);
  }
}
