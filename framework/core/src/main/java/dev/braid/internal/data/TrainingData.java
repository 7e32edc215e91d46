package dev.braid.internal.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data of one {@code fit}.
 *
 * @param train the batches to train on
 * @param validations the batches to validate on by the name of their set, which is empty for the
 *     usual one
 * @param <B> a batch, checked and in the engine's form
 */
public record TrainingData<B>(DataLoader<B> train, Map<String, DataLoader<B>> validations)
    implements AutoCloseable {
  public TrainingData {
    validations = Collections.unmodifiableMap(new LinkedHashMap<>(validations));
  }

  @Override
  public void close() {
    train.close();
    validations.values().forEach(DataLoader::close);
  }
}
