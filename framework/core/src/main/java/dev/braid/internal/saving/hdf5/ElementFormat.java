package dev.braid.internal.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.util.Arrays;
import java.util.Map;

/**
 * The format of elements in the file: HDF5's datatype message.
 *
 * @param type the type of the decoded elements
 * @param size the size of one element in bytes
 * @param bigEndian whether its bytes are in big-endian order
 * @param variable whether it is a string in the global heap
 * @param spacePadded whether it is a fixed-length string that is padded with spaces
 */
record ElementFormat(
    H5Type type, int size, boolean bigEndian, boolean variable, boolean spacePadded) {
  private static final String[] CLASSES = {
    "integers",
    "floating-point numbers",
    "times",
    "strings",
    "bit fields",
    "opaque values",
    "compound values",
    "references",
    "enumerations",
    "variable-length sequences",
    "array elements"
  };

  private static final int OPAQUE = 5;
  private static final int BFLOAT16_BYTES = 2;

  static ElementFormat read(CheckedFileBytes bytes, long at) throws FileFormatException {
    int head = bytes.u8(at);
    int bits = bytes.u8(at + 1);
    long size = bytes.u32(at + 4);
    if (size == 0 || size > 1 << 24) {
      throw bytes.damaged("an element of " + size + " bytes");
    }
    boolean big = (bits & 1) != 0;
    return switch (head & 0x0f) {
      case 0 -> plain(integer(bytes, at, (bits & 8) != 0, (int) size), (int) size, big);
      case 1 -> plain(floating(bytes, at, bits, (int) size), (int) size, big);
      case 3 -> new ElementFormat(H5Type.STRING, (int) size, false, false, (bits & 0x0f) == 2);
      case OPAQUE -> {
        // Keras stores bfloat16, which HDF5 does not have, as opaque values with an attribute
        if (size != BFLOAT16_BYTES) {
          throw refused(bytes, OPAQUE);
        }
        yield plain(H5Type.FLOAT32, BFLOAT16_BYTES, false);
      }
      case 8 -> enumeration(bytes, at, head >> 4);
      case 9 -> varying(bytes, bits, (int) size);
      default -> throw refused(bytes, head & 0x0f);
    };
  }

  private static ElementFormat plain(H5Type type, int size, boolean big) {
    return new ElementFormat(type, size, big, false, false);
  }

  private static H5Type integer(CheckedFileBytes bytes, long at, boolean signed, int size)
      throws FileFormatException {
    if (bytes.u16(at + 8) != 0 || bytes.u16(at + 10) != 8 * size) {
      throw bytes.unsupported("integers of an unusual width", "Store them as int32 or int64.");
    }
    return switch (size) {
      case 1 -> signed ? H5Type.INT8 : H5Type.UINT8;
      case 2 -> signed ? H5Type.INT16 : H5Type.UINT16;
      case 4 -> signed ? H5Type.INT32 : H5Type.UINT32;
      case 8 -> signed ? H5Type.INT64 : H5Type.UINT64;
      default -> throw bytes.damaged("an integer of " + size + " bytes");
    };
  }

  private static H5Type floating(CheckedFileBytes bytes, long at, int bits, int size)
      throws FileFormatException {
    int exponentBits = bytes.u8(at + 13);
    int mantissaBits = bytes.u8(at + 15);
    boolean ieee = (bits & 0x40) == 0 && bytes.u16(at + 10) == 8 * size;
    if (ieee && size == 2 && exponentBits == 5 && mantissaBits == 10) {
      return H5Type.FLOAT16;
    }
    if (ieee && size == 4 && exponentBits == 8 && mantissaBits == 23) {
      return H5Type.FLOAT32;
    }
    if (ieee && size == 8 && exponentBits == 11 && mantissaBits == 52) {
      return H5Type.FLOAT64;
    }
    throw bytes.unsupported(
        "floating-point numbers of " + size + " bytes with " + exponentBits + " for the exponent",
        "Store them as float32.");
  }

  private static ElementFormat enumeration(CheckedFileBytes bytes, long at, int version)
      throws FileFormatException {
    if ((bytes.u8(at + 8) & 0x0f) != 0) {
      throw bytes.damaged("an enumeration that is not based on integers");
    }
    ElementFormat base = read(bytes, at + 8);
    int members = bytes.u16(at + 1);
    long names = at + 20;
    // h5py's booleans: 0 is FALSE, 1 is TRUE. Names are padded to eight bytes up to version 2.
    boolean bool =
        members == 2
            && base.size == 1
            && bytes.text(names, 6).equals("FALSE")
            && bytes.text(names + (version < 3 ? 8 : 6), 5).equals("TRUE");
    return bool ? plain(H5Type.BOOL, 1, false) : base;
  }

  private static ElementFormat varying(CheckedFileBytes bytes, int bits, int size)
      throws FileFormatException {
    if ((bits & 0x0f) != 1) {
      throw refused(bytes, 9);
    }
    if (size != H5Type.STRING.bytes()) {
      throw bytes.damaged("a reference to a string of " + size + " bytes");
    }
    return new ElementFormat(H5Type.STRING, size, false, true, false);
  }

  /** Whether each element is the upper half of a float. */
  boolean isBfloat16() {
    return type == H5Type.FLOAT32 && size == BFLOAT16_BYTES;
  }

  /** Refuses opaque values that are not marked as bfloat16. */
  void checkMark(CheckedFileBytes bytes, Map<String, H5Dataset> attributes)
      throws FileFormatException {
    boolean marked =
        attributes.containsKey("dtype")
            && attributes.get("dtype").values() instanceof String[] name
            && Arrays.equals(name, new String[] {"bfloat16"});
    if (isBfloat16() && !marked) {
      throw refused(bytes, OPAQUE);
    }
  }

  private static FileFormatException refused(CheckedFileBytes bytes, int kind) {
    String what = kind < CLASSES.length ? CLASSES[kind] : "elements of kind " + kind;
    return bytes.unsupported(what, "Store numbers, booleans or strings, as Keras does.");
  }
}
