package dev.braid.datasets;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads labels that stand in NumPy arrays. */
final class Labels {
  private Labels() {}

  static Map<String, int[]> read(Path file, String... names) throws IOException {
    Map<String, NpyArray> arrays = Npz.read(file, List.of(names)::contains);
    Map<String, int[]> labels = new LinkedHashMap<>();
    for (String name : names) {
      NpyArray array = arrays.get(name);
      if (array != null && array.values() instanceof long[] values) {
        labels.put(name, Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
      } else if (array != null && array.values() instanceof int[] values) {
        labels.put(name, values);
      } else {
        throw FileFormatException.damaged(
            String.valueOf(file.getFileName()),
            array == null ? "it has no array \"" + name + '"' : name + " holds no whole numbers");
      }
    }
    return labels;
  }
}
