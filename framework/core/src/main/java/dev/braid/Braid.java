package dev.braid;

import dev.braid.engine.environment.Environment;
import dev.braid.graph.Spec;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.AdditiveAttention;
import dev.braid.layers.attention.Attention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.EinsumDense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.core.Lambda;
import dev.braid.layers.core.Masking;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.AlphaDropout;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.GaussianDropout;
import dev.braid.layers.regularization.GaussianNoise;
import dev.braid.layers.regularization.SpatialDropout1D;
import dev.braid.layers.regularization.SpatialDropout2D;
import dev.braid.layers.regularization.SpatialDropout3D;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.GRU;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTM;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.RNN;
import dev.braid.layers.rnn.SimpleRNN;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.ops.ArrayCalculation;
import dev.braid.ops.SameDiffCalculation;
import dev.braid.ops.Value;
import dev.braid.random.Seeds;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The whole vocabulary of a training program in one static import.
 *
 * <p>Every factory only forwards to the class it makes.
 */
public final class Braid extends PreprocessingWords {
  /** A size that may vary. */
  public static final long ANY = Spec.ANY;

  public static final Activation LINEAR = Activation.LINEAR;
  public static final Activation RELU = Activation.RELU;
  public static final Activation SIGMOID = Activation.SIGMOID;
  public static final Activation TANH = Activation.TANH;
  public static final Activation SOFTMAX = Activation.SOFTMAX;
  public static final Activation LEAKY_RELU = Activation.LEAKY_RELU;
  public static final Activation ELU = Activation.ELU;
  public static final Activation SOFTPLUS = Activation.SOFTPLUS;
  public static final Activation SELU = Activation.SELU;
  public static final Activation GELU = Activation.GELU;
  public static final Activation SILU = Activation.SILU;
  public static final Activation SOFTSIGN = Activation.SOFTSIGN;
  public static final Activation HARD_SIGMOID = Activation.HARD_SIGMOID;
  public static final Activation EXPONENTIAL = Activation.EXPONENTIAL;
  public static final Activation LOG_SOFTMAX = Activation.LOG_SOFTMAX;
  public static final Activation RELU6 = Activation.RELU6;
  public static final Activation MISH = Activation.MISH;
  public static final Activation HARD_SWISH = Activation.HARD_SWISH;
  public static final Activation HARD_TANH = Activation.HARD_TANH;
  public static final Activation CELU = Activation.CELU;
  public static final Activation LOG_SIGMOID = Activation.LOG_SIGMOID;
  public static final Activation TANH_SHRINK = Activation.TANH_SHRINK;
  public static final Activation SOFT_SHRINK = Activation.SOFT_SHRINK;
  public static final Activation HARD_SHRINK = Activation.HARD_SHRINK;
  public static final Activation SQUAREPLUS = Activation.SQUAREPLUS;
  public static final Activation SPARSE_PLUS = Activation.SPARSE_PLUS;
  public static final Activation SPARSE_SIGMOID = Activation.SPARSE_SIGMOID;

  private Braid() {}

  // ---- graphs

  /** An input; the batch axis is not among the sizes. */
  public static Tensor input(String name, long... shape) {
    return input(name, DType.FLOAT32, shape);
  }

  public static Tensor input(String name, DType dtype, long... shape) {
    InputLayer layer = new InputLayer(new Spec(shape, dtype)).name(name);
    return layer.apply();
  }

  /** An input whose batches all have so many samples, as Keras asks of stateful layers' inputs. */
  public static Tensor batchInput(String name, long batchSize, long... shape) {
    InputLayer layer = new InputLayer(Spec.of(shape)).batchSize(batchSize).name(name);
    return layer.apply();
  }

  /** Makes everything that comes repeat to the bit on one machine. */
  public static void setRandomSeed(long seed) {
    Seeds.set(seed);
  }

  /** What this machine and class path are, as text: versions, CPU, backend, threads, memory. */
  public static String environment() {
    return Environment.describe();
  }

  // ---- core layers

  public static Dense dense(long units) {
    return new Dense(units);
  }

  public static Dense dense(long units, Activation activation) {
    return new Dense(units).activation(activation);
  }

  /**
   * A dense layer along the axes that an equation names: {@code einsumDense("abc,cd->abd", -1,
   * 64)}.
   *
   * @param outputShape without the batch axis and an ellipsis; -1 takes the input's size
   */
  public static EinsumDense einsumDense(String equation, long... outputShape) {
    return new EinsumDense(equation, outputShape);
  }

  /** Marks steps as padding where all features have this value. */
  public static Masking masking(double value) {
    return new Masking(value);
  }

  // ---- sequences

  /** A vector for each whole number below {@code inputDim}. */
  public static Embedding embedding(long inputDim, long outputDim) {
    return new Embedding(inputDim, outputDim);
  }

  public static SimpleRNN simpleRnn(long units) {
    return new SimpleRNN(units);
  }

  public static LSTM lstm(long units) {
    return new LSTM(units);
  }

  public static GRU gru(long units) {
    return new GRU(units);
  }

  public static SimpleRNNCell simpleRnnCell(long units) {
    return new SimpleRNNCell(units);
  }

  public static LSTMCell lstmCell(long units) {
    return new LSTMCell(units);
  }

  public static GRUCell gruCell(long units) {
    return new GRUCell(units);
  }

  /** Cells one above the other, as one cell. */
  public static StackedRNNCells stackedRnnCells(Cell<?>... cells) {
    return new StackedRNNCells(List.of(cells));
  }

  /** A recurrent layer over a cell, or over several that are stacked. */
  public static RNN rnn(Cell<?>... cells) {
    return cells.length == 1 ? new RNN(cells[0]) : new RNN(List.of(cells));
  }

  /** Reads sequences forward with the layer and backward with a copy of it. */
  public static Bidirectional bidirectional(Layer layer) {
    return new Bidirectional(layer);
  }

  public static Bidirectional bidirectional(Layer layer, Layer backwardLayer) {
    return new Bidirectional(layer, backwardLayer);
  }

  /** Attention by products of query and key. */
  public static Attention attention() {
    return new Attention();
  }

  /** Attention by sums of query and key. */
  public static AdditiveAttention additiveAttention() {
    return new AdditiveAttention();
  }

  public static MultiHeadAttention multiHeadAttention(long heads, long keyDim) {
    return new MultiHeadAttention(heads, keyDim);
  }

  /** Applies a layer or a model to every step. */
  public static TimeDistributed timeDistributed(Layer layer) {
    return new TimeDistributed(layer);
  }

  /** An activation as a step of its own. */
  public static ActivationLayer activation(Activation activation) {
    return new ActivationLayer(activation);
  }

  /** Hands its input on. */
  public static Identity identity() {
    return new Identity();
  }

  // ---- functions of your own

  /**
   * A function as a layer: {@code lambda("double", x -> x.multiply(2))}.
   *
   * <p>It is written in the methods of {@link Value} and the operations of {@link
   * dev.braid.ops.Ops}; gradients follow. The first axis is the batch axis and has to stay.
   */
  public static Lambda lambda(String name, UnaryOperator<Value> function) {
    return lambdaOfAll(name, inputs -> function.apply(inputs.get(0)));
  }

  /** A function of two inputs: {@code lambda("product", (a, b) -> a.multiply(b)).apply(x, y)}. */
  public static Lambda lambda(String name, BinaryOperator<Value> function) {
    return lambdaOfAll(name, inputs -> function.apply(inputs.get(0), inputs.get(1)));
  }

  /** A function of any number of inputs. */
  public static Lambda lambdaOfAll(String name, Function<List<Value>, Value> function) {
    return new Lambda(function::apply).name(name);
  }

  /** A function in ND4J's SameDiff operations as a layer, which cannot be exported to ONNX. */
  public static Lambda sameDiffLambda(String name, UnaryOperator<SDVariable> function) {
    return sameDiffLambdaOfAll(name, inputs -> function.apply(inputs.get(0)));
  }

  /** The same with two inputs. */
  public static Lambda sameDiffLambda(String name, BinaryOperator<SDVariable> function) {
    return sameDiffLambdaOfAll(name, inputs -> function.apply(inputs.get(0), inputs.get(1)));
  }

  /** The same with any number of inputs. */
  public static Lambda sameDiffLambdaOfAll(
      String name, Function<List<SDVariable>, SDVariable> function) {
    return new Lambda(new SameDiffCalculation(function)).name(name);
  }

  /**
   * A function over arrays with a way back of your own, from (input, output, slope by the output)
   * to the slope by the input.
   */
  public static Lambda lambda(
      String name, ArrayCalculation.Forward forward, ArrayCalculation.Backward backward) {
    return new Lambda(new ArrayCalculation(forward, backward)).name(name);
  }

  // ---- activations with options or weights

  public static ReLU relu() {
    return new ReLU();
  }

  /** A rectifier that lets 0.3 of negative values through. */
  public static LeakyReLU leakyRelu() {
    return new LeakyReLU(0.3);
  }

  public static LeakyReLU leakyRelu(double negativeSlope) {
    return new LeakyReLU(negativeSlope);
  }

  /** A leaky rectifier that learns its slope below zero. */
  public static PReLU prelu() {
    return new PReLU();
  }

  public static ELU elu() {
    return new ELU(1);
  }

  public static ELU elu(double alpha) {
    return new ELU(alpha);
  }

  /** Shares along the last axis. */
  public static Softmax softmax() {
    return new Softmax(-1);
  }

  /** Shares along an axis, or several; 0 is the batch axis. */
  public static Softmax softmax(int... axes) {
    return new Softmax(axes);
  }

  // ---- reshaping

  public static Flatten flatten() {
    return new Flatten();
  }

  /** The shape without the batch axis; one size may be -1 and is found from the others. */
  public static Reshape reshape(long... shape) {
    return new Reshape(shape);
  }

  /** Axes in another order, counted from 1: {@code permute(2, 1)} transposes each sample. */
  public static Permute permute(int... dims) {
    return new Permute(dims);
  }

  /** Repeats a vector as the steps of a sequence. */
  public static RepeatVector repeatVector(long n) {
    return new RepeatVector(n);
  }

  // ---- merging: each also without tensors, for the layer itself

  /** The sum. */
  public static Tensor add(Tensor... tensors) {
    return add().apply(tensors);
  }

  public static Add add() {
    return new Add();
  }

  /** The first less the second. */
  public static Tensor subtract(Tensor a, Tensor b) {
    return subtract().apply(a, b);
  }

  public static Subtract subtract() {
    return new Subtract();
  }

  /** The product. */
  public static Tensor multiply(Tensor... tensors) {
    return multiply().apply(tensors);
  }

  public static Multiply multiply() {
    return new Multiply();
  }

  /** The mean. */
  public static Tensor average(Tensor... tensors) {
    return average().apply(tensors);
  }

  public static Average average() {
    return new Average();
  }

  /** The largest, element by element. */
  public static Tensor maximum(Tensor... tensors) {
    return maximum().apply(tensors);
  }

  public static Maximum maximum() {
    return new Maximum();
  }

  /** The smallest, element by element. */
  public static Tensor minimum(Tensor... tensors) {
    return minimum().apply(tensors);
  }

  public static Minimum minimum() {
    return new Minimum();
  }

  /** The tensors one behind the other along their last axis. */
  public static Tensor concatenate(Tensor... tensors) {
    return concatenate().apply(tensors);
  }

  /** The tensors one behind the other along an axis; 0 is the batch axis, -1 the last. */
  public static Tensor concatenate(int axis, Tensor... tensors) {
    return concatenate(axis).apply(tensors);
  }

  public static Concatenate concatenate() {
    return new Concatenate(-1);
  }

  public static Concatenate concatenate(int axis) {
    return new Concatenate(axis);
  }

  /** Products summed along one axis of both; 0 is the batch axis, -1 the last. */
  public static Tensor dot(int axis, Tensor a, Tensor b) {
    return new Dot(axis).apply(a, b);
  }

  /** Products summed along an axis of the first and one of the second. */
  public static Tensor dot(int[] axes, Tensor a, Tensor b) {
    return new Dot(axes).apply(a, b);
  }

  /** The layer: {@code dot(-1).normalize(true).apply(a, b)} is the cosine. */
  public static Dot dot(int... axes) {
    return new Dot(axes);
  }

  // ---- regularization: active while training only

  public static Dropout dropout(double rate) {
    return new Dropout(rate);
  }

  public static SpatialDropout1D spatialDropout1d(double rate) {
    return new SpatialDropout1D(rate);
  }

  public static SpatialDropout2D spatialDropout2d(double rate) {
    return new SpatialDropout2D(rate);
  }

  public static SpatialDropout3D spatialDropout3d(double rate) {
    return new SpatialDropout3D(rate);
  }

  public static GaussianNoise gaussianNoise(double stddev) {
    return new GaussianNoise(stddev);
  }

  public static GaussianDropout gaussianDropout(double rate) {
    return new GaussianDropout(rate);
  }

  public static AlphaDropout alphaDropout(double rate) {
    return new AlphaDropout(rate);
  }

  /** Hands its input on and puts a price on it, at training and at evaluation. */
  public static ActivityRegularization activityRegularization(double l1, double l2) {
    return new ActivityRegularization(l1, l2);
  }
}
