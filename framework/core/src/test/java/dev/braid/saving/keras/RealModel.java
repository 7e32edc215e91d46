package dev.braid.saving.keras;

import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model that Keras built, saved and trained: {@code real_models.py} recorded its numbers.
 *
 * @param name the name of its files
 */
public record RealModel(String name) {
  /** The models that were recorded. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".npz"))
          .map(file -> file.substring(0, file.length() - ".npz".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(RealModel.class.getResource("/real_models").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file that Keras saved. */
  public Path file() {
    return folder().resolve(name + ".keras");
  }

  /** The arrays whose names have a prefix, by the rest of their names. */
  public Map<String, INDArray> arrays(String prefix) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    recorded()
        .forEach(
            (key, array) -> {
              if (key.startsWith(prefix)) {
                arrays.put(key.substring(prefix.length()), array(array));
              }
            });
    return arrays;
  }

  /** The losses of three epochs in Keras. */
  public double[] losses() {
    return (double[]) recorded().get("losses").values();
  }

  private Map<String, NpyArray> recorded() {
    try {
      return Npz.read(folder().resolve(name + ".npz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static INDArray array(NpyArray array) {
    float[] elements = new float[array.size()];
    for (int i = 0; i < elements.length; i++) {
      Object element = Array.get(array.values(), i);
      elements[i] =
          element instanceof Boolean truth ? truth ? 1 : 0 : ((Number) element).floatValue();
    }
    long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
    return Nd4j.createFromArray(elements).reshape('c', shape);
  }
}
