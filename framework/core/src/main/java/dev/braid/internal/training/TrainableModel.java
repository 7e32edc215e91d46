package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.LogNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A compiled model that the loops train; the engine implements it.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public interface TrainableModel<B> {
  /** The model's name. */
  String name();

  /** The outputs' names, in the model's order. */
  List<String> outputs();

  /** The outputs that have a loss, in the model's order. */
  List<String> lossOutputs();

  /** The compiled metrics under their full log names, without losses and without {@code val_}. */
  List<LogName> metrics();

  /** The names of the logs that a run has, also of validation sets and callbacks. */
  default LogNames logNames(Collection<String> validations, Collection<Callback> callbacks) {
    return new LogNames(outputs(), lossOutputs(), metrics(), validations, callbacks);
  }

  /** Begins a run that trains. */
  MeasuredSteps<B> training();

  /** Begins a run that evaluates. */
  MeasuredSteps<B> testing();

  /** The schedule that gives the optimizer's rate; empty where the rate is fixed. */
  default Optional<String> schedule() {
    return Optional.empty();
  }

  /** Whether a step can change a weight; true also for a model without weights. */
  default boolean trains() {
    return true;
  }

  /** The optimizer's rate now, whether fixed or from a schedule. */
  double learningRate();

  /** Fixes the optimizer's rate. */
  void learningRate(double rate);

  /** Changes the weight of one output's loss. */
  void setLossWeight(String output, double weight);

  /** The number of updates of the optimizer. */
  long iterations();

  /**
   * Brings weights and the optimizer's state up to date where updates were deferred.
   *
   * <p>Weights that are read are always up to date; this is for those who hold the engine's arrays.
   */
  default void settle() {}

  /** Ends training: averages of the weights replace them, where the optimizer keeps averages. */
  default void trained() {}

  /** Copies of all weights, in Keras' order. */
  List<float[]> weights();

  /** Sets all weights, in Keras' order. */
  void weights(List<float[]> values);

  /** The weights' paths, in the same order. */
  List<String> weightPaths();

  /** The layers, in topological order. */
  List<Callback.Node> graph();

  /** The current properties that determine the results of a run besides its data. */
  default RunTraits traits() {
    return new RunTraits();
  }

  /** Freezes layers as they were when a run with these traits was backed up. */
  default void freezeAsIn(RunTraits saved) {}

  /**
   * Writes all that training needs to continue with the same results.
   *
   * <p>That is the weights, the optimizer's state and step, the learning rate, the loss weights and
   * the position of the random generators.
   */
  void writeState(OutputStream out) throws IOException;

  /** Reads what {@link #writeState} wrote; refuses the state of another model. */
  void readState(InputStream in) throws IOException;

  /** Writes the model, as {@code model.save} does. */
  void save(Path file) throws IOException;

  /** Writes the weights, as {@code model.saveWeights} does. */
  void saveWeights(Path file) throws IOException;
}
