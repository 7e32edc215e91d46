package dev.braid.datasets;

import dev.braid.data.TimeseriesDataset;
import dev.braid.datasets.augmentation.Augmentation;
import dev.braid.datasets.batches.ArrayBatches;
import dev.braid.datasets.folders.ImageFolder;
import dev.braid.datasets.folders.TextFolder;
import dev.braid.datasets.formats.NestedArrays;
import dev.braid.datasets.tables.TableReader;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datavec.api.records.reader.RecordReader;

/** Loaders of user data, with Keras' names. */
public final class Datasets {
  private Datasets() {}

  /** Batches of images from a folder that has one folder for each class. */
  public static ImageFolder imageDatasetFromDirectory(Path folder) throws IOException {
    return ImageFolder.of(folder);
  }

  /** Texts from a folder that has one folder for each class. */
  public static Texts textDatasetFromDirectory(Path folder) throws IOException {
    return TextFolder.read(folder);
  }

  /** A CSV file, as named inputs and outputs. */
  public static TableReader csv(Path file) {
    return TableReader.csv(file);
  }

  /** The records of a DataVec reader, as named inputs and outputs. */
  public static TableReader records(RecordReader reader, String... columns) {
    return TableReader.records(reader, columns);
  }

  /** The arrays of a NumPy archive by their names, such as {@code float[][]}. */
  public static Map<String, Object> npz(Path file) throws IOException {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, NpyArray> array : Npz.read(file).entrySet()) {
      String name = file.getFileName() + ": " + array.getKey();
      arrays.put(array.getKey(), NestedArrays.of(array.getValue(), name));
    }
    return arrays;
  }

  /** Windows that slide over a time series. */
  public static TimeseriesDataset timeseriesDatasetFromArray(
      float[][] data, Object targets, int sequenceLength) {
    return TimeseriesDataset.of(data, targets, sequenceLength);
  }

  /** Batches of arrays in memory: one input, and one target or null. */
  public static ArrayBatches batches(Object x, Object y) {
    return ArrayBatches.of(x, y);
  }

  /** Batches of named arrays in memory. */
  public static ArrayBatches batches(Map<String, ?> x, Map<String, ?> y) {
    return ArrayBatches.of(x, y);
  }

  /** Random changes of images, which wrap batches. */
  public static Augmentation augmentation(long seed) {
    return Augmentation.seed(seed);
  }
}
