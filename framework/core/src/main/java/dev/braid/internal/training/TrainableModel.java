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
 * @param <B> the type of a batch, checked and in the engine's form
 */
public interface TrainableModel<B> {
  /** Returns the model's name. */
  String name();

  /** Returns the outputs' names, in the model's order. */
  List<String> outputs();

  /** Returns the outputs that have a loss, in the model's order. */
  List<String> lossOutputs();

  /** Returns the compiled metrics under their full log names, without losses and {@code val_}. */
  List<LogName> metrics();

  /** Returns the names of a run's logs, including those of validation sets and callbacks. */
  default LogNames logNames(Collection<String> validations, Collection<Callback> callbacks) {
    return new LogNames(outputs(), lossOutputs(), metrics(), validations, callbacks);
  }

  /** Begins a run that trains. */
  MeasuredSteps<B> training();

  /** Begins a run that evaluates. */
  MeasuredSteps<B> testing();

  /** Returns the schedule of the optimizer's rate; empty if the rate is fixed. */
  default Optional<String> schedule() {
    return Optional.empty();
  }

  /** Returns whether a step can change a weight; true also for a model without weights. */
  default boolean trains() {
    return true;
  }

  /** Returns the optimizer's current rate, whether fixed or from a schedule. */
  double learningRate();

  /** Fixes the optimizer's rate. */
  void learningRate(double rate);

  /** Changes the weight of one output's loss. */
  void setLossWeight(String output, double weight);

  /** Returns the number of updates of the optimizer. */
  long iterations();

  /**
   * Brings weights and the optimizer's state up to date if updates were deferred.
   *
   * <p>Methods that read weights do so themselves; this is for code that holds the engine's arrays.
   */
  default void settle() {}

  /** Ends training: if the optimizer averages weights, the averages replace them. */
  default void trained() {}

  /** Returns copies of all weights, in Keras' order. */
  List<float[]> weights();

  /** Sets all weights, in Keras' order. */
  void weights(List<float[]> values);

  /** Returns the weights' paths, in the same order. */
  List<String> weightPaths();

  /** Returns the layers in topological order. */
  List<Callback.Node> graph();

  /** Returns the current properties that determine the results of a run besides its data. */
  default RunTraits traits() {
    return new RunTraits();
  }

  /** Freezes layers as they were when a run with these traits was backed up. */
  default void freezeAsIn(RunTraits saved) {}

  /**
   * Writes the state that training requires to continue with the same results.
   *
   * <p>These are the weights, the optimizer's state and step, the learning rate, the loss weights
   * and the position of the random generators.
   */
  void writeState(OutputStream out) throws IOException;

  /** Reads the state that {@link #writeState} wrote; rejects the state of another model. */
  void readState(InputStream in) throws IOException;

  /** Writes the model, as {@code model.save} does. */
  void save(Path file) throws IOException;

  /** Writes the weights, as {@code model.saveWeights} does. */
  void saveWeights(Path file) throws IOException;
}
