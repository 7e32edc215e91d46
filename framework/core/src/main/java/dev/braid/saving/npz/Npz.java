package dev.braid.saving.npz;

import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.saving.archive.SafeZip;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads and writes NumPy's {@code .npz} archives and {@code .npy} arrays. */
public final class Npz {
  private static final String SUFFIX = ".npy";

  private Npz() {}

  /**
   * Reads all arrays of a {@code .npz}, in the order of the file.
   *
   * @throws FileFormatException if it is damaged, unsafe or contains elements that are not numbers
   */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    return read(file, array -> true);
  }

  /**
   * Reads the selected arrays of a {@code .npz}, in the order of the file.
   *
   * @param selected selects arrays by name; the others are not read
   * @throws FileFormatException if it is damaged, unsafe or a selected array contains elements that
   *     are not numbers
   */
  public static Map<String, NpyArray> read(Path file, Predicate<String> selected)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> member :
        SafeZip.read(file, entry -> selected.test(array(entry))).entrySet()) {
      String key = member.getKey();
      if (!key.endsWith(SUFFIX)) {
        throw new FileFormatException(
            name,
            "is not an .npz file: it has a member \"" + key + '"',
            "Save it with numpy.savez.");
      }
      String array = array(key);
      arrays.put(array, NpyCodec.decode(member.getValue(), name + ": " + array));
    }
    return arrays;
  }

  private static String array(String member) {
    return member.endsWith(SUFFIX)
        ? member.substring(0, member.length() - SUFFIX.length())
        : member;
  }

  /** Writes arrays as {@code numpy.savez} does, atomically; equal arrays result in equal bytes. */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    String call = "Npz.write(\"" + file.getFileName() + "\")";
    arrays.forEach((name, array) -> NpyCodec.checkSize(call, name, array.type(), array.size()));
    Map<String, byte[]> members = new LinkedHashMap<>();
    arrays.forEach((name, array) -> members.put(name + SUFFIX, NpyCodec.encode(array)));
    SafeZip.write(file, members);
  }

  /**
   * Reads the array of a {@code .npy}.
   *
   * @throws FileFormatException if it is damaged or contains elements that are not numbers
   */
  public static NpyArray readArray(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.size(file) > Integer.MAX_VALUE - 16L) {
      throw new FileFormatException(
          name, "has more than 2 GiB, the limit of Braid", "Split it into several arrays.");
    }
    return NpyCodec.decode(Files.readAllBytes(file), name);
  }

  /** Writes one array as {@code numpy.save} does, atomically. */
  public static void writeArray(Path file, NpyArray array) throws IOException {
    String name = String.valueOf(file.getFileName());
    NpyCodec.checkSize("Npz.writeArray(\"" + name + "\")", name, array.type(), array.size());
    AtomicFile.write(file, out -> out.write(NpyCodec.encode(array)));
  }
}
