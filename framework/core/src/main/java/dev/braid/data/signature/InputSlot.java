package dev.braid.data.signature;

import dev.braid.DType;

/**
 * One input of a model.
 *
 * @param name the input's name
 * @param shape without the batch axis; -1 is a dimension that may vary
 * @param dtype the type of its numbers
 * @param idLimit the number of ids of the embedding that takes it, or -1 when none does
 */
public record InputSlot(String name, long[] shape, DType dtype, long idLimit) {

  /** An input of plain float32 numbers. */
  public static InputSlot of(String name, long... shape) {
    return new InputSlot(name, shape, DType.FLOAT32, -1);
  }

  /** The same input under the name that messages give it. */
  public InputSlot named(String other) {
    return new InputSlot(other, shape, dtype, idLimit);
  }

  /** Whether it holds whole numbers: ids or an integer type. */
  public boolean whole() {
    return idLimit >= 0 || dtype.whole();
  }

  /** Whether its shape is that of pictures, channels last. */
  public boolean channelsLastImage() {
    return shape.length == 3 && shape[2] >= 1 && shape[2] <= 4;
  }
}
