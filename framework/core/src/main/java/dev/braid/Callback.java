package dev.braid;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Looks on, and has a say, while a model is trained, evaluated or asked.
 *
 * <p>Every hook does nothing until it is overridden. Epochs and batches are counted from 0, as in
 * Keras. Callbacks are called in the order they were given; a value that one adds with {@link
 * Context#log} is seen by those after it.
 */
public interface Callback {
  /** How a run came to its end. */
  enum Ending {
    /** It continues. */
    RUNNING,
    /** Every epoch was trained. */
    COMPLETED,
    /** A callback stopped it. */
    STOPPED,
    /** Ctrl-C, or an interrupt of its thread: the last epoch is incomplete. */
    INTERRUPTED,
    /** An exception ended it. */
    FAILED
  }

  /** A layer of the model's graph, as a diagram shows it. */
  record Node(String name, String type, List<String> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  default void onTrainBegin(Context context) {}

  /** Called once, however the run ended: {@link Context#ending} says how. */
  default void onTrainEnd(Logs logs, Context context) {}

  default void onEpochBegin(int epoch, Context context) {}

  /** Called after the epoch's validation, with its {@code val_} values in the logs. */
  default void onEpochEnd(int epoch, Logs logs, Context context) {}

  default void onTrainBatchBegin(int batch, Context context) {}

  /** The logs are the means since the epoch began, not those of this batch alone. */
  default void onTrainBatchEnd(int batch, Logs logs, Context context) {}

  /** Called by evaluate, and by the validation inside fit. */
  default void onTestBegin(Context context) {}

  default void onTestEnd(Logs logs, Context context) {}

  default void onTestBatchBegin(int batch, Context context) {}

  default void onTestBatchEnd(int batch, Logs logs, Context context) {}

  default void onPredictBegin(Context context) {}

  default void onPredictEnd(Context context) {}

  default void onPredictBatchBegin(int batch, Context context) {}

  default void onPredictBatchEnd(int batch, Context context) {}

  /**
   * Called when a loss or gradient is not finite: true ends the run quietly, false lets it throw.
   *
   * @param problem what was found, and where
   */
  default boolean onNotFiniteLoss(Problem problem, Context context) {
    return false;
  }

  /** The logs this callback reads: that they will exist is checked before the first step. */
  default List<String> monitors() {
    return List.of();
  }

  /** The logs this callback adds with {@link Context#log}. */
  default List<String> adds() {
    return List.of();
  }

  /** Whether this callback sets the learning rate, which an optimizer with a schedule refuses. */
  default boolean setsLearningRate() {
    return false;
  }

  /** Whether the hooks after a batch are wanted: without them, fewer metrics are read. */
  default boolean followsBatches() {
    return true;
  }

  /** Whether this callback is called after all others, because it saves what they are. */
  default boolean savesRun() {
    return false;
  }

  /** Writes what this callback must remember for a run that is taken up again. */
  default void saveState(DataOutput out) throws IOException {}

  /** Reads what {@link #saveState} wrote, after {@link #onTrainBegin}. */
  default void restoreState(DataInput in) throws IOException {}

  /** The run, and the model in it, as callbacks see them. */
  interface Context {
    String modelName();

    /** The epoch now trained, from 0. */
    int epoch();

    /** The last epoch's number, counted from 1. */
    int epochs();

    /** Batches an epoch, or -1 while that is unknown. */
    int steps();

    /** The newest logs. */
    Logs logs();

    /** Adds a value to the logs of the epoch that ends: for the later callbacks and the history. */
    void log(String name, double value);

    /** Ends the run after this batch, with its epoch properly closed. */
    void stopTraining();

    /** Whether this run is going to end before its time, or how it has ended. */
    Ending ending();

    double learningRate();

    void learningRate(double rate);

    /** Changes the weight of one output's loss, from the next batch on. */
    void setLossWeight(String output, double weight);

    /** Copies of all weights, in Keras' order. */
    List<float[]> weights();

    /** Sets all weights, in Keras' order. */
    void weights(List<float[]> values);

    /** The weights' names, such as {@code label/kernel}, in the same order. */
    List<String> weightPaths();

    /** The layers and what they read, in topological order. */
    List<Node> graph();

    /** How many updates the optimizer has made. */
    long iterations();

    /** The name of the validation set that is measured; empty for the usual one and without one. */
    default String validationSet() {
      return "";
    }

    /** The names of all logs this run will have, sorted. */
    List<String> logNames();

    /** Whether more is better, for a log that exists. */
    boolean higherIsBetter(String log);

    /** Whether a log exists of which is known which way it gets better. */
    boolean directionKnown(String log);

    /** Writes the whole model. */
    void save(Path file) throws IOException;

    /** Writes the weights alone. */
    void saveWeights(Path file) throws IOException;

    /** Writes all that the run needs to be taken up again: model, optimizer, callbacks, history. */
    void saveRun(OutputStream out) throws IOException;

    /** Asks, in {@link #onTrainBegin}, to continue where {@link #saveRun} was called. */
    void resumeRun(Callable<InputStream> from);

    /** Prints a line, unless the run is silent. */
    void tell(String message);
  }
}
