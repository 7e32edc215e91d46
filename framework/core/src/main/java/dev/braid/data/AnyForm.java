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

/** Makes one ND4J array of data in any of the forms that {@code fit} takes. */
public final class AnyForm {
  private static final String CALL = "array(data)";

  private AnyForm() {}

  /**
   * The numbers as float32, or as int32 where the data is of a whole number type that fits.
   *
   * @param data a nest of numbers; an ND4J array is given back as it is
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
