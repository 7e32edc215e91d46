package dev.braid.internal.engine;

import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.internal.calls.CallCheck;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.compute.ArrayMath;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RepeatedRows;
import dev.braid.internal.engine.graph.CompiledGraph;
import dev.braid.internal.engine.graph.CompiledStep;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.engine.graph.Plan.Port;
import dev.braid.internal.engine.graph.Plan.Step;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.PortableKernel;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.random.Seeds;
import dev.braid.layers.CustomLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One forward pass through a graph, and the backward pass if there is one.
 *
 * <p>All that a pass changes belongs to it until {@link #commit}, so any number of passes can run
 * at once on one network.
 */
public final class Pass {
  private final Network network;
  private final CompiledGraph graph;
  private final Plan plan;
  private final boolean training;
  private final boolean remembers;
  private final long seed;
  private final CarriedStates states;
  private final MaskedArray[][] signals;
  private final KernelCall[] calls;
  private final boolean[] needed;
  private final Map<WeightCell, INDArray> assigned = new HashMap<>();
  private final DeferredWork deferred = new DeferredWork();
  private final List<Port> spent = new ArrayList<>();
  private final Map<DataBuffer, Integer> holders = new IdentityHashMap<>();

  /**
   * A pass.
   *
   * @param training whether layers behave as in training
   * @param remembers whether there will be a backward pass
   * @param seed the seed of this step's random draws
   * @param states the states that stateful layers continue from
   */
  public Pass(
      Network network, boolean training, boolean remembers, long seed, CarriedStates states) {
    this.network = network;
    this.graph = network.compiled();
    this.plan = graph.plan();
    this.training = training;
    this.remembers = remembers;
    this.seed = seed;
    this.states = states;
    int count = plan.steps().size();
    this.signals = new MaskedArray[count][];
    this.calls = new KernelCall[count];
    this.needed = new boolean[count];
  }

  public void forward(List<INDArray> inputs) {
    forward(inputs, Collections.nCopies(inputs.size(), null));
  }

  /**
   * Runs the forward pass.
   *
   * @param masks the steps that count, one for each input; null where all do
   */
  public void forward(List<INDArray> inputs, List<INDArray> masks) {
    network.checkMemory(inputs, remembers);
    List<Step> steps = plan.steps();
    for (int i = 0; i < plan.inputs(); i++) {
      signals[i] = new MaskedArray[] {new MaskedArray(typed(inputs.get(i)), masks.get(i))};
    }
    for (int i = plan.inputs(); i < steps.size(); i++) {
      Step step = steps.get(i);
      int before = step.inputs().isEmpty() ? 0 : step.inputs().get(0).step();
      if (isDone(before)) {
        needed[i] = needed[before];
        signals[i] = signals[before];
      } else {
        signals[i] = run(i, step);
      }
      if (!remembers) {
        release(i);
      }
    }
    deferred.finish();
  }

  /** True for a relu that the step before it has done along with its own work. */
  private boolean isDone(int before) {
    return calls[before] != null && calls[before].hasFusedRelu();
  }

  private MaskedArray[] run(int number, Step step) {
    CompiledStep compiled = graph.step(number);
    int count = step.inputs().size();
    MaskedArray[] in = new MaskedArray[count];
    boolean[] wanted = new boolean[count];
    for (int k = 0; k < count; k++) {
      Port port = step.inputs().get(k);
      in[k] = signals[port.step()][port.output()];
      wanted[k] = needed[port.step()];
      needed[number] |= wanted[k];
    }
    for (WeightCell cell : step.weights()) {
      needed[number] |= cell.trainable();
    }
    KernelCall call =
        new KernelCall(
            new Reading(compiled),
            remembers && needed[number] ? compiled : null,
            training,
            wanted,
            Seeds.mix(seed, number),
            states);
    calls[number] = call;
    call.deferTo(deferred.collectorFor(number));
    if (graph.reluFollows(number)) {
      call.offerRelu();
    }
    deferred.finishInputsOf(number, compiled.kernel(), step.inputs());
    MaskedArray[] results = forward(step, compiled, call, in);
    if (compiled.kernel() instanceof PortableKernel) {
      checkShapes(step, in, results);
    }
    call.assignments().forEach(made -> assigned.put(made.cell(), made.value()));
    return results;
  }

  /** Compares the shapes that a call gave with what the layer declared. */
  private static void checkShapes(Step step, MaskedArray[] in, MaskedArray... results) {
    boolean fits = results.length == step.outputs().size();
    for (int i = 0; fits && i < results.length; i++) {
      fits = fits(step, i, in, results[i].unwrittenArray());
    }
    if (!fits) {
      long[][] shapes = new long[results.length][];
      Arrays.setAll(shapes, i -> results[i].unwrittenArray().shape());
      CallCheck.check(step.layer(), in[0].unwrittenArray().size(0), step.outputs(), shapes);
    }
  }

  private static boolean fits(Step step, int output, MaskedArray[] in, INDArray found) {
    Spec declared = step.outputs().get(output);
    int lead = declared.hasBatch() ? 1 : 0;
    boolean fits = found.rank() == declared.rank() + lead;
    // operations may count another batch, as where a reshape makes steps samples
    if (fits && lead == 1 && !(step.layer() instanceof OperationLayer)) {
      fits = found.size(0) == in[0].unwrittenArray().size(0);
    }
    for (int i = 0; fits && i < declared.rank(); i++) {
      fits = declared.size(i) < 0 || declared.size(i) == found.size(i + lead);
    }
    return fits;
  }

  /** Where memory runs out inside a layer, the message names it. */
  private static MaskedArray[] forward(
      Step step, CompiledStep compiled, KernelCall call, MaskedArray... in) {
    try {
      return compiled.forward(call, in);
    } catch (StructureException e) {
      throw MemoryCheck.named(step.name(), e);
    } catch (ArithmeticException e) {
      throw MemoryCheck.tooWide(step.name(), e);
    } catch (RuntimeException e) {
      throw step.layer() instanceof CustomLayer<?> ? CallCheck.failed(step.layer(), e) : e;
    }
  }

  /** Lets later steps have the memory of what neither a step nor deferred work reads any more. */
  private void release(int step) {
    for (MaskedArray made : signals[step]) {
      holders.merge(memory(made.unwrittenArray()), 1, Integer::sum);
    }
    spent.addAll(graph.lastReads(step));
    if (deferred.size() == 0) {
      spent.forEach(port -> done(signals[port.step()][port.output()].unwrittenArray()));
      spent.clear();
    }
  }

  /** A shared layer's later applications go on from the statistics of its earlier ones. */
  private final class Reading implements KernelCall.Weights {
    private final CompiledStep step;

    Reading(CompiledStep step) {
      this.step = step;
    }

    @Override
    public INDArray array(WeightCell cell) {
      INDArray made = assigned.get(cell);
      return made == null ? step.view(cell).array() : made;
    }

    @Override
    public INDArray rows(WeightCell cell, int... rows) {
      return step.view(cell).arrayFor(rows);
    }
  }

  private INDArray typed(INDArray array) {
    return ArrayMath.dense(array.castTo(network.dataType()));
  }

  public MaskedArray output(int number) {
    Port port = plan.outputs().get(number);
    return signals[port.step()][port.output()];
  }

  /** Which steps of an output count, or null where all do. */
  INDArray mask(int number) {
    return plan.bare().contains(number) ? null : output(number).mask();
  }

  /** What layers added to the loss by themselves. */
  double addedLoss() {
    double total = 0;
    for (KernelCall call : calls) {
      total += call == null ? 0 : call.addedLoss();
    }
    return total;
  }

  /** Runs the backward pass from the gradients of the outputs; null for outputs without a loss. */
  public void backward(INDArray[] outputGradients) {
    graph.store().startStep();
    INDArray[][] gradients = new INDArray[signals.length][];
    List<INDArray> read = new ArrayList<>();
    for (int i = 0; i < outputGradients.length; i++) {
      if (outputGradients[i] != null) {
        add(gradients, plan.outputs().get(i), outputGradients[i]);
      }
    }
    for (int i = signals.length - 1; i >= plan.inputs(); i--) {
      boolean taken = calls[i] == null;
      if (!needed[i] || (gradients[i] == null && (taken || !calls[i].addsLoss()))) {
        continue;
      }
      INDArray[] results = gradients[i] == null ? new INDArray[signals[i].length] : gradients[i];
      int waiting = deferred.size();
      // the gradient of a relu goes to the step that has computed it
      INDArray[] back = taken ? results : backward(i, results);
      List<Port> ports = plan.steps().get(i).inputs();
      for (int k = 0; k < back.length; k++) {
        if (back[k] != null && needed[ports.get(k).step()]) {
          add(gradients, ports.get(k), back[k]);
        }
      }
      if (deferred.size() > waiting) {
        Collections.addAll(read, results);
      } else {
        for (INDArray result : results) {
          done(result);
        }
      }
      gradients[i] = null;
    }
    deferred.finish();
    read.forEach(this::done);
    graph.store().finishStep();
  }

  private INDArray[] backward(int step, INDArray... results) {
    Kernel kernel = graph.step(step).kernel();
    INDArray[] back = kernel.backward(calls[step], readable(kernel, results));
    calls[step].save(null);
    return back;
  }

  private static INDArray[] readable(Kernel kernel, INDArray... gradients) {
    boolean asTheyAre =
        kernel.readsRepeatedRows() || Arrays.stream(gradients).noneMatch(RepeatedRows::isRepeated);
    return asTheyAre
        ? gradients
        : Arrays.stream(gradients).map(RepeatedRows::expand).toArray(INDArray[]::new);
  }

  private void add(INDArray[][] gradients, Port port, INDArray gradient) {
    if (gradients[port.step()] == null) {
      gradients[port.step()] = new INDArray[signals[port.step()].length];
    }
    INDArray[] at = gradients[port.step()];
    int k = port.output();
    INDArray before = at[k];
    at[k] = before == null ? gradient : sum(before, gradient);
    holders.merge(memory(at[k]), 1, Integer::sum);
    if (before != null) {
      done(before);
    }
  }

  private INDArray sum(INDArray a, INDArray b) {
    boolean fast =
        network.policy().fastKernels()
            && Floats.supports(a.dataType(), a.length())
            && b.dataType() == a.dataType()
            && Arrays.equals(a.shape(), b.shape());
    return fast ? BlockwiseLoops.sum(whole(a), whole(b)).array() : ArrayMath.add(a, b);
  }

  private static Floats whole(INDArray array) {
    return Floats.dense(RepeatedRows.expand(array));
  }

  /** What views of one array have in common. */
  private static DataBuffer memory(INDArray array) {
    DataBuffer own = array.data();
    DataBuffer whole = own == null ? null : own.originalDataBuffer();
    return whole == null ? own : whole;
  }

  /** Gives the memory of a gradient back once nothing that still waits shares it. */
  private void done(INDArray gradient) {
    if (gradient != null
        && holders.computeIfPresent(memory(gradient), (k, n) -> n == 1 ? null : n - 1) == null) {
      BufferPool.release(gradient);
    }
  }

  /** The first statistic that is not finite, or null. */
  KernelCall.Assignment firstStatisticNotFinite() {
    for (KernelCall call : calls) {
      if (call != null) {
        for (KernelCall.Assignment assignment : call.assignments()) {
          if (!isFinite(assignment.value())) {
            return assignment;
          }
        }
      }
    }
    return null;
  }

  private static boolean isFinite(INDArray array) {
    return Floats.supports(array.dataType(), array.length())
        ? BlockwiseLoops.isFinite(Floats.dense(array), 0, Math.toIntExact(array.length()))
        : Double.isFinite(array.sumNumber().doubleValue());
  }

  /** Takes over the statistics that layers gathered, once the step is known to be good. */
  void commit() {
    for (int i = 0; i < calls.length; i++) {
      if (calls[i] != null) {
        for (KernelCall.Assignment assignment : calls[i].assignments()) {
          graph.step(i).view(assignment.cell()).array().assign(assignment.value());
        }
      }
    }
    states.commit();
  }

  /** The names of all steps and their results, for finding what is not finite. */
  void eachActivation(java.util.function.BiConsumer<String, INDArray> taker) {
    for (int i = 0; i < signals.length; i++) {
      taker.accept(plan.steps().get(i).name(), signals[i][0].array());
    }
  }
}
