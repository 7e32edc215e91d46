package dev.braid;

import dev.braid.callbacks.BackupAndRestore;
import dev.braid.callbacks.CsvLogger;
import dev.braid.callbacks.EarlyStopping;
import dev.braid.callbacks.LambdaCallback;
import dev.braid.callbacks.LearningRateScheduler;
import dev.braid.callbacks.LossWeightScheduler;
import dev.braid.callbacks.ModelCheckpoint;
import dev.braid.callbacks.ReduceLrOnPlateau;
import dev.braid.callbacks.TensorBoard;
import dev.braid.callbacks.TerminateOnNan;
import dev.braid.callbacks.TimeLimit;
import dev.braid.constraints.MaxNorm;
import dev.braid.constraints.MinMaxNorm;
import dev.braid.constraints.NonNeg;
import dev.braid.constraints.UnitNorm;
import dev.braid.data.ArrayConversion;
import dev.braid.data.DataCleaning;
import dev.braid.data.DataSplit;
import dev.braid.data.MinMax;
import dev.braid.data.NumericStrings;
import dev.braid.data.OneHotEncoding;
import dev.braid.data.PadSequences;
import dev.braid.data.SplitDataset;
import dev.braid.data.TimeseriesDataset;
import dev.braid.graph.Spec;
import dev.braid.initializers.Constant;
import dev.braid.initializers.GlorotNormal;
import dev.braid.initializers.GlorotUniform;
import dev.braid.initializers.HeNormal;
import dev.braid.initializers.HeUniform;
import dev.braid.initializers.IdentityInitializer;
import dev.braid.initializers.LecunNormal;
import dev.braid.initializers.LecunUniform;
import dev.braid.initializers.Ones;
import dev.braid.initializers.Orthogonal;
import dev.braid.initializers.RandomNormal;
import dev.braid.initializers.RandomUniform;
import dev.braid.initializers.TruncatedNormal;
import dev.braid.initializers.VarianceScaling;
import dev.braid.initializers.Zeros;
import dev.braid.internal.environment.Environment;
import dev.braid.internal.random.Seeds;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.AdditiveAttention;
import dev.braid.layers.attention.Attention;
import dev.braid.layers.attention.GroupQueryAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.augmentation.RandomBrightness;
import dev.braid.layers.augmentation.RandomContrast;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.augmentation.RandomFlip;
import dev.braid.layers.augmentation.RandomRotation;
import dev.braid.layers.augmentation.RandomTranslation;
import dev.braid.layers.augmentation.RandomZoom;
import dev.braid.layers.convolutional.Conv1D;
import dev.braid.layers.convolutional.Conv1DTranspose;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.convolutional.Conv2DTranspose;
import dev.braid.layers.convolutional.Conv3D;
import dev.braid.layers.convolutional.Conv3DTranspose;
import dev.braid.layers.convolutional.DepthwiseConv1D;
import dev.braid.layers.convolutional.DepthwiseConv2D;
import dev.braid.layers.convolutional.SeparableConv1D;
import dev.braid.layers.convolutional.SeparableConv2D;
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
import dev.braid.layers.merging.CustomScaleLayer;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.LayerScale;
import dev.braid.layers.normalization.RMSNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import dev.braid.layers.pooling.AdaptiveAveragePooling1D;
import dev.braid.layers.pooling.AdaptiveAveragePooling2D;
import dev.braid.layers.pooling.AdaptiveAveragePooling3D;
import dev.braid.layers.pooling.AdaptiveMaxPooling1D;
import dev.braid.layers.pooling.AdaptiveMaxPooling2D;
import dev.braid.layers.pooling.AdaptiveMaxPooling3D;
import dev.braid.layers.pooling.AveragePooling1D;
import dev.braid.layers.pooling.AveragePooling2D;
import dev.braid.layers.pooling.AveragePooling3D;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.pooling.GlobalAveragePooling2D;
import dev.braid.layers.pooling.GlobalAveragePooling3D;
import dev.braid.layers.pooling.GlobalMaxPooling1D;
import dev.braid.layers.pooling.GlobalMaxPooling2D;
import dev.braid.layers.pooling.GlobalMaxPooling3D;
import dev.braid.layers.pooling.MaxPooling1D;
import dev.braid.layers.pooling.MaxPooling2D;
import dev.braid.layers.pooling.MaxPooling3D;
import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.HashedCrossing;
import dev.braid.layers.preprocessing.Hashing;
import dev.braid.layers.preprocessing.IntegerLookup;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.layers.preprocessing.StringLookup;
import dev.braid.layers.preprocessing.TextVectorization;
import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.AlphaDropout;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.GaussianDropout;
import dev.braid.layers.regularization.GaussianNoise;
import dev.braid.layers.regularization.SpatialDropout1D;
import dev.braid.layers.regularization.SpatialDropout2D;
import dev.braid.layers.regularization.SpatialDropout3D;
import dev.braid.layers.regularization.StochasticDepth;
import dev.braid.layers.reshaping.Cropping1D;
import dev.braid.layers.reshaping.Cropping2D;
import dev.braid.layers.reshaping.Cropping3D;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.layers.reshaping.UpSampling1D;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.layers.reshaping.UpSampling3D;
import dev.braid.layers.reshaping.ZeroPadding1D;
import dev.braid.layers.reshaping.ZeroPadding2D;
import dev.braid.layers.reshaping.ZeroPadding3D;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.ConvLSTM1D;
import dev.braid.layers.rnn.ConvLSTM2D;
import dev.braid.layers.rnn.ConvLSTM3D;
import dev.braid.layers.rnn.GRU;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTM;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.RNN;
import dev.braid.layers.rnn.SimpleRNN;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.losses.BinaryCrossentropy;
import dev.braid.losses.BinaryFocalCrossentropy;
import dev.braid.losses.CTC;
import dev.braid.losses.CategoricalCrossentropy;
import dev.braid.losses.CategoricalFocalCrossentropy;
import dev.braid.losses.CategoricalGeneralizedCrossEntropy;
import dev.braid.losses.CategoricalHinge;
import dev.braid.losses.Circle;
import dev.braid.losses.CosineSimilarity;
import dev.braid.losses.Dice;
import dev.braid.losses.Hinge;
import dev.braid.losses.Huber;
import dev.braid.losses.KLDivergence;
import dev.braid.losses.LogCosh;
import dev.braid.losses.Losses;
import dev.braid.losses.MeanAbsoluteError;
import dev.braid.losses.MeanAbsolutePercentageError;
import dev.braid.losses.MeanSquaredError;
import dev.braid.losses.MeanSquaredLogarithmicError;
import dev.braid.losses.Poisson;
import dev.braid.losses.SparseCategoricalCrossentropy;
import dev.braid.losses.SquaredHinge;
import dev.braid.losses.Tversky;
import dev.braid.metrics.AUC;
import dev.braid.metrics.AccuracyByShape;
import dev.braid.metrics.BinaryAccuracy;
import dev.braid.metrics.BinaryIoU;
import dev.braid.metrics.CategoricalAccuracy;
import dev.braid.metrics.ConcordanceCorrelation;
import dev.braid.metrics.F1Score;
import dev.braid.metrics.FBetaScore;
import dev.braid.metrics.FalseNegatives;
import dev.braid.metrics.FalsePositives;
import dev.braid.metrics.IoU;
import dev.braid.metrics.LogCoshError;
import dev.braid.metrics.Mean;
import dev.braid.metrics.MeanIoU;
import dev.braid.metrics.Metrics;
import dev.braid.metrics.OneHotIoU;
import dev.braid.metrics.OneHotMeanIoU;
import dev.braid.metrics.PearsonCorrelation;
import dev.braid.metrics.Precision;
import dev.braid.metrics.PrecisionAtRecall;
import dev.braid.metrics.R2Score;
import dev.braid.metrics.Recall;
import dev.braid.metrics.RecallAtPrecision;
import dev.braid.metrics.RootMeanSquaredError;
import dev.braid.metrics.RowFormula;
import dev.braid.metrics.SensitivityAtSpecificity;
import dev.braid.metrics.SparseCategoricalAccuracy;
import dev.braid.metrics.SparseTopKCategoricalAccuracy;
import dev.braid.metrics.SpecificityAtSensitivity;
import dev.braid.metrics.Sum;
import dev.braid.metrics.TopKCategoricalAccuracy;
import dev.braid.metrics.TrueNegatives;
import dev.braid.metrics.TruePositives;
import dev.braid.ops.ArrayCalculation;
import dev.braid.ops.SameDiffCalculation;
import dev.braid.ops.Value;
import dev.braid.optimizers.Adadelta;
import dev.braid.optimizers.Adafactor;
import dev.braid.optimizers.Adagrad;
import dev.braid.optimizers.Adam;
import dev.braid.optimizers.AdamW;
import dev.braid.optimizers.Adamax;
import dev.braid.optimizers.Ftrl;
import dev.braid.optimizers.Lamb;
import dev.braid.optimizers.Lion;
import dev.braid.optimizers.LossScaleOptimizer;
import dev.braid.optimizers.MultiOptimizer;
import dev.braid.optimizers.Muon;
import dev.braid.optimizers.Nadam;
import dev.braid.optimizers.RMSprop;
import dev.braid.optimizers.SGD;
import dev.braid.optimizers.ScheduleFreeAdamW;
import dev.braid.regularizers.L1;
import dev.braid.regularizers.L1L2;
import dev.braid.regularizers.L2;
import dev.braid.schedules.CosineDecay;
import dev.braid.schedules.CosineDecayRestarts;
import dev.braid.schedules.ExponentialDecay;
import dev.braid.schedules.InverseTimeDecay;
import dev.braid.schedules.PiecewiseConstantDecay;
import dev.braid.schedules.PolynomialDecay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All factory methods of a training program, for one static import.
 *
 * <p>Each method creates an object of the class that it names and does nothing else.
 */
public final class Braid {
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
  public static final Activation SPARSEMAX = Activation.SPARSEMAX;

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

  /** An input with a fixed batch size, which Keras requires for stateful layers. */
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
   * @param outputShape without the batch axis and an ellipsis; -1 stands for the input's size
   */
  public static EinsumDense einsumDense(String equation, long... outputShape) {
    return new EinsumDense(equation, outputShape);
  }

  /** Marks steps as padding where all features have this value. */
  public static Masking masking(double value) {
    return new Masking(value);
  }

  // ---- sequences

  /** A trained vector for each integer below {@code inputDim}. */
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

  /** Attention in several heads, of which groups share keys and values. */
  public static GroupQueryAttention groupQueryAttention(
      long headDim, long queryHeads, long keyValueHeads) {
    return new GroupQueryAttention(headDim, queryHeads, keyValueHeads);
  }

  /** Applies a layer or a model to every step. */
  public static TimeDistributed timeDistributed(Layer layer) {
    return new TimeDistributed(layer);
  }

  /** An activation as a separate layer. */
  public static ActivationLayer activation(Activation activation) {
    return new ActivationLayer(activation);
  }

  /** Hands its input on. */
  public static Identity identity() {
    return new Identity();
  }

  // ---- user-defined functions

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
   * A function of arrays with a user-defined backward pass, from (input, output, gradient by the
   * output) to the gradient by the input.
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

  /** A leaky ReLU whose negative slope is trained. */
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

  // ---- merging: with tensors, or without for the layer itself

  /** The sum. */
  public static Tensor add(Tensor... tensors) {
    return add().apply(tensors);
  }

  public static Add add() {
    return new Add();
  }

  /** The first of two inputs plus a multiple of the second, as in InceptionResNetV2. */
  public static CustomScaleLayer customScaleLayer(double scale) {
    return new CustomScaleLayer(scale);
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

  /** Drops whole samples while training, as ConvNeXt does with the results of its blocks. */
  public static StochasticDepth stochasticDepth(double dropPathRate) {
    return new StochasticDepth(dropPathRate);
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

  /** Returns its input and adds an activity penalty to the loss. */
  public static ActivityRegularization activityRegularization(double l1, double l2) {
    return new ActivityRegularization(l1, l2);
  }

  public static final Padding VALID = Padding.VALID;
  public static final Padding SAME = Padding.SAME;
  public static final Padding CAUSAL = Padding.CAUSAL;

  // ---- convolutions: one kernel size for all axes, or one for each

  public static Conv1D conv1d(long filters, long kernel) {
    return new Conv1D(filters, kernel);
  }

  public static Conv1D conv1d(long filters, long kernel, Activation activation) {
    return new Conv1D(filters, kernel).activation(activation);
  }

  public static Conv1DTranspose conv1dTranspose(long filters, long kernel) {
    return new Conv1DTranspose(filters, kernel);
  }

  public static Conv1DTranspose conv1dTranspose(long filters, long kernel, Activation activation) {
    return new Conv1DTranspose(filters, kernel).activation(activation);
  }

  public static SeparableConv1D separableConv1d(long filters, long kernel) {
    return new SeparableConv1D(filters, kernel);
  }

  public static SeparableConv1D separableConv1d(long filters, long kernel, Activation activation) {
    return new SeparableConv1D(filters, kernel).activation(activation);
  }

  /** Each channel by itself. */
  public static DepthwiseConv1D depthwiseConv1d(long kernel) {
    return new DepthwiseConv1D(kernel);
  }

  public static DepthwiseConv1D depthwiseConv1d(long kernel, Activation activation) {
    return new DepthwiseConv1D(kernel).activation(activation);
  }

  public static Conv2D conv2d(long filters, long kernel) {
    return new Conv2D(filters, kernel);
  }

  public static Conv2D conv2d(long filters, long kernel, Activation activation) {
    return new Conv2D(filters, kernel).activation(activation);
  }

  public static Conv2D conv2d(long filters, long height, long width) {
    return new Conv2D(filters, height, width);
  }

  public static Conv2D conv2d(long filters, long height, long width, Activation activation) {
    return new Conv2D(filters, height, width).activation(activation);
  }

  public static Conv2D conv2d(long filters, int[] kernel) {
    return new Conv2D(filters, longs(kernel));
  }

  public static Conv2D conv2d(long filters, int[] kernel, Activation activation) {
    return new Conv2D(filters, longs(kernel)).activation(activation);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, long kernel) {
    return new Conv2DTranspose(filters, kernel);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, long kernel, Activation activation) {
    return new Conv2DTranspose(filters, kernel).activation(activation);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, long height, long width) {
    return new Conv2DTranspose(filters, height, width);
  }

  public static Conv2DTranspose conv2dTranspose(
      long filters, long height, long width, Activation activation) {
    return new Conv2DTranspose(filters, height, width).activation(activation);
  }

  public static Conv2DTranspose conv2dTranspose(long filters, int[] kernel) {
    return new Conv2DTranspose(filters, longs(kernel));
  }

  public static Conv2DTranspose conv2dTranspose(long filters, int[] kernel, Activation activation) {
    return new Conv2DTranspose(filters, longs(kernel)).activation(activation);
  }

  public static SeparableConv2D separableConv2d(long filters, long kernel) {
    return new SeparableConv2D(filters, kernel);
  }

  public static SeparableConv2D separableConv2d(long filters, long kernel, Activation activation) {
    return new SeparableConv2D(filters, kernel).activation(activation);
  }

  public static SeparableConv2D separableConv2d(long filters, long height, long width) {
    return new SeparableConv2D(filters, height, width);
  }

  public static SeparableConv2D separableConv2d(
      long filters, long height, long width, Activation activation) {
    return new SeparableConv2D(filters, height, width).activation(activation);
  }

  public static SeparableConv2D separableConv2d(long filters, int[] kernel) {
    return new SeparableConv2D(filters, longs(kernel));
  }

  public static SeparableConv2D separableConv2d(long filters, int[] kernel, Activation activation) {
    return new SeparableConv2D(filters, longs(kernel)).activation(activation);
  }

  /** Each channel by itself. */
  public static DepthwiseConv2D depthwiseConv2d(long kernel) {
    return new DepthwiseConv2D(kernel);
  }

  public static DepthwiseConv2D depthwiseConv2d(long kernel, Activation activation) {
    return new DepthwiseConv2D(kernel).activation(activation);
  }

  public static DepthwiseConv2D depthwiseConv2d(long height, long width) {
    return new DepthwiseConv2D(height, width);
  }

  public static Conv3D conv3d(long filters, long kernel) {
    return new Conv3D(filters, kernel);
  }

  public static Conv3D conv3d(long filters, long kernel, Activation activation) {
    return new Conv3D(filters, kernel).activation(activation);
  }

  public static Conv3D conv3d(long filters, long depth, long height, long width) {
    return new Conv3D(filters, depth, height, width);
  }

  public static Conv3D conv3d(
      long filters, long depth, long height, long width, Activation activation) {
    return new Conv3D(filters, depth, height, width).activation(activation);
  }

  public static Conv3D conv3d(long filters, int[] kernel) {
    return new Conv3D(filters, longs(kernel));
  }

  public static Conv3D conv3d(long filters, int[] kernel, Activation activation) {
    return new Conv3D(filters, longs(kernel)).activation(activation);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, long kernel) {
    return new Conv3DTranspose(filters, kernel);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, long kernel, Activation activation) {
    return new Conv3DTranspose(filters, kernel).activation(activation);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, long depth, long height, long width) {
    return new Conv3DTranspose(filters, depth, height, width);
  }

  public static Conv3DTranspose conv3dTranspose(
      long filters, long depth, long height, long width, Activation activation) {
    return new Conv3DTranspose(filters, depth, height, width).activation(activation);
  }

  public static Conv3DTranspose conv3dTranspose(long filters, int[] kernel) {
    return new Conv3DTranspose(filters, longs(kernel));
  }

  public static Conv3DTranspose conv3dTranspose(long filters, int[] kernel, Activation activation) {
    return new Conv3DTranspose(filters, longs(kernel)).activation(activation);
  }

  // ---- recurrent convolutions over (samples, steps, space…, channels)

  public static ConvLSTM1D convLstm1d(long filters, long kernel) {
    return new ConvLSTM1D(filters, kernel);
  }

  public static ConvLSTM2D convLstm2d(long filters, long kernel) {
    return new ConvLSTM2D(filters, kernel);
  }

  public static ConvLSTM2D convLstm2d(long filters, long height, long width) {
    return new ConvLSTM2D(filters, height, width);
  }

  public static ConvLSTM2D convLstm2d(long filters, int[] kernel) {
    return new ConvLSTM2D(filters, longs(kernel));
  }

  public static ConvLSTM3D convLstm3d(long filters, long kernel) {
    return new ConvLSTM3D(filters, kernel);
  }

  public static ConvLSTM3D convLstm3d(long filters, long depth, long height, long width) {
    return new ConvLSTM3D(filters, depth, height, width);
  }

  public static ConvLSTM3D convLstm3d(long filters, int[] kernel) {
    return new ConvLSTM3D(filters, longs(kernel));
  }

  private static long[] longs(int... numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }

  // ---- pooling: strides default to the window size

  public static MaxPooling1D maxPooling1d() {
    return new MaxPooling1D(2);
  }

  public static MaxPooling1D maxPooling1d(long size) {
    return new MaxPooling1D(size);
  }

  public static MaxPooling2D maxPooling2d() {
    return new MaxPooling2D(2);
  }

  public static MaxPooling2D maxPooling2d(long size) {
    return new MaxPooling2D(size);
  }

  public static MaxPooling2D maxPooling2d(long height, long width) {
    return new MaxPooling2D(height, width);
  }

  public static MaxPooling3D maxPooling3d() {
    return new MaxPooling3D(2);
  }

  public static MaxPooling3D maxPooling3d(long size) {
    return new MaxPooling3D(size);
  }

  public static MaxPooling3D maxPooling3d(long depth, long height, long width) {
    return new MaxPooling3D(depth, height, width);
  }

  public static GlobalMaxPooling1D globalMaxPooling1d() {
    return new GlobalMaxPooling1D();
  }

  public static GlobalMaxPooling2D globalMaxPooling2d() {
    return new GlobalMaxPooling2D();
  }

  public static GlobalMaxPooling3D globalMaxPooling3d() {
    return new GlobalMaxPooling3D();
  }

  /** Averages as many windows as the output has: one size for all axes or one for each. */
  public static AdaptiveAveragePooling1D adaptiveAveragePooling1d(long... outputSize) {
    return new AdaptiveAveragePooling1D(outputSize);
  }

  /** Averages as many windows as the output has: one size for all axes or one for each. */
  public static AdaptiveAveragePooling2D adaptiveAveragePooling2d(long... outputSize) {
    return new AdaptiveAveragePooling2D(outputSize);
  }

  /** Averages as many windows as the output has: one size for all axes or one for each. */
  public static AdaptiveAveragePooling3D adaptiveAveragePooling3d(long... outputSize) {
    return new AdaptiveAveragePooling3D(outputSize);
  }

  /**
   * Computes the maximum of as many windows as the output has: one size for all axes or one for
   * each.
   */
  public static AdaptiveMaxPooling1D adaptiveMaxPooling1d(long... outputSize) {
    return new AdaptiveMaxPooling1D(outputSize);
  }

  /**
   * Computes the maximum of as many windows as the output has: one size for all axes or one for
   * each.
   */
  public static AdaptiveMaxPooling2D adaptiveMaxPooling2d(long... outputSize) {
    return new AdaptiveMaxPooling2D(outputSize);
  }

  /**
   * Computes the maximum of as many windows as the output has: one size for all axes or one for
   * each.
   */
  public static AdaptiveMaxPooling3D adaptiveMaxPooling3d(long... outputSize) {
    return new AdaptiveMaxPooling3D(outputSize);
  }

  public static AveragePooling1D averagePooling1d() {
    return new AveragePooling1D(2);
  }

  public static AveragePooling1D averagePooling1d(long size) {
    return new AveragePooling1D(size);
  }

  public static AveragePooling2D averagePooling2d() {
    return new AveragePooling2D(2);
  }

  public static AveragePooling2D averagePooling2d(long size) {
    return new AveragePooling2D(size);
  }

  public static AveragePooling2D averagePooling2d(long height, long width) {
    return new AveragePooling2D(height, width);
  }

  public static AveragePooling3D averagePooling3d() {
    return new AveragePooling3D(2);
  }

  public static AveragePooling3D averagePooling3d(long size) {
    return new AveragePooling3D(size);
  }

  public static AveragePooling3D averagePooling3d(long depth, long height, long width) {
    return new AveragePooling3D(depth, height, width);
  }

  public static GlobalAveragePooling1D globalAveragePooling1d() {
    return new GlobalAveragePooling1D();
  }

  public static GlobalAveragePooling2D globalAveragePooling2d() {
    return new GlobalAveragePooling2D();
  }

  public static GlobalAveragePooling3D globalAveragePooling3d() {
    return new GlobalAveragePooling3D();
  }

  // ---- normalization

  /** Normalizes each channel over the batch. */
  public static BatchNormalization batchNormalization() {
    return new BatchNormalization();
  }

  /** Normalizes each sample over its last axis. */
  public static LayerNormalization layerNormalization() {
    return new LayerNormalization();
  }

  /** Normalizes each sample over groups of channels; -1 groups make each channel one. */
  public static GroupNormalization groupNormalization(long groups) {
    return new GroupNormalization(groups);
  }

  /** Brings each sample to length 1 along its last axis. */
  public static UnitNormalization unitNormalization() {
    return new UnitNormalization();
  }

  /** Divides by the root mean square along the last axis and scales. */
  public static RMSNormalization rmsNormalization() {
    return new RMSNormalization();
  }

  /** Multiplies each feature by a trainable factor, as ConvNeXt does. */
  public static LayerScale layerScale(double initValues, long projectionDim) {
    return new LayerScale(initValues, projectionDim);
  }

  // ---- padding, cropping and upsampling

  public static ZeroPadding1D zeroPadding1d(long size) {
    return new ZeroPadding1D(size);
  }

  public static ZeroPadding1D zeroPadding1d(long before, long after) {
    return new ZeroPadding1D(new long[][] {{before, after}});
  }

  public static ZeroPadding2D zeroPadding2d(long size) {
    return new ZeroPadding2D(size);
  }

  /** The same count at both ends of each axis. */
  public static ZeroPadding2D zeroPadding2d(long height, long width) {
    return new ZeroPadding2D(height, width);
  }

  public static ZeroPadding2D zeroPadding2d(long top, long bottom, long left, long right) {
    return new ZeroPadding2D(new long[][] {{top, bottom}, {left, right}});
  }

  public static ZeroPadding3D zeroPadding3d(long size) {
    return new ZeroPadding3D(size);
  }

  /** The same count at both ends of each axis. */
  public static ZeroPadding3D zeroPadding3d(long depth, long height, long width) {
    return new ZeroPadding3D(depth, height, width);
  }

  /** For each axis how many before and after. */
  public static ZeroPadding3D zeroPadding3d(long[][] sides) {
    return new ZeroPadding3D(sides);
  }

  public static Cropping1D cropping1d(long size) {
    return new Cropping1D(size);
  }

  public static Cropping1D cropping1d(long before, long after) {
    return new Cropping1D(new long[][] {{before, after}});
  }

  public static Cropping2D cropping2d(long size) {
    return new Cropping2D(size);
  }

  /** The same count at both ends of each axis. */
  public static Cropping2D cropping2d(long height, long width) {
    return new Cropping2D(height, width);
  }

  public static Cropping2D cropping2d(long top, long bottom, long left, long right) {
    return new Cropping2D(new long[][] {{top, bottom}, {left, right}});
  }

  public static Cropping3D cropping3d(long size) {
    return new Cropping3D(size);
  }

  /** The same count at both ends of each axis. */
  public static Cropping3D cropping3d(long depth, long height, long width) {
    return new Cropping3D(depth, height, width);
  }

  /** For each axis how many before and after. */
  public static Cropping3D cropping3d(long[][] sides) {
    return new Cropping3D(sides);
  }

  public static UpSampling1D upSampling1d() {
    return new UpSampling1D(2);
  }

  public static UpSampling1D upSampling1d(long size) {
    return new UpSampling1D(size);
  }

  public static UpSampling2D upSampling2d() {
    return new UpSampling2D(2);
  }

  public static UpSampling2D upSampling2d(long size) {
    return new UpSampling2D(size);
  }

  public static UpSampling2D upSampling2d(long height, long width) {
    return new UpSampling2D(height, width);
  }

  public static UpSampling3D upSampling3d() {
    return new UpSampling3D(2);
  }

  public static UpSampling3D upSampling3d(long size) {
    return new UpSampling3D(size);
  }

  public static UpSampling3D upSampling3d(long depth, long height, long width) {
    return new UpSampling3D(depth, height, width);
  }

  // ---- preprocessing layers of the graph

  /** Times a scale: {@code rescaling(1 / 255.0)} brings bytes into [0, 1]. */
  public static Rescaling rescaling(double scale) {
    return new Rescaling(scale);
  }

  /** Times a scale, plus an offset: {@code rescaling(1 / 127.5, -1)} brings bytes into [-1, 1]. */
  public static Rescaling rescaling(double scale, double offset) {
    return new Rescaling(scale).offset(offset);
  }

  /** Times a scale for each feature. */
  public static Rescaling rescaling(double[] scales) {
    return new Rescaling(scales);
  }

  /** Brings each feature to mean 0 and variance 1: {@code normalization().adapt(data)}. */
  public static Normalization normalization() {
    return new Normalization();
  }

  /** Takes off a known mean and divides by the root of a known variance. */
  public static Normalization normalization(double mean, double variance) {
    return new Normalization(mean, variance);
  }

  /** A mean and a variance for each feature. */
  public static Normalization normalization(double[] mean, double[] variance) {
    return new Normalization(mean, variance);
  }

  /** Writes ids as rows of 0 and 1: {@code categoryEncoding(10).oneHot()}. */
  public static CategoryEncoding categoryEncoding(int numTokens) {
    return new CategoryEncoding(numTokens);
  }

  /** Maps each value to the index of its bin between these boundaries. */
  public static Discretization discretization(double... binBoundaries) {
    return Discretization.at(binBoundaries);
  }

  /** The same with this number of bins, whose boundaries {@code adapt(data)} computes. */
  public static Discretization discretizationInto(int numBins) {
    return Discretization.into(numBins);
  }

  /** Resizes images. */
  public static Resizing resizing(long height, long width) {
    return new Resizing(height, width);
  }

  /** Crops the center of images. */
  public static CenterCrop centerCrop(long height, long width) {
    return new CenterCrop(height, width);
  }

  // ---- image augmentation: random, active while training only

  /** Flips images at random: {@code randomFlip().mode("horizontal")}. */
  public static RandomFlip randomFlip() {
    return new RandomFlip();
  }

  /** Rotates images by up to this fraction of a full turn. */
  public static RandomRotation randomRotation(double... factor) {
    return new RandomRotation(factor);
  }

  /** Zooms by up to this fraction and keeps the proportions. */
  public static RandomZoom randomZoom(double factor) {
    return new RandomZoom(factor);
  }

  /** Zooms height and width separately, by up to these fractions. */
  public static RandomZoom randomZoom(double heightFactor, double widthFactor) {
    return new RandomZoom(new double[] {heightFactor}, new double[] {widthFactor});
  }

  /** Zooms between two fractions; positive ones show more of the image, negative ones less. */
  public static RandomZoom randomZoom(double[] factor) {
    return new RandomZoom(factor);
  }

  /** Zooms height and width separately, each between two fractions. */
  public static RandomZoom randomZoom(double[] heightFactor, double[] widthFactor) {
    return new RandomZoom(heightFactor, widthFactor);
  }

  /** Shifts images by up to these fractions of their height and width. */
  public static RandomTranslation randomTranslation(double heightFactor, double widthFactor) {
    return new RandomTranslation(heightFactor, widthFactor);
  }

  /** Shifts images by between two fractions of each axis. */
  public static RandomTranslation randomTranslation(double[] heightFactor, double[] widthFactor) {
    return new RandomTranslation(heightFactor, widthFactor);
  }

  /** Crops images to this size at a random position. */
  public static RandomCrop randomCrop(long height, long width) {
    return new RandomCrop(height, width);
  }

  /** Changes the brightness of images by up to this fraction of the value range. */
  public static RandomBrightness randomBrightness(double... factor) {
    return new RandomBrightness(factor);
  }

  /** Changes the contrast of images. */
  public static RandomContrast randomContrast(double... factor) {
    return new RandomContrast(factor);
  }

  // ---- preprocessing in front of a graph

  /** Converts texts to ids or rows of numbers: {@code textVectorization().adapt(texts)}. */
  public static TextVectorization textVectorization() {
    return new TextVectorization();
  }

  /** Maps texts to ids: {@code stringLookup().adapt(words)}. */
  public static StringLookup stringLookup() {
    return new StringLookup();
  }

  /** Maps integers to ids. */
  public static IntegerLookup integerLookup() {
    return new IntegerLookup();
  }

  /** Distributes texts or integers over bins by their hash. */
  public static Hashing hashing(int numBins) {
    return new Hashing(numBins);
  }

  /** Distributes combinations of several inputs over bins by their hash. */
  public static HashedCrossing hashedCrossing(int numBins) {
    return new HashedCrossing(numBins);
  }

  // ---- losses, which are metrics too

  public static MeanSquaredError meanSquaredError() {
    return new MeanSquaredError();
  }

  /** Short name of the same. */
  public static MeanSquaredError mse() {
    return new MeanSquaredError().named("mse");
  }

  public static MeanAbsoluteError meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /** Short name of the same. */
  public static MeanAbsoluteError mae() {
    return new MeanAbsoluteError().named("mae");
  }

  public static MeanAbsolutePercentageError meanAbsolutePercentageError() {
    return new MeanAbsolutePercentageError();
  }

  /** Short name of the same. */
  public static MeanAbsolutePercentageError mape() {
    return new MeanAbsolutePercentageError().named("mape");
  }

  public static MeanSquaredLogarithmicError meanSquaredLogarithmicError() {
    return new MeanSquaredLogarithmicError();
  }

  /** Short name of the same. */
  public static MeanSquaredLogarithmicError msle() {
    return new MeanSquaredLogarithmicError().named("msle");
  }

  public static BinaryCrossentropy binaryCrossentropy() {
    return new BinaryCrossentropy();
  }

  /** Short name of the same. */
  public static BinaryCrossentropy bce() {
    return new BinaryCrossentropy().named("bce");
  }

  public static KLDivergence klDivergence() {
    return new KLDivergence();
  }

  /** Short name of the same. */
  public static KLDivergence kld() {
    return new KLDivergence().named("kld");
  }

  public static CategoricalCrossentropy categoricalCrossentropy() {
    return new CategoricalCrossentropy();
  }

  public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
    return new SparseCategoricalCrossentropy();
  }

  public static CosineSimilarity cosineSimilarity() {
    return new CosineSimilarity();
  }

  public static Poisson poisson() {
    return new Poisson();
  }

  public static LogCosh logCosh() {
    return new LogCosh();
  }

  public static Hinge hinge() {
    return new Hinge();
  }

  public static SquaredHinge squaredHinge() {
    return new SquaredHinge();
  }

  public static CategoricalHinge categoricalHinge() {
    return new CategoricalHinge();
  }

  public static CategoricalGeneralizedCrossEntropy categoricalGeneralizedCrossEntropy() {
    return new CategoricalGeneralizedCrossEntropy();
  }

  public static CategoricalGeneralizedCrossEntropy categoricalGeneralizedCrossEntropy(double q) {
    return new CategoricalGeneralizedCrossEntropy(q);
  }

  public static Dice dice() {
    return new Dice();
  }

  public static Tversky tversky() {
    return new Tversky();
  }

  public static Circle circle() {
    return new Circle();
  }

  public static CTC ctc() {
    return new CTC();
  }

  public static BinaryFocalCrossentropy binaryFocalCrossentropy() {
    return new BinaryFocalCrossentropy();
  }

  public static CategoricalFocalCrossentropy categoricalFocalCrossentropy() {
    return new CategoricalFocalCrossentropy();
  }

  public static Huber huber() {
    return new Huber(1);
  }

  public static Huber huber(double delta) {
    return new Huber(delta);
  }

  /** A user-defined loss: a function from target and prediction to the loss of each row. */
  public static Loss loss(String name, BinaryOperator<Value> formula) {
    return Losses.of(name, formula);
  }

  // ---- metrics

  /** Binary, sparse or categorical accuracy, as the output and its targets ask for. */
  public static AccuracyByShape accuracy() {
    return new AccuracyByShape();
  }

  public static BinaryAccuracy binaryAccuracy() {
    return new BinaryAccuracy();
  }

  public static BinaryAccuracy binaryAccuracy(double threshold) {
    return new BinaryAccuracy(threshold);
  }

  public static CategoricalAccuracy categoricalAccuracy() {
    return new CategoricalAccuracy();
  }

  public static SparseCategoricalAccuracy sparseCategoricalAccuracy() {
    return new SparseCategoricalAccuracy();
  }

  public static PearsonCorrelation pearsonCorrelation() {
    return new PearsonCorrelation();
  }

  public static ConcordanceCorrelation concordanceCorrelation() {
    return new ConcordanceCorrelation();
  }

  public static TopKCategoricalAccuracy topKCategoricalAccuracy() {
    return new TopKCategoricalAccuracy(5);
  }

  public static TopKCategoricalAccuracy topKCategoricalAccuracy(int k) {
    return new TopKCategoricalAccuracy(k);
  }

  public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy() {
    return new SparseTopKCategoricalAccuracy(5);
  }

  public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy(int k) {
    return new SparseTopKCategoricalAccuracy(k);
  }

  public static RootMeanSquaredError rootMeanSquaredError() {
    return new RootMeanSquaredError();
  }

  public static LogCoshError logCoshError() {
    return new LogCoshError();
  }

  public static Mean mean() {
    return new Mean();
  }

  public static Sum sum() {
    return new Sum();
  }

  public static Precision precision() {
    return new Precision();
  }

  public static Recall recall() {
    return new Recall();
  }

  public static TruePositives truePositives() {
    return new TruePositives();
  }

  public static TrueNegatives trueNegatives() {
    return new TrueNegatives();
  }

  public static FalsePositives falsePositives() {
    return new FalsePositives();
  }

  public static FalseNegatives falseNegatives() {
    return new FalseNegatives();
  }

  public static AUC auc() {
    return new AUC();
  }

  public static SensitivityAtSpecificity sensitivityAtSpecificity(double specificity) {
    return new SensitivityAtSpecificity(specificity);
  }

  public static SpecificityAtSensitivity specificityAtSensitivity(double sensitivity) {
    return new SpecificityAtSensitivity(sensitivity);
  }

  public static PrecisionAtRecall precisionAtRecall(double recall) {
    return new PrecisionAtRecall(recall);
  }

  public static RecallAtPrecision recallAtPrecision(double precision) {
    return new RecallAtPrecision(precision);
  }

  public static F1Score f1Score() {
    return new F1Score();
  }

  public static FBetaScore fBetaScore(double beta) {
    return new FBetaScore(beta);
  }

  public static R2Score r2Score() {
    return new R2Score();
  }

  public static MeanIoU meanIoU(int classes) {
    return new MeanIoU(classes);
  }

  public static IoU ioU(int classes, int... targetClasses) {
    return new IoU(classes, targetClasses);
  }

  public static BinaryIoU binaryIoU(int... targetClasses) {
    return new BinaryIoU(targetClasses);
  }

  public static OneHotIoU oneHotIoU(int classes, int... targetClasses) {
    return new OneHotIoU(classes, targetClasses);
  }

  public static OneHotMeanIoU oneHotMeanIoU(int classes) {
    return new OneHotMeanIoU(classes);
  }

  /** A user-defined metric: the mean of a formula over targets and predictions. */
  public static Metric metric(String name, boolean higherIsBetter, RowFormula formula) {
    return Metrics.of(name, higherIsBetter, formula);
  }

  // ---- optimizers: learning rates default to Keras'

  public static SGD sgd() {
    return new SGD(0.01);
  }

  public static SGD sgd(double learningRate) {
    return new SGD(learningRate);
  }

  public static SGD sgd(Schedule learningRate) {
    return new SGD(0).learningRate(learningRate);
  }

  public static Adam adam() {
    return new Adam(0.001);
  }

  public static Adam adam(double learningRate) {
    return new Adam(learningRate);
  }

  public static Adam adam(Schedule learningRate) {
    return new Adam(0).learningRate(learningRate);
  }

  public static AdamW adamW() {
    return new AdamW(0.001);
  }

  public static AdamW adamW(double learningRate) {
    return new AdamW(learningRate);
  }

  public static AdamW adamW(Schedule learningRate) {
    return new AdamW(0).learningRate(learningRate);
  }

  public static RMSprop rmsprop() {
    return new RMSprop(0.001);
  }

  public static RMSprop rmsprop(double learningRate) {
    return new RMSprop(learningRate);
  }

  public static RMSprop rmsprop(Schedule learningRate) {
    return new RMSprop(0).learningRate(learningRate);
  }

  public static Adagrad adagrad() {
    return new Adagrad(0.001);
  }

  public static Adagrad adagrad(double learningRate) {
    return new Adagrad(learningRate);
  }

  public static Adagrad adagrad(Schedule learningRate) {
    return new Adagrad(0).learningRate(learningRate);
  }

  public static Adadelta adadelta() {
    return new Adadelta(0.001);
  }

  public static Adadelta adadelta(double learningRate) {
    return new Adadelta(learningRate);
  }

  public static Adadelta adadelta(Schedule learningRate) {
    return new Adadelta(0).learningRate(learningRate);
  }

  public static Adamax adamax() {
    return new Adamax(0.001);
  }

  public static Adamax adamax(double learningRate) {
    return new Adamax(learningRate);
  }

  public static Adamax adamax(Schedule learningRate) {
    return new Adamax(0).learningRate(learningRate);
  }

  public static Nadam nadam() {
    return new Nadam(0.001);
  }

  public static Nadam nadam(double learningRate) {
    return new Nadam(learningRate);
  }

  public static Nadam nadam(Schedule learningRate) {
    return new Nadam(0).learningRate(learningRate);
  }

  public static Lion lion() {
    return new Lion(0.001);
  }

  public static Lion lion(double learningRate) {
    return new Lion(learningRate);
  }

  public static Lion lion(Schedule learningRate) {
    return new Lion(0).learningRate(learningRate);
  }

  public static Lamb lamb() {
    return new Lamb(0.001);
  }

  public static Lamb lamb(double learningRate) {
    return new Lamb(learningRate);
  }

  public static Lamb lamb(Schedule learningRate) {
    return new Lamb(0).learningRate(learningRate);
  }

  public static Adafactor adafactor() {
    return new Adafactor(0.001);
  }

  public static Adafactor adafactor(double learningRate) {
    return new Adafactor(learningRate);
  }

  public static Adafactor adafactor(Schedule learningRate) {
    return new Adafactor(0).learningRate(learningRate);
  }

  public static Ftrl ftrl() {
    return new Ftrl(0.001);
  }

  public static Ftrl ftrl(double learningRate) {
    return new Ftrl(learningRate);
  }

  public static Ftrl ftrl(Schedule learningRate) {
    return new Ftrl(0).learningRate(learningRate);
  }

  public static Muon muon() {
    return new Muon(0.001);
  }

  public static Muon muon(double learningRate) {
    return new Muon(learningRate);
  }

  public static Muon muon(Schedule learningRate) {
    return new Muon(0).learningRate(learningRate);
  }

  public static ScheduleFreeAdamW scheduleFreeAdamW() {
    return new ScheduleFreeAdamW(0.0025);
  }

  public static ScheduleFreeAdamW scheduleFreeAdamW(double learningRate) {
    return new ScheduleFreeAdamW(learningRate);
  }

  public static ScheduleFreeAdamW scheduleFreeAdamW(Schedule learningRate) {
    return new ScheduleFreeAdamW(0).learningRate(learningRate);
  }

  /**
   * Trains weights with different optimizers: {@code multiOptimizer(adam()).use("a/.*", sgd())}.
   */
  public static MultiOptimizer multiOptimizer(Optimizer byDefault) {
    return new MultiOptimizer(byDefault);
  }

  public static LossScaleOptimizer lossScaleOptimizer(Optimizer inner) {
    return new LossScaleOptimizer(inner);
  }

  // ---- schedules of the learning rate

  public static CosineDecay cosineDecay(double initial, double steps) {
    return new CosineDecay(initial, steps);
  }

  public static CosineDecayRestarts cosineDecayRestarts(double initial, double firstSteps) {
    return new CosineDecayRestarts(initial, firstSteps);
  }

  public static ExponentialDecay exponentialDecay(double initial, double steps, double rate) {
    return new ExponentialDecay(initial, steps, rate);
  }

  public static InverseTimeDecay inverseTimeDecay(double initial, double steps, double rate) {
    return new InverseTimeDecay(initial, steps, rate);
  }

  public static PiecewiseConstantDecay piecewiseConstantDecay(long[] boundaries, double[] values) {
    return new PiecewiseConstantDecay(boundaries, values);
  }

  public static PolynomialDecay polynomialDecay(double initial, double steps) {
    return new PolynomialDecay(initial, steps);
  }

  // ---- initializers

  public static Zeros zeros() {
    return new Zeros();
  }

  public static Ones ones() {
    return new Ones();
  }

  public static GlorotUniform glorotUniform() {
    return new GlorotUniform();
  }

  public static GlorotNormal glorotNormal() {
    return new GlorotNormal();
  }

  public static HeUniform heUniform() {
    return new HeUniform();
  }

  public static HeNormal heNormal() {
    return new HeNormal();
  }

  public static LecunUniform lecunUniform() {
    return new LecunUniform();
  }

  public static LecunNormal lecunNormal() {
    return new LecunNormal();
  }

  public static RandomNormal randomNormal() {
    return new RandomNormal();
  }

  public static RandomUniform randomUniform() {
    return new RandomUniform();
  }

  public static TruncatedNormal truncatedNormal() {
    return new TruncatedNormal();
  }

  public static Orthogonal orthogonal() {
    return new Orthogonal();
  }

  public static VarianceScaling varianceScaling() {
    return new VarianceScaling();
  }

  public static IdentityInitializer identityMatrix() {
    return new IdentityInitializer(1);
  }

  public static Constant constant(double value) {
    return new Constant(value);
  }

  public static RandomNormal randomNormal(double mean, double deviation) {
    return new RandomNormal(mean, deviation);
  }

  public static RandomUniform randomUniform(double low, double high) {
    return new RandomUniform(low, high);
  }

  public static TruncatedNormal truncatedNormal(double mean, double deviation) {
    return new TruncatedNormal(mean, deviation);
  }

  public static Orthogonal orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  // ---- regularizers and constraints

  public static L1 l1() {
    return new L1(0.01);
  }

  public static L1 l1(double factor) {
    return new L1(factor);
  }

  public static L2 l2() {
    return new L2(0.01);
  }

  public static L2 l2(double factor) {
    return new L2(factor);
  }

  public static L1L2 l1l2(double l1, double l2) {
    return new L1L2(l1, l2);
  }

  public static MaxNorm maxNorm(double max) {
    return new MaxNorm(max);
  }

  public static NonNeg nonNeg() {
    return new NonNeg();
  }

  public static UnitNorm unitNorm() {
    return new UnitNorm();
  }

  public static MinMaxNorm minMaxNorm(double min, double max) {
    return new MinMaxNorm(min, max, 1);
  }

  // ---- callbacks

  /** Stops when this log, and those beside it, have stopped getting better. */
  public static EarlyStopping earlyStopping(String monitor, String... more) {
    return new EarlyStopping(monitor, more);
  }

  public static ModelCheckpoint modelCheckpoint(Path file) {
    return new ModelCheckpoint(file);
  }

  public static ReduceLrOnPlateau reduceLROnPlateau(String monitor) {
    return new ReduceLrOnPlateau(monitor);
  }

  public static LearningRateScheduler learningRateScheduler(LearningRateScheduler.Rule rule) {
    return new LearningRateScheduler(rule);
  }

  public static CsvLogger csvLogger(Path file) {
    return new CsvLogger(file);
  }

  public static TensorBoard tensorBoard(Path folder) {
    return new TensorBoard(folder);
  }

  public static BackupAndRestore backupAndRestore(Path folder) {
    return new BackupAndRestore(folder);
  }

  public static TimeLimit timeLimit(Duration limit) {
    return new TimeLimit(limit);
  }

  public static LossWeightScheduler lossWeightScheduler(String output, IntToDoubleFunction weight) {
    return new LossWeightScheduler(output, weight);
  }

  public static TerminateOnNan terminateOnNaN() {
    return new TerminateOnNan();
  }

  public static LambdaCallback lambdaCallback() {
    return new LambdaCallback();
  }

  public static EarlyStopping earlyStopping() {
    return new EarlyStopping("val_loss");
  }

  // ---- options of fit, evaluate and predict

  /** Trains until this number of epochs is done. */
  public static Fit epochs(int last) {
    return Fit.forEpochs(last);
  }

  /** How many samples evaluate or predict take at once. */
  public static Eval batchSize(int samples) {
    return Eval.defaults().batchSize(samples);
  }

  /** The line of an output in compile. */
  public static Objective output(String name) {
    return Objective.output(name);
  }

  /** Data in any form as one ND4J array: {@code array(x).reshape(-1, 28, 28, 1)}. */
  public static INDArray array(Object data) {
    return ArrayConversion.array(data);
  }

  /** Makes sequences equally long: {@code padSequences(rows).post().toArray()}. */
  public static PadSequences<int[]> padSequences(int[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<long[]> padSequences(long[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<float[]> padSequences(float[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<double[]> padSequences(double[][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<float[][]> padSequences(float[][][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<double[][]> padSequences(double[][][] rows) {
    return PadSequences.of(rows);
  }

  public static PadSequences<int[]> padSequences(List<? extends List<Integer>> rows) {
    return PadSequences.of(rows);
  }

  /** One-hot rows for class indices. */
  public static float[][] toCategorical(int[] labels) {
    return OneHotEncoding.of(labels);
  }

  public static float[][] toCategorical(int[] labels, int classes) {
    return OneHotEncoding.of(labels, classes);
  }

  public static float[][][] toCategorical(int[][] labels, int classes) {
    return OneHotEncoding.of(labels, classes);
  }

  /** Windows of a series, with the targets that belong to them (null for none). */
  public static TimeseriesDataset timeseriesDataset(
      float[][] data, @Nullable Object targets, int sequenceLength) {
    return TimeseriesDataset.of(data, targets, sequenceLength);
  }

  /** Splits samples into training and test data. */
  public static <X, Y> DataSplit<X, Y> trainTestSplit(X x, Y y) {
    return DataSplit.of(x, y);
  }

  /** Splits data in its order: {@code splitDataset(x).left(0.8).split()}. */
  public static <D> SplitDataset<D> splitDataset(D data) {
    return SplitDataset.of(data);
  }

  /** The same with the batches of a source. */
  public static SplitDataset<BatchSource> splitDataset(BatchSource batches) {
    return SplitDataset.of(batches);
  }

  /** Computes the range of each column, to scale values to [0, 1]. */
  public static MinMax minMax(float[][] data) {
    return MinMax.adapt(data);
  }

  /** A copy in which NaN and infinite values are replaced. */
  public static <A> A replaceNonFinite(A array, double value) {
    return DataCleaning.replaceNonFinite(array, value);
  }

  /** A copy in which missing values are replaced by the mean of their column. */
  public static float[][] imputeMean(float[][] rows) {
    return DataCleaning.imputeMean(rows);
  }

  public static double[][] imputeMean(double[][] rows) {
    return DataCleaning.imputeMean(rows);
  }

  /** A copy in which missing values are replaced by the median of their column. */
  public static float[][] imputeMedian(float[][] rows) {
    return DataCleaning.imputeMedian(rows);
  }

  public static double[][] imputeMedian(double[][] rows) {
    return DataCleaning.imputeMedian(rows);
  }

  /** Parses numbers in strings. */
  public static double[] parseNumbers(String[] texts) {
    return NumericStrings.parse(texts);
  }

  public static double[][] parseNumbers(String[][] texts) {
    return NumericStrings.parse(texts);
  }
}
