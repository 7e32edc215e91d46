package dev.braid.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads the words of Keras' text data sets with their ranks. */
final class WordIndex {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WordIndex() {}

  static Map<String, Integer> read(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {});
    } catch (JsonProcessingException e) {
      throw FileFormatException.damaged(
          String.valueOf(file.getFileName()), "it is not a map of words to numbers", e);
    }
  }
}
