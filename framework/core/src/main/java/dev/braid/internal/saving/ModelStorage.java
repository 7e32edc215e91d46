package dev.braid.internal.saving;

import dev.braid.internal.engine.Trainer;
import dev.braid.internal.engine.TrainerStorage;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.training.RunTraits;
import java.io.IOException;
import java.nio.file.Path;

/** Stores a model in Keras' files while it is trained. */
public final class ModelStorage implements TrainerStorage {
  private final Functional model;

  public ModelStorage(Functional model) {
    this.model = model;
  }

  @Override
  public void save(Trainer trainer, Path file) throws IOException {
    KerasFile.save(model, trainer::network, trainer, file);
  }

  @Override
  public void saveWeights(Trainer trainer, Path file) throws IOException {
    KerasFile.saveWeights(model, trainer::network, file);
  }

  @Override
  public RunTraits traits(Trainer trainer) {
    return ModelTraits.of(model, trainer);
  }

  @Override
  public void freezeAsIn(RunTraits saved) {
    ModelTraits.freeze(model, saved);
  }
}
