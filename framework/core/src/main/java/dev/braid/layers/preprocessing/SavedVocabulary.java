package dev.braid.layers.preprocessing;

import java.util.List;
import java.util.Optional;

/** A layer whose vocabulary Keras' files hold as an asset, {@code vocabulary.txt}. */
public interface SavedVocabulary {
  /** The lines of the asset; empty where the configuration holds the vocabulary. */
  Optional<List<String>> vocabularyLines();

  /** True where the file also holds inverse document frequencies, among the weights. */
  boolean savesIdfWeights();

  /** The inverse document frequencies as the file holds them, one for each column of a row. */
  float[] savedIdfWeights();

  /**
   * Takes the vocabulary of a file.
   *
   * @param lines those of the asset
   * @param idfWeights the inverse document frequencies; empty for none
   */
  void readVocabulary(List<String> lines, float... idfWeights);
}
