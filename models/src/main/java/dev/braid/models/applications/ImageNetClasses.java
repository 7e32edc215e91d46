package dev.braid.models.applications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The 1000 classes of ImageNet, by the file that Keras publishes. */
final class ImageNetClasses {
  static final int COUNT = 1000;

  static final RemoteFile FILE =
      RemoteFile.of(
          "imagenet_class_index.json",
          Checksum.md5("c2c37ea517e94d9795004a39431a14cb"),
          "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageNetClasses() {}

  static List<List<ClassPrediction>> decode(float[][] predictions, int top, Downloads downloads)
      throws IOException {
    check(predictions, top);
    return decode(predictions, top, read(downloads.get("keras-applications", FILE)));
  }

  private static void check(float[][] predictions, int top) {
    List<Problem> problems = new ArrayList<>();
    if (predictions.length > 0 && predictions[0].length != COUNT) {
      problems.add(
          new Problem(
              "shape",
              "predictions",
              "(?, 1000), a column for each class of ImageNet",
              "received (?, " + predictions[0].length + ")",
              "Use a model with the classifier of ImageNet."));
    }
    if (top < 1 || top > COUNT) {
      problems.add(Application.option("top", "a number from 1 to 1000", top));
    }
    if (!problems.isEmpty()) {
      throw new StructureException("decodePredictions cannot begin", problems);
    }
  }

  /** Reads the WordNet id and the name of each class. */
  static Map<String, List<String>> read(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<Map<String, List<String>>>() {});
    } catch (JsonProcessingException e) {
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()), "it is not a map of numbers to classes", e);
    }
  }

  static List<List<ClassPrediction>> decode(
      float[][] predictions, int top, Map<String, List<String>> index) {
    List<List<ClassPrediction>> decoded = new ArrayList<>();
    for (float[] row : predictions) {
      decoded.add(
          IntStream.range(0, row.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> row[i]).reversed())
              .limit(top)
              .map(i -> prediction(index.get(String.valueOf(i)), row[i]))
              .toList());
    }
    return decoded;
  }

  private static ClassPrediction prediction(List<String> names, float score) {
    return new ClassPrediction(names.get(0), names.get(1), score);
  }
}
