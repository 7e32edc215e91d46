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
 * A compiled model as the loops see it: the engine's side of training.
 *
 * @param <B> a batch, checked and in the engine's form
 */
public interface Trainee<B> {
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

  /** Begins a pass that trains. */
  Steps<B> training();

  /** Begins a pass that tests. */
  Steps<B> testing();

  /** The schedule that gives the optimizer's rate; empty where the rate is fixed. */
  default Optional<String> schedule() {
    return Optional.empty();
  }

  /** Whether a step can change a weight; true also for a model that has none. */
  default boolean trains() {
    return true;
  }

  /** The optimizer's rate now, whether fixed or from a schedule. */
  double learningRate();

  /** Fixes the optimizer's rate. */
  void learningRate(double rate);

  /** Changes the weight of one output's loss. */
  void setLossWeight(String output, double weight);

  /** How many updates the optimizer has made. */
  long iterations();

  /**
   * Brings weights and the optimizer's state up to date where steps were put off.
   *
   * <p>Who asks for weights gets them up to date; this is for those who hold the engine's arrays.
   */
  default void settle() {}

  /** Ends training: averages of the weights take their places, where the optimizer keeps them. */
  default void trained() {}

  /** Copies of all weights, in Keras' order. */
  List<float[]> weights();

  /** Sets all weights, in Keras' order. */
  void weights(List<float[]> values);

  /** The weights' paths, in the same order. */
  List<String> weightPaths();

  /** The layers, in topological order. */
  List<Callback.Node> graph();

  /** What shapes the numbers of a run besides its data, as it is now. */
  default RunTraits traits() {
    return new RunTraits();
  }

  /** Freezes layers as they were when a run with these traits was backed up. */
  default void freezeAsIn(RunTraits saved) {}

  /**
   * Writes all that training needs to go on to the same numbers.
   *
   * <p>That is the weights, the optimizer's state and step, the learning rate, the loss weights and
   * the position of the random generators.
   */
  void writeState(OutputStream out) throws IOException;

  /** Takes up what {@link #writeState} wrote; refuses the state of another model. */
  void readState(InputStream in) throws IOException;

  /** Writes the model, as {@code model.save} does. */
  void save(Path file) throws IOException;

  /** Writes the weights, as {@code model.saveWeights} does. */
  void saveWeights(Path file) throws IOException;
}
