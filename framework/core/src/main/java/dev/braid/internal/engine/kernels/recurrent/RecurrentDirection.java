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
 * One direction of an LSTM, a GRU or a plain recurrent layer.
 *
 * <p>What depends on inputs alone is one large product for all steps; threads then go through time
 * with a share of the samples each, and the gradients of all weights are large products again.
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

  /** The direction of a layer whose options are all covered, else null. */
  public static RecurrentDirection of(Recurrent<?> layer) {
    if (!(layer.cell() instanceof UnitCell<?> cell)) {
      return null;
    }
    CellMath math = math(cell);
    return math == null ? null : new RecurrentDirection(layer, cell, math);
  }

  private static CellMath math(UnitCell<?> cell) {
    PointwiseActivation activation = byResult(cell.activation());
    if (cell instanceof SimpleRNNCell) {
      return activation == null ? null : new SimpleRnnMath(activation);
    }
    PointwiseActivation gate =
        cell instanceof GatedCell<?> gated ? byResult(gated.recurrentActivation()) : null;
    if (activation == null || gate == null) {
      return null;
    }
    if (cell instanceof LSTMCell) {
      return new LstmMath(activation, gate);
    }
    return cell instanceof GRUCell gru && gru.resetAfter() ? new GruMath(activation, gate) : null;
  }

  /** The loops of an activation that needs to keep no more than its result, else null. */
  private static PointwiseActivation byResult(Activation activation) {
    PointwiseActivation each = PointwiseActivation.of(activation);
    return each != null && each.byResult() ? each : null;
  }

  /** True where inputs are dropped from; states never are. */
  boolean drops(KernelCall call) {
    return call.training() && cell.dropout() > 0;
  }

  boolean supports(KernelCall call, long samples) {
    boolean dropsStates = call.training() && cell.recurrentDropout() > 0;
    if (dropsStates) {
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

  /** The states that a stateful layer continues from. */
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

  /** A sequence whose input is projected, so that its steps can begin. */
  record Ready(RecurrentDirection of, SequencePass sequence, SequencePass.Weights weights) {
    private void run(int low, int high) {
      if (low < high) {
        of.math.steps(sequence, weights, low, high).forward();
      }
    }

    private long work() {
      return (long) sequence.steps() * sequence.units() * sequence.units() * of.math.gates();
    }

    private void carry(KernelCall call) {
      if (of.layer.keepsState()) {
        call.carry(of.layer, Arrays.stream(sequence.ends()).map(Floats::array).toList());
      }
    }
  }

  /**
   * Projects the input, so that the steps can begin.
   *
   * @param given the input
   * @param starts states to start from, or none
   * @param draws how often the call has drawn before
   */
  Ready ready(KernelCall call, Floats given, INDArray mask, Floats[] starts, long draws) {
    Floats factors = drops(call) ? factors(call, given, draws) : null;
    Floats x = factors == null ? given : DropoutKernel.multiply(given, factors);
    int samples = Math.toIntExact(x.array().size(0));
    int steps = Math.toIntExact(x.array().size(1));
    int width = Math.toIntExact(x.array().size(2));
    int units = Math.toIntExact(cell.units());
    int wide = units * math.gates();
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
            FastKernel.empty(samples, steps, wide),
            FastKernel.empty(samples, steps, units),
            call.hasBackwardPass()
                ? FastKernel.empty(samples, steps, (long) units * math.kept())
                : null,
            layer.returnsSequences()
                ? FastKernel.empty(samples, steps, units)
                : FastKernel.empty(samples, units),
            factors,
            starts.length > 0 ? starts : starts(call),
            states(samples, units));
    Floats kernel = FastKernel.weight(call, weight("kernel"));
    Gemm.affine(
        samples * steps, wide, width, x, kernel, bias(call, 0), false, sequence.projected());
    return new Ready(this, sequence, weights(call, units, false));
  }

  /**
   * Runs the forward pass.
   *
   * <p>Without a backward pass, threads may have a direction each even where there is but one
   * sample; else it must find the samples in the ranges that they were split into.
   */
  static void run(KernelCall call, Ready... directions) {
    int samples = directions[0].sequence.samples();
    if (call.hasBackwardPass() || directions.length == 1) {
      for (Ready direction : directions) {
        share(samples, GrainSize.RECURRENT_SAMPLES.size(), direction::run);
      }
    } else {
      int least = GrainSize.RECURRENT_SAMPLES.size();
      boolean apart = samples * directions[0].work() >= GrainSize.SMALL_MULTIPLICATIONS.size();
      share(
          samples * directions.length,
          apart ? Math.min(samples, least) : least,
          (low, high) -> {
            for (int i = 0; i < directions.length; i++) {
              int first = i * samples;
              directions[i].run(Math.max(low - first, 0), Math.min(high - first, samples));
            }
          });
    }
    for (Ready direction : directions) {
      direction.carry(call);
    }
  }

  /** Dropout factors of the input: every step drops the same elements of a sample. */
  private Floats factors(KernelCall call, Floats x, long draws) {
    long[] shape = x.array().shape();
    RandomDraws random = RandomDraws.of(call, null, draws);
    Floats each = DropoutKernel.factors(random, cell.dropout(), shape[0], 1, shape[2]);
    Broadcast broadcast = Broadcast.of(each.array().shape(), shape);
    return broadcast == null ? each : broadcast.expand(each);
  }

  private Floats[] starts(KernelCall call) {
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

  private SequencePass.Weights weights(KernelCall call, int units, boolean back) {
    Floats kernel = FastKernel.weight(call, weight("recurrent_kernel"));
    return new SequencePass.Weights(
        back ? transposed(kernel, units, units * math.gates()) : kernel,
        math.apart() && cell.useBias() ? bias(call, 1).toHeap() : null);
  }

  /** BLAS is slower with a transposed matrix, and each step has a product. */
  private static Floats transposed(Floats matrix, int rows, int columns) {
    float[] from = matrix.toHeap();
    float[] to = new float[from.length];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        to[k * rows + i] = from[i * columns + k];
      }
    }
    Floats turned = FastKernel.empty(columns, rows);
    turned.buffer().put(0, to);
    return turned;
  }

  private static void share(int samples, int least, Workers.RangeBody work) {
    Blas.runSingleThreaded(() -> Workers.parallelFor(samples, least, work));
  }

  /**
   * The gradient with respect to the input, or null where it isn't wanted.
   *
   * @param gradients by the output, or null
   * @param ends gradients by the last states, each perhaps null
   * @param atStarts takes the gradients by the first states, or null
   */
  Floats back(
      KernelCall call,
      SequencePass sequence,
      Floats gradients,
      Floats[] ends,
      Floats[] atStarts,
      boolean requiresInput) {
    int rows = sequence.samples() * sequence.steps();
    int wide = sequence.units() * math.gates();
    // what was projected is not needed any more, so its gradient may take its place
    Floats atInput = sequence.projected();
    Floats atState =
        math.apart() ? FastKernel.empty(sequence.samples(), sequence.steps(), wide) : atInput;
    Floats buffer = FastKernel.empty(sequence.samples(), sequence.units());
    SequencePass.Gradients all =
        new SequencePass.Gradients(gradients, ends, atInput, atState, buffer, atStarts);
    SequencePass.Weights weights = weights(call, sequence.units(), true);
    share(
        sequence.samples(),
        GrainSize.RECURRENT_SAMPLES.size(),
        (low, high) -> math.steps(sequence, weights, low, high).back(all));
    gradient(call, "kernel", sequence.width(), wide, rows, sequence.x(), atInput);
    gradient(call, "recurrent_kernel", sequence.units(), wide, rows, sequence.before(), atState);
    if (cell.useBias() && weight("bias").trainable()) {
      Floats place = FastKernel.gradientBuffer(call, weight("bias"));
      place.buffer().put(0, ChannelLoops.sums(atInput, rows, wide));
      if (place.length() > wide) {
        place.buffer().put(wide, ChannelLoops.sums(atState, rows, wide));
      }
      FastKernel.commitGradient(call, weight("bias"), place);
    }
    if (!requiresInput) {
      return null;
    }
    Floats back = FastKernel.empty(sequence.x().array().shape());
    Floats kernel = FastKernel.weight(call, weight("kernel"));
    Gemm.product(false, true, rows, sequence.width(), wide, atInput, kernel, false, back);
    return sequence.factors() == null
        ? back
        : BlockwiseLoops.product(back, sequence.factors(), back);
  }

  private void gradient(
      KernelCall call,
      String name,
      int rows,
      int columns,
      int inner,
      Floats by,
      Floats outputGradient) {
    if (weight(name).trainable()) {
      Floats place = FastKernel.gradientBuffer(call, weight(name));
      Gemm.product(true, false, rows, columns, inner, by, outputGradient, false, place);
      FastKernel.commitGradient(call, weight(name), place);
    }
  }
}
