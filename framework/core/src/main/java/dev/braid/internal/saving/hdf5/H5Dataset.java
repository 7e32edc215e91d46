package dev.braid.internal.saving.hdf5;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An array in an HDF5 file, or the value of an attribute.
 *
 * <p>Equality is by content.
 *
 * @param shape the dimensions; empty for a scalar
 * @param type the type of the elements
 * @param values a flat array in row-major order, of the class that {@link H5Type} names
 * @param attributes the attributes by name; an attribute's value has none itself
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
public record H5Dataset(int[] shape, H5Type type, Object values, Map<String, H5Dataset> attributes)
    implements H5Node {
  public H5Dataset {
    shape = shape.clone();
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    if (!type.arrayClass().isInstance(values)) {
      throw new IllegalArgumentException(
          type
              + " requires "
              + type.arrayClass().getSimpleName()
              + ", received "
              + values.getClass());
    }
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("a dimension of " + Arrays.toString(shape) + " is < 0");
      }
      count = Math.multiplyExact(count, size);
    }
    if (count != Array.getLength(values)) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " requires "
              + count
              + " values, received "
              + Array.getLength(values));
    }
  }

  /** Creates an array of float32. */
  public static H5Dataset of(float[] values, int... shape) {
    return new H5Dataset(shape, H5Type.FLOAT32, values, Map.of());
  }

  /** Creates an array of float64. */
  public static H5Dataset of(double[] values, int... shape) {
    return new H5Dataset(shape, H5Type.FLOAT64, values, Map.of());
  }

  /** Creates an array of int32. */
  public static H5Dataset of(int[] values, int... shape) {
    return new H5Dataset(shape, H5Type.INT32, values, Map.of());
  }

  /** Creates an array of int64. */
  public static H5Dataset of(long[] values, int... shape) {
    return new H5Dataset(shape, H5Type.INT64, values, Map.of());
  }

  /** Creates an array of booleans. */
  public static H5Dataset of(boolean[] values, int... shape) {
    return new H5Dataset(shape, H5Type.BOOL, values, Map.of());
  }

  /** Creates a scalar string. */
  public static H5Dataset of(String text) {
    return new H5Dataset(new int[0], H5Type.STRING, new String[] {text}, Map.of());
  }

  /** Creates a vector of strings. */
  public static H5Dataset of(List<String> texts) {
    String[] values = texts.toArray(new String[0]);
    return new H5Dataset(new int[] {values.length}, H5Type.STRING, values, Map.of());
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** Returns the number of elements. */
  public int size() {
    return Array.getLength(values);
  }

  /** Returns the string, if this is a single one. */
  public Optional<String> text() {
    return values instanceof String[] texts && texts.length == 1
        ? Optional.of(texts[0])
        : Optional.empty();
  }

  /** Returns all strings in order; empty if the elements are not strings. */
  public List<String> texts() {
    return values instanceof String[] texts ? List.of(texts) : List.of();
  }

  /**
   * Returns the elements as float32, rounded if necessary.
   *
   * @throws IllegalStateException if the elements are strings
   */
  public float[] floats() {
    if (values instanceof float[] floats) {
      return floats.clone();
    }
    if (values instanceof String[]) {
      throw new IllegalStateException("strings cannot be converted to floats");
    }
    float[] floats = new float[size()];
    for (int i = 0; i < floats.length; i++) {
      if (values instanceof double[] doubles) {
        floats[i] = (float) doubles[i];
      } else if (values instanceof int[] ints) {
        floats[i] = ints[i];
      } else if (values instanceof long[] longs) {
        floats[i] = longs[i];
      } else if (values instanceof boolean[] bools) {
        floats[i] = bools[i] ? 1 : 0;
      }
    }
    return floats;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof H5Dataset that
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Objects.deepEquals(values, that.values)
        && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(shape), type, size());
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
