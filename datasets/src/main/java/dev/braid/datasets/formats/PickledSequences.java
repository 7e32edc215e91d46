package dev.braid.datasets.formats;

import dev.braid.internal.saving.archive.BoundedReader;
import dev.braid.internal.saving.archive.NpyHeaderText;
import dev.braid.internal.saving.archive.SafeZip;
import dev.braid.internal.text.ShortText;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads sequences of integers that NumPy stored as an array of Python lists.
 *
 * <p>Such an array is a pickle, a program that builds objects. {@link PickleMachine} runs the few
 * instructions that build lists of numbers in an array and rejects all others, so that no code of
 * the file is executed.
 */
public final class PickledSequences {
  private static final Pattern OBJECTS = Pattern.compile("'descr'\\s*:\\s*'\\|?O[0-9]*'");

  /** The maximum number of values of any file, and its ratio to the bytes. */
  private static final long MOST_NUMBERS = 1_000_000;

  private static final int RATIO = 16;
  private static final int LONGEST = 100;

  private PickledSequences() {}

  /**
   * Reads one array of a {@code .npz} file.
   *
   * @throws FileFormatException if it is damaged or has another content than lists of numbers
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
    BoundedReader in = BoundedReader.of(bytes, name);
    if (!OBJECTS.matcher(NpyHeaderText.read(in)).find()) {
      throw FileFormatException.unsupported(
          name, "an array of something else than Python lists", "Read it with Datasets.npz(file).");
    }
    return sequences(new PickleMachine(in).run(), in, bytes.length);
  }

  /**
   * The numbers of each list.
   *
   * @param size the bytes of the pickle, in which a list may be referred to repeatedly
   */
  private static int[][] sequences(PickleMachine.Items lists, BoundedReader in, int size)
      throws IOException {
    int[][] sequences = new int[lists.size()][];
    long total = 0;
    for (int i = 0; i < sequences.length; i++) {
      if (!(lists.get(i) instanceof PickleMachine.Items list)) {
        throw in.damaged("element " + i + " is not a list");
      }
      total += list.size();
      if (total > MOST_NUMBERS + (long) RATIO * size) {
        throw in.damaged("its lists are referred to too often");
      }
      sequences[i] = numbers(list, i, in);
    }
    return sequences;
  }

  private static int[] numbers(PickleMachine.Items list, int element, BoundedReader in)
      throws IOException {
    int[] numbers = new int[list.size()];
    for (int place = 0; place < numbers.length; place++) {
      if (!(list.get(place) instanceof Long value) || value != value.intValue()) {
        throw in.damaged(
            "element " + element + " has " + shown(list.get(place)) + ", which is not an int");
      }
      numbers[place] = value.intValue();
    }
    return numbers;
  }

  private static String shown(Object value) {
    return value instanceof String || value instanceof Long
        ? ShortText.of(String.valueOf(value), LONGEST)
        : "something else";
  }
}
