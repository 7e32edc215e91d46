package dev.braid.saving.npz;

import dev.braid.internal.saving.archive.BoundedReader;
import dev.braid.internal.saving.archive.NpyHeaderText;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array, a Python dictionary literal that precedes the values.
 *
 * @param type the type of the elements
 * @param bigEndian whether their bytes are in big-endian order
 * @param fortran whether the elements are in column-major order
 * @param shape the dimensions
 * @param end the offset of the values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record NpyHeader(NpyType type, boolean bigEndian, boolean fortran, int[] shape, int end) {
  private static final int MAX_RANK = 32;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*('[^']*'|\\[)");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  static NpyHeader read(byte[] bytes, String name) throws IOException {
    BoundedReader in = BoundedReader.of(bytes, name);
    String text = NpyHeaderText.read(in);
    String type = find(TYPE, text, name);
    return new NpyHeader(
        type(type, name),
        type.startsWith("'>"),
        find(ORDER, text, name).equals("True"),
        shape(find(SHAPE, text, name), name),
        bytes.length - Math.toIntExact(in.left()));
  }

  private static String find(Pattern pattern, String text, String name) throws FileFormatException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw FileFormatException.damaged(name, "its header is not NumPy's");
    }
    return matcher.group(1);
  }

  private static NpyType type(String quoted, String name) throws FileFormatException {
    if (quoted.equals("[")) {
      throw refused(name, "records of several fields", "Save each field as a separate array.");
    }
    String descr = quoted.substring(1, quoted.length() - 1);
    String code = descr.isEmpty() ? "" : descr.substring(1);
    if (descr.startsWith("|O") || descr.startsWith("O")) {
      throw refused(
          name,
          "Python objects (pickles), which can run any code",
          "Save an array of numbers: array.astype(\"float32\").");
    }
    if (code.startsWith("U") || code.startsWith("S")) {
      throw refused(name, "strings", "Save numbers, such as the index of each string.");
    }
    return NpyType.of(code)
        .filter(type -> "<>|=".indexOf(descr.charAt(0)) >= 0)
        .orElseThrow(
            () -> refused(name, "elements of type " + quoted, "Save it as float32 or int32."));
  }

  private static FileFormatException refused(String name, String what, String fix) {
    return new FileFormatException(
        name, "contains " + what + ", which Braid does not support", fix);
  }

  private static int[] shape(String text, String name) throws FileFormatException {
    String[] parts = text.replace("L", "").replaceAll("\\s", "").split(",", -1);
    // Python writes a tuple of one element with a trailing comma; a scalar's tuple is empty.
    int rank = parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
    if (rank > MAX_RANK) {
      throw FileFormatException.damaged(name, "it has " + rank + " dimensions");
    }
    int[] shape = new int[rank];
    try {
      for (int i = 0; i < shape.length; i++) {
        shape[i] = Integer.parseInt(parts[i]);
      }
    } catch (NumberFormatException e) {
      throw FileFormatException.damaged(name, "its shape is (" + text + ")", e);
    }
    return shape;
  }

  /** Returns the number of elements. */
  long count(String name) throws FileFormatException {
    long count = 1;
    for (int size : shape) {
      count *= size;
      if (count > Integer.MAX_VALUE) {
        throw FileFormatException.damaged(name, "it declares more elements than an array can have");
      }
    }
    return count;
  }
}
