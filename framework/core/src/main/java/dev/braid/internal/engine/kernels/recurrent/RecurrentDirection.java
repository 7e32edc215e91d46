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
 * <p>What depends on inputs alone is one large product for all steps; threads then walk through
 * time with a share of the samples each, and the gradients of all weights are large products again.
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
    PointwiseActivation bend = byResult(cell.activation());
    if (cell instanceof SimpleRNNCell) {
      return bend == null ? null : new SimpleRnnMath(bend);
    }
    PointwiseActivation gate =
        cell instanceof GatedCell<?> gated ? byResult(gated.recurrentActivation()) : null;
    if (bend == null || gate == null) {
      return null;
    }
    if (cell instanceof LSTMCell) {
      return new LstmMath(bend, gate);
    }
    return cell instanceof GRUCell gru && gru.resetAfter() ? new GruMath(bend, gate) : null;
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
    return !dropsStates && (carried().isEmpty() || carried().get(0).size(0) == samples);
  }

  boolean returnsState() {
    return layer.returnsState();
  }

  /** The states that a stateful layer goes on from. */
  private List<INDArray> carried() {
    return layer.keepsState()
        ? LayerState.of(layer).memory().stream().map(INDArray.class::cast).toList()
        : List.of();
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

  /** A walk whose input is projected, so that its steps can begin. */
  record Ready(RecurrentDirection of, SequencePass walk, SequencePass.Weights weights) {
    private void run(int low, int high) {
      if (low < high) {
        of.math.steps(walk, weights, low, high).forward();
      }
    }

    private long work() {
      return (long) walk.steps() * walk.units() * walk.units() * of.math.gates();
    }

    private void carry(KernelCall call) {
      if (of.layer.keepsState()) {
        call.carry(LayerState.of(of.layer), Arrays.stream(walk.ends()).map(Floats::array).toList());
      }
    }
  }

  /**
   * Gets ready to walk.
   *
   * @param given the input
   * @param starts states to start from, or none
   * @param draws how often the call has drawn lots before
   */
  Ready ready(KernelCall call, Floats given, INDArray mask, Floats[] starts, long draws) {
    Floats factors = drops(call) ? factors(call, given, draws) : null;
    Floats x = factors == null ? given : DropoutKernel.times(given, factors);
    int samples = Math.toIntExact(x.array().size(0));
    int steps = Math.toIntExact(x.array().size(1));
    int width = Math.toIntExact(x.array().size(2));
    int units = Math.toIntExact(cell.units());
    int wide = units * math.gates();
    SequencePass walk =
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
            starts.length > 0 ? starts : starts(),
            states(samples, units));
    Floats kernel = FastKernel.weight(call, weight("kernel"));
    Gemm.affine(samples * steps, wide, width, x, kernel, bias(call, 0), false, walk.projected());
    return new Ready(this, walk, weights(call, units, false));
  }

  /**
   * Walks forward.
   *
   * <p>Without a backward pass, threads may have a direction each even where there is but one
   * sample; else it must find the samples in the parts that they were shared out in.
   */
  static void run(KernelCall call, Ready... ways) {
    int samples = ways[0].walk.samples();
    if (call.hasBackwardPass() || ways.length == 1) {
      for (Ready way : ways) {
        share(samples, GrainSize.RECURRENT_SAMPLES.size(), way::run);
      }
    } else {
      int least = GrainSize.RECURRENT_SAMPLES.size();
      boolean apart = samples * ways[0].work() >= GrainSize.SMALL_MULTIPLICATIONS.size();
      share(
          samples * ways.length,
          apart ? Math.min(samples, least) : least,
          (low, high) -> {
            for (int i = 0; i < ways.length; i++) {
              int first = i * samples;
              ways[i].run(Math.max(low - first, 0), Math.min(high - first, samples));
            }
          });
    }
    for (Ready way : ways) {
      way.carry(call);
    }
  }

  /** Every step drops the same numbers of a sample. */
  private Floats factors(KernelCall call, Floats x, long draws) {
    long[] shape = x.array().shape();
    RandomDraws lots = RandomDraws.of(call, null, draws);
    Floats each = DropoutKernel.factors(lots, cell.dropout(), shape[0], 1, shape[2]);
    Broadcast spread = Broadcast.of(each.array().shape(), shape);
    return spread == null ? each : spread.over(each);
  }

  private Floats[] starts() {
    List<INDArray> carried = carried();
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
    Blas.alone(() -> Workers.parallelFor(samples, least, work));
  }

  /**
   * The gradient by the input, or null where it isn't wanted.
   *
   * @param gradients by the output, or null
   * @param ends gradients by the last states, each perhaps null
   * @param atStarts takes the gradients by the first states, or null
   */
  Floats back(
      KernelCall call,
      SequencePass walk,
      Floats gradients,
      Floats[] ends,
      Floats[] atStarts,
      boolean wantsInput) {
    int rows = walk.samples() * walk.steps();
    int wide = walk.units() * math.gates();
    // what was projected is not needed any more, so its gradient may take its place
    Floats atInput = walk.projected();
    Floats atState = math.apart() ? FastKernel.empty(walk.samples(), walk.steps(), wide) : atInput;
    Floats scratch = FastKernel.empty(walk.samples(), walk.units());
    SequencePass.Gradients all =
        new SequencePass.Gradients(gradients, ends, atInput, atState, scratch, atStarts);
    SequencePass.Weights weights = weights(call, walk.units(), true);
    share(
        walk.samples(),
        GrainSize.RECURRENT_SAMPLES.size(),
        (low, high) -> math.steps(walk, weights, low, high).back(all));
    gradient(call, "kernel", walk.width(), wide, rows, walk.x(), atInput);
    gradient(call, "recurrent_kernel", walk.units(), wide, rows, walk.before(), atState);
    if (cell.useBias() && weight("bias").trainable()) {
      Floats place = FastKernel.gradientBuffer(call, weight("bias"));
      place.buffer().put(0, ChannelLoops.sums(atInput, rows, wide));
      if (place.length() > wide) {
        place.buffer().put(wide, ChannelLoops.sums(atState, rows, wide));
      }
      FastKernel.commitGradient(call, weight("bias"), place);
    }
    if (!wantsInput) {
      return null;
    }
    Floats back = FastKernel.empty(walk.x().array().shape());
    Floats kernel = FastKernel.weight(call, weight("kernel"));
    Gemm.product(false, true, rows, walk.width(), wide, atInput, kernel, false, back);
    return walk.factors() == null ? back : BlockwiseLoops.product(back, walk.factors(), back);
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
