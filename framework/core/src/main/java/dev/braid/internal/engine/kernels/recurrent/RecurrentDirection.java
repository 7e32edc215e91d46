package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.Activation;
import dev.braid.internal.compute.Blas;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.Gemm;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.RandomDraws;
import dev.braid.internal.engine.kernels.elementwise.DropoutKernel;
import dev.braid.internal.engine.kernels.support.Broadcast;
import dev.braid.internal.engine.kernels.support.ChannelLoops;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.PointwiseActivation;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.GatedCell;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.UnitCell;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One direction of an LSTM, GRU or simple recurrent layer.
 *
 * <p>The input's products are one large matrix product over all steps. Then each thread computes
 * the steps for a range of samples, and the gradients of all weights are large products again.
 */
public final class RecurrentDirection {

  private final Recurrent<?> layer;
  private final UnitCell<?> cell;
  private final CellMath math;

  private RecurrentDirection(Recurrent<?> layer, UnitCell<?> cell, CellMath math) {
    this.layer = layer;
    this.cell = cell;
    this.math = math;
  }

  /** Returns the direction of a layer if all its options are supported, else null. */
  public static RecurrentDirection of(Recurrent<?> layer) {
    if (!(layer.cell() instanceof UnitCell<?> cell)) {
      return null;
    }
    CellMath math = math(cell);
    return math == null ? null : new RecurrentDirection(layer, cell, math);
  }

  private static CellMath math(UnitCell<?> cell) {
    PointwiseActivation activation = resultActivation(cell.activation());
    if (cell instanceof SimpleRNNCell) {
      return activation == null ? null : new SimpleRnnMath(activation);
    }
    PointwiseActivation gate =
        cell instanceof GatedCell<?> gated ? resultActivation(gated.recurrentActivation()) : null;
    if (activation == null || gate == null) {
      return null;
    }
    if (cell instanceof LSTMCell) {
      return new LstmMath(activation, gate);
    }
    return cell instanceof GRUCell gru && gru.resetAfter() ? new GruMath(activation, gate) : null;
  }

  /** Returns an activation whose derivative is a function of its result, else null. */
  private static PointwiseActivation resultActivation(Activation activation) {
    PointwiseActivation pointwise = PointwiseActivation.of(activation);
    return pointwise != null && pointwise.byResult() ? pointwise : null;
  }

  /** Returns whether the input has dropout; states never have. */
  boolean hasInputDropout(KernelCall call) {
    return call.training() && cell.dropout() > 0;
  }

  boolean supports(KernelCall call, long samples) {
    boolean hasRecurrentDropout = call.training() && cell.recurrentDropout() > 0;
    if (hasRecurrentDropout) {
      return false;
    }
    List<INDArray> carried = carried(call);
    return carried.isEmpty() || carried.get(0).size(0) == samples;
  }

  boolean usesMask(int inputs) {
    return layer.usesMask(inputs);
  }

  boolean returnsState() {
    return layer.returnsState();
  }

  /** Returns the states that a stateful layer continues from. */
  private List<INDArray> carried(KernelCall call) {
    return layer.keepsState() ? call.carried(layer) : List.of();
  }

  private WeightCell weight(String name) {
    return LayerState.of(cell).cell(name);
  }

  private Floats bias(KernelCall call, int row) {
    if (!cell.useBias()) {
      return null;
    }
    Floats bias = FastKernel.weight(call, weight("bias"));
    if (bias.array().rank() == 1) {
      return bias;
    }
    int width = Math.toIntExact(bias.array().size(1));
    Floats own = FastKernel.empty(width);
    own.buffer().put(0, bias.buffer(), row * width, width);
    return own;
  }

  /** A sequence whose input products are computed, so that its steps can begin. */
  record ProjectedSequence(
      RecurrentDirection direction, SequencePass sequence, SequencePass.Weights weights) {
    private void run(int low, int high) {
      if (low < high) {
        direction.math.steps(sequence, weights, low, high).forward();
      }
    }

    private long work() {
      return (long) sequence.steps() * sequence.units() * sequence.units() * direction.math.gates();
    }

    private void carry(KernelCall call) {
      if (direction.layer.keepsState()) {
        call.carry(
            direction.layer, Arrays.stream(sequence.finalStates()).map(Floats::array).toList());
      }
    }
  }

  /**
   * Computes the products of the input.
   *
   * @param input the input
   * @param initialStates the states to start from, or none
   * @param draws the number of previous random draws of the call
   */
  ProjectedSequence project(
      KernelCall call, Floats input, INDArray mask, Floats[] initialStates, long draws) {
    Floats factors = hasInputDropout(call) ? factors(call, input, draws) : null;
    Floats x = factors == null ? input : DropoutKernel.multiply(input, factors);
    int samples = Math.toIntExact(x.array().size(0));
    int steps = Math.toIntExact(x.array().size(1));
    int width = Math.toIntExact(x.array().size(2));
    int units = Math.toIntExact(cell.units());
    int gateWidth = units * math.gates();
    SequencePass sequence =
        new SequencePass(
            samples,
            steps,
            units,
            width,
            x,
            mask == null ? null : Floats.copy(mask),
            layer.goesBackwards(),
            layer.returnsSequences(),
            layer.zerosPadding(),
            FastKernel.empty(samples, steps, gateWidth),
            FastKernel.empty(samples, steps, units),
            call.hasBackwardPass()
                ? FastKernel.empty(samples, steps, (long) units * math.savedValues())
                : null,
            layer.returnsSequences()
                ? FastKernel.empty(samples, steps, units)
                : FastKernel.empty(samples, units),
            factors,
            initialStates.length > 0 ? initialStates : initialStates(call),
            states(samples, units));
    Floats kernel = FastKernel.weight(call, weight("kernel"));
    Gemm.affine(
        samples * steps, gateWidth, width, x, kernel, bias(call, 0), false, sequence.projected());
    return new ProjectedSequence(this, sequence, weights(call, units, false));
  }

  /**
   * Runs the forward pass.
   *
   * <p>Without a backward pass, threads may compute a direction each, even for a single sample.
   * With one, both passes must divide the samples into the same ranges.
   */
  static void run(KernelCall call, ProjectedSequence... directions) {
    int samples = directions[0].sequence.samples();
    if (call.hasBackwardPass() || directions.length == 1) {
      for (ProjectedSequence direction : directions) {
        forEachSample(samples, GrainSize.RECURRENT_SAMPLES.size(), direction::run);
      }
    } else {
      int grain = GrainSize.RECURRENT_SAMPLES.size();
      boolean usesDirections =
          samples * directions[0].work() >= GrainSize.SMALL_MULTIPLICATIONS.size();
      forEachSample(
          samples * directions.length,
          usesDirections ? Math.min(samples, grain) : grain,
          (low, high) -> {
            for (int i = 0; i < directions.length; i++) {
              int first = i * samples;
              directions[i].run(Math.max(low - first, 0), Math.min(high - first, samples));
            }
          });
    }
    for (ProjectedSequence direction : directions) {
      direction.carry(call);
    }
  }

  /** Returns the dropout factors of the input, which are equal in all steps of a sample. */
  private Floats factors(KernelCall call, Floats x, long draws) {
    long[] shape = x.array().shape();
    RandomDraws random = RandomDraws.of(call, null, draws);
    Floats factors = DropoutKernel.factors(random, cell.dropout(), shape[0], 1, shape[2]);
    Broadcast broadcast = Broadcast.of(factors.array().shape(), shape);
    return broadcast == null ? factors : broadcast.expand(factors);
  }

  private Floats[] initialStates(KernelCall call) {
    List<INDArray> carried = carried(call);
    return carried.isEmpty()
        ? null
        : carried.stream().map(FastKernel::dense).toArray(Floats[]::new);
  }

  private Floats[] states(int samples, int units) {
    Floats[] states = new Floats[math.states()];
    Arrays.setAll(states, i -> FastKernel.empty(samples, units));
    return states;
  }

  private SequencePass.Weights weights(KernelCall call, int units, boolean transpose) {
    Floats kernel = FastKernel.weight(call, weight("recurrent_kernel"));
    return new SequencePass.Weights(
        transpose ? transposed(kernel, units, units * math.gates()) : kernel,
        math.hasSeparateProduct() && cell.useBias() ? bias(call, 1).toHeap() : null);
  }

  /**
   * Transposes a matrix once, since each step has a product and BLAS is slower with transposition.
   */
  private static Floats transposed(Floats matrix, int rows, int columns) {
    float[] from = matrix.toHeap();
    float[] to = new float[from.length];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        to[k * rows + i] = from[i * columns + k];
      }
    }
    Floats transposed = FastKernel.empty(columns, rows);
    transposed.buffer().put(0, to);
    return transposed;
  }

  private static void forEachSample(int samples, int grain, Workers.RangeBody work) {
    Blas.runSingleThreaded(() -> Workers.parallelFor(samples, grain, work));
  }

  /**
   * Returns the gradient with respect to the input, or null if it is not required.
   *
   * @param gradients the gradient of the output, or null
   * @param finalStates the gradients of the final states, each of which may be null
   * @param initialStateGradients receives the gradients of the initial states, or null
   */
  Floats backward(
      KernelCall call,
      SequencePass sequence,
      Floats gradients,
      Floats[] finalStates,
      Floats[] initialStateGradients,
      boolean requiresInput) {
    int rows = sequence.samples() * sequence.steps();
    int gateWidth = sequence.units() * math.gates();
    // the projected input is not read any more, so its gradient overwrites it
    Floats projectedGradient = sequence.projected();
    Floats recurrentGradient =
        math.hasSeparateProduct()
            ? FastKernel.empty(sequence.samples(), sequence.steps(), gateWidth)
            : projectedGradient;
    Floats buffer = FastKernel.empty(sequence.samples(), sequence.units());
    SequencePass.Gradients all =
        new SequencePass.Gradients(
            gradients,
            finalStates,
            projectedGradient,
            recurrentGradient,
            buffer,
            initialStateGradients);
    SequencePass.Weights weights = weights(call, sequence.units(), true);
    forEachSample(
        sequence.samples(),
        GrainSize.RECURRENT_SAMPLES.size(),
        (low, high) -> math.steps(sequence, weights, low, high).backward(all));
    gradient(call, "kernel", sequence.width(), gateWidth, rows, sequence.x(), projectedGradient);
    gradient(
        call,
        "recurrent_kernel",
        sequence.units(),
        gateWidth,
        rows,
        sequence.previousStates(),
        recurrentGradient);
    if (cell.useBias() && weight("bias").trainable()) {
      Floats gradient = FastKernel.gradientBuffer(call, weight("bias"));
      gradient.buffer().put(0, ChannelLoops.sums(projectedGradient, rows, gateWidth));
      if (gradient.length() > gateWidth) {
        gradient.buffer().put(gateWidth, ChannelLoops.sums(recurrentGradient, rows, gateWidth));
      }
      FastKernel.commitGradient(call, weight("bias"), gradient);
    }
    if (!requiresInput) {
      return null;
    }
    Floats inputGradient = FastKernel.empty(sequence.x().array().shape());
    Floats kernel = FastKernel.weight(call, weight("kernel"));
    Gemm.product(
        false,
        true,
        rows,
        sequence.width(),
        gateWidth,
        projectedGradient,
        kernel,
        false,
        inputGradient);
    return sequence.factors() == null
        ? inputGradient
        : BlockwiseLoops.product(inputGradient, sequence.factors(), inputGradient);
  }

  private void gradient(
      KernelCall call,
      String name,
      int rows,
      int columns,
      int inner,
      Floats input,
      Floats outputGradient) {
    if (weight(name).trainable()) {
      Floats gradient = FastKernel.gradientBuffer(call, weight(name));
      Gemm.product(true, false, rows, columns, inner, input, outputGradient, false, gradient);
      FastKernel.commitGradient(call, weight(name), gradient);
    }
  }
}
