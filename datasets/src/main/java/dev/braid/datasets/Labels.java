package dev.braid.datasets;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads labels from NumPy arrays. */
final class Labels {
  private Labels() {}

  /** The labels of these names, in that order. */
  static List<int[]> read(Path file, String... names) throws IOException {
    Map<String, NpyArray> arrays = Npz.read(file, List.of(names)::contains);
    List<int[]> labels = new ArrayList<>();
    for (String name : names) {
      NpyArray array = arrays.get(name);
      if (array != null && array.values() instanceof long[] values) {
        labels.add(ints(values, name, file));
      } else if (array != null && array.values() instanceof int[] values) {
        labels.add(values);
      } else {
        throw FileFormatException.damaged(
            String.valueOf(file.getFileName()),
            array == null ? "it has no array \"" + name + '"' : name + " has no integers");
      }
    }
    return labels;
  }

  private static int[] ints(long[] values, String name, Path file) throws FileFormatException {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
      if (ints[i] != values[i]) {
        throw FileFormatException.damaged(
            String.valueOf(file.getFileName()),
            name + " has " + values[i] + ", which is not an int");
      }
    }
    return ints;
  }
}
