package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.archive.SafeZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads sequences of whole numbers that NumPy stored as an array of Python lists.
 *
 * <p>Such an array is a pickle, a program that builds objects. {@link PickleMachine} runs the few
 * instructions that build lists of numbers in an array and refuses all others, so that nothing of
 * the file is ever executed.
 */
public final class PickledSequences {
  private static final int PREFIX = 10;

  private PickledSequences() {}

  /**
   * Reads one array of a {@code .npz} file.
   *
   * @throws FileFormatException where it is damaged or holds something else than lists of numbers
   */
  public static int[][] read(Path file, String array) throws IOException {
    String member = array + ".npy";
    Map<String, byte[]> members = SafeZip.read(file, member::equals);
    String name = file.getFileName() + ": " + array;
    byte[] bytes = members.get(member);
    if (bytes == null) {
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()), "it has no array \"" + array + '"');
    }
    return sequences(new PickleMachine(bytes, start(bytes, name), name).run(), name);
  }

  /** Where the pickle begins, after NumPy's header. */
  private static int start(byte[] bytes, String name) throws FileFormatException {
    if (bytes.length < PREFIX + 2
        || !new String(bytes, 1, 5, StandardCharsets.ISO_8859_1).equals("NUMPY")) {
      throw FileFormatException.damaged(name, "it does not begin like a NumPy array");
    }
    boolean wide = bytes[6] > 1;
    int length = (bytes[8] & 0xff) | (bytes[9] & 0xff) << 8;
    if (wide) {
      length |= (bytes[10] & 0xff) << 16 | (bytes[11] & 0xff) << 24;
    }
    long start = (wide ? PREFIX + 2L : PREFIX) + length;
    if (length < 0 || start > bytes.length) {
      throw FileFormatException.damaged(name, "its header is longer than it can be");
    }
    String header = new String(bytes, PREFIX, (int) start - PREFIX, StandardCharsets.ISO_8859_1);
    if (!header.matches("(?s).*'descr'\\s*:\\s*'\\|?O[0-9]*'.*")) {
      throw FileFormatException.unsupported(
          name, "an array of something else than Python lists", "Read it with Datasets.npz(file).");
    }
    return (int) start;
  }

  private static int[][] sequences(List<?> lists, String name) throws FileFormatException {
    int[][] sequences = new int[lists.size()][];
    for (int i = 0; i < sequences.length; i++) {
      if (!(lists.get(i) instanceof List<?> list)) {
        throw FileFormatException.damaged(name, "element " + i + " is no list");
      }
      sequences[i] = new int[list.size()];
      for (int place = 0; place < list.size(); place++) {
        if (!(list.get(place) instanceof Long value) || value != value.intValue()) {
          throw FileFormatException.damaged(
              name, "element " + i + " holds " + list.get(place) + ", which is no int");
        }
        sequences[i][place] = value.intValue();
      }
    }
    return sequences;
  }
}
