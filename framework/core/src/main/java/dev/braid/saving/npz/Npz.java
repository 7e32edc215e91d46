package dev.braid.saving.npz;

import dev.braid.files.AtomicFile;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.archive.SafeZip;
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
   * @throws FileFormatException where it is damaged, unsafe or holds something else than numbers
   */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    return read(file, array -> true);
  }

  /**
   * Reads those arrays of a {@code .npz} that are wanted, in the order of the file.
   *
   * @param wanted which arrays to read, by name; the others are not looked at
   * @throws FileFormatException where it is damaged, unsafe or a wanted array holds no numbers
   */
  public static Map<String, NpyArray> read(Path file, Predicate<String> wanted) throws IOException {
    String name = String.valueOf(file.getFileName());
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> member :
        SafeZip.read(file, entry -> wanted.test(array(entry))).entrySet()) {
      String key = member.getKey();
      if (!key.endsWith(SUFFIX)) {
        throw new FileFormatException(
            name, "is no .npz file: it has a member \"" + key + '"', "Save it with numpy.savez.");
      }
      String array = array(key);
      arrays.put(array, Npy.decode(member.getValue(), name + ": " + array));
    }
    return arrays;
  }

  private static String array(String member) {
    return member.endsWith(SUFFIX)
        ? member.substring(0, member.length() - SUFFIX.length())
        : member;
  }

  /** Writes arrays as {@code numpy.savez} does, whole or not at all; equal arrays, equal bytes. */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    String call = "Npz.write(\"" + file.getFileName() + "\")";
    arrays.forEach((name, array) -> Npy.checkSize(call, name, array.type(), array.size()));
    Map<String, byte[]> members = new LinkedHashMap<>();
    arrays.forEach((name, array) -> members.put(name + SUFFIX, Npy.encode(array)));
    SafeZip.write(file, members);
  }

  /**
   * Reads the one array of a {@code .npy}.
   *
   * @throws FileFormatException where it is damaged or holds something else than numbers
   */
  public static NpyArray readArray(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.size(file) > Integer.MAX_VALUE - 16L) {
      throw new FileFormatException(
          name, "has more than the 2 GiB that Braid reads", "Split it into several arrays.");
    }
    return Npy.decode(Files.readAllBytes(file), name);
  }

  /** Writes one array as {@code numpy.save} does, whole or not at all. */
  public static void writeArray(Path file, NpyArray array) throws IOException {
    String name = String.valueOf(file.getFileName());
    Npy.checkSize("Npz.writeArray(\"" + name + "\")", name, array.type(), array.size());
    AtomicFile.write(file, out -> out.write(Npy.encode(array)));
  }
}
