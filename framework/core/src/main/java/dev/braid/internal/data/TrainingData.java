package dev.braid.internal.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data of one {@code fit}.
 *
 * @param train the training batches
 * @param validations the validation batches by the name of their set, which is empty for the
 *     default one
 * @param <B> the type of a batch, checked and in the engine's form
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
