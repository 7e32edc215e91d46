package dev.braid.internal.engine;

import dev.braid.internal.training.RunTraits;
import java.io.IOException;
import java.nio.file.Path;

/** Stores the model of a trainer, and describes it for a comparison with a stored run. */
public interface TrainerStorage {
  /** Writes the model, as {@code model.save} does. */
  void save(Trainer trainer, Path file) throws IOException;

  /** Writes the weights, as {@code model.saveWeights} does. */
  void saveWeights(Trainer trainer, Path file) throws IOException;

  /** Describes the current properties that determine the results of a run besides its data. */
  RunTraits traits(Trainer trainer);

  /** Freezes layers as they were when a run with these traits was backed up. */
  void freezeAsIn(RunTraits saved);
}
