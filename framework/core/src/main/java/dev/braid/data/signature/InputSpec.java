package dev.braid.data.signature;

import dev.braid.DType;

/**
 * One input of a model.
 *
 * @param name the input's name
 * @param shape the shape without the batch axis; -1 is a dimension that may vary
 * @param dtype the type of its elements
 * @param idLimit the number of ids of the embedding that reads it, or -1 where none does
 */
public record InputSpec(String name, long[] shape, DType dtype, long idLimit) {

  /** An input of float32 values. */
  public static InputSpec of(String name, long... shape) {
    return new InputSpec(name, shape, DType.FLOAT32, -1);
  }

  /** The same input under the name that messages use. */
  public InputSpec named(String other) {
    return new InputSpec(other, shape, dtype, idLimit);
  }

  /** Whether it holds ids or other integers. */
  public boolean holdsIntegers() {
    return idLimit >= 0 || dtype.whole();
  }

  /** Whether its shape is that of images, channels last. */
  public boolean channelsLastImage() {
    return shape.length == 3 && shape[2] >= 1 && shape[2] <= 4;
  }
}
