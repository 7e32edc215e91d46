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
 * One forward pass through a graph, and optionally its backward pass.
 *
 * <p>A pass changes no shared state before {@link #commit}, so any number of passes can run at once
 * on one network.
 */
public final class Pass {
  private final Network network;
  private final CompiledGraph graph;
  private final Plan plan;
  private final boolean training;
  private final boolean keepsResults;
  private final long seed;
  private final CarriedStates states;
  private final MaskedArray[][] results;
  private final KernelCall[] calls;
  private final boolean[] needed;
  private final Map<WeightCell, INDArray> assigned = new HashMap<>();
  private final DeferredWork deferred = new DeferredWork();
  private final List<Port> unused = new ArrayList<>();
  private final Map<DataBuffer, Integer> references = new IdentityHashMap<>();

  /**
   * Creates a pass.
   *
   * @param training whether layers behave as in training
   * @param keepsResults whether results are kept for a backward pass
   * @param seed the seed of this step's random draws
   * @param states the states that stateful layers continue from
   */
  public Pass(
      Network network, boolean training, boolean keepsResults, long seed, CarriedStates states) {
    this.network = network;
    this.graph = network.compiled();
    this.plan = graph.plan();
    this.training = training;
    this.keepsResults = keepsResults;
    this.seed = seed;
    this.states = states;
    int count = plan.steps().size();
    this.results = new MaskedArray[count][];
    this.calls = new KernelCall[count];
    this.needed = new boolean[count];
  }

  public void forward(List<INDArray> inputs) {
    forward(inputs, Collections.nCopies(inputs.size(), null));
  }

  /**
   * Runs the forward pass.
   *
   * @param masks one mask per input; null if nothing is masked
   */
  public void forward(List<INDArray> inputs, List<INDArray> masks) {
    network.checkMemory(inputs, keepsResults);
    List<Step> steps = plan.steps();
    for (int i = 0; i < plan.inputs(); i++) {
      results[i] = new MaskedArray[] {new MaskedArray(typed(inputs.get(i)), masks.get(i))};
    }
    for (int i = plan.inputs(); i < steps.size(); i++) {
      Step step = steps.get(i);
      int before = step.inputs().isEmpty() ? 0 : step.inputs().get(0).step();
      if (isFusedRelu(before)) {
        needed[i] = needed[before];
        results[i] = results[before];
      } else {
        results[i] = run(i, step);
      }
      if (!keepsResults) {
        release(i);
      }
    }
    deferred.finish();
  }

  /** Returns whether the previous step has also computed this relu. */
  private boolean isFusedRelu(int before) {
    return calls[before] != null && calls[before].hasFusedRelu();
  }

  private MaskedArray[] run(int index, Step step) {
    CompiledStep compiled = graph.step(index);
    int count = step.inputs().size();
    MaskedArray[] in = new MaskedArray[count];
    boolean[] requiresGradient = new boolean[count];
    for (int k = 0; k < count; k++) {
      Port port = step.inputs().get(k);
      in[k] = results[port.step()][port.output()];
      requiresGradient[k] = needed[port.step()];
      needed[index] |= requiresGradient[k];
    }
    for (WeightCell cell : step.weights()) {
      needed[index] |= cell.trainable();
    }
    KernelCall call =
        new KernelCall(
            new CurrentWeights(compiled),
            keepsResults && needed[index] ? compiled : null,
            training,
            requiresGradient,
            Seeds.mix(seed, index),
            states);
    calls[index] = call;
    call.deferTo(deferred.collectorFor(index));
    if (graph.reluFollows(index)) {
      call.offerRelu();
    }
    deferred.finishInputsOf(index, compiled.kernel(), step.inputs());
    MaskedArray[] outputs = forward(step, compiled, call, in);
    if (compiled.kernel() instanceof PortableKernel) {
      checkShapes(step, in, outputs);
    }
    call.assignments().forEach(assignment -> assigned.put(assignment.cell(), assignment.value()));
    return outputs;
  }

  /** Compares the shapes that a call returned with those that the layer declares. */
  private static void checkShapes(Step step, MaskedArray[] in, MaskedArray... outputs) {
    boolean fits = outputs.length == step.outputs().size();
    for (int i = 0; fits && i < outputs.length; i++) {
      fits = fits(step, i, in, outputs[i].unwrittenArray());
    }
    if (!fits) {
      long[][] shapes = new long[outputs.length][];
      Arrays.setAll(shapes, i -> outputs[i].unwrittenArray().shape());
      CallCheck.check(step.layer(), in[0].unwrittenArray().size(0), step.outputs(), shapes);
    }
  }

  private static boolean fits(Step step, int output, MaskedArray[] in, INDArray found) {
    Spec declared = step.outputs().get(output);
    int batchAxes = declared.hasBatch() ? 1 : 0;
    boolean fits = found.rank() == declared.rank() + batchAxes;
    // operations may have another batch size, such as a reshape that turns steps into samples
    if (fits && batchAxes == 1 && !(step.layer() instanceof OperationLayer)) {
      fits = found.size(0) == in[0].unwrittenArray().size(0);
    }
    for (int i = 0; fits && i < declared.rank(); i++) {
      fits = declared.size(i) < 0 || declared.size(i) == found.size(i + batchAxes);
    }
    return fits;
  }

  /** Runs a step; the message of an exception about memory names the layer. */
  private static MaskedArray[] forward(
      Step step, CompiledStep compiled, KernelCall call, MaskedArray... in) {
    try {
      return compiled.forward(call, in);
    } catch (StructureException e) {
      throw MemoryCheck.named(step.name(), e);
    } catch (ArithmeticException e) {
      throw MemoryCheck.overflow(step.name(), e);
    } catch (RuntimeException e) {
      throw step.layer() instanceof CustomLayer<?> ? CallCheck.failed(step.layer(), e) : e;
    }
  }

  /** Releases the memory of arrays that no step and no deferred work reads any more. */
  private void release(int step) {
    for (MaskedArray result : results[step]) {
      references.merge(memory(result.unwrittenArray()), 1, Integer::sum);
    }
    unused.addAll(graph.lastReads(step));
    if (deferred.size() == 0) {
      unused.forEach(port -> release(results[port.step()][port.output()].unwrittenArray()));
      unused.clear();
    }
  }

  /** Reads weights; later applications of a shared layer see the statistics of earlier ones. */
  private final class CurrentWeights implements KernelCall.Weights {
    private final CompiledStep step;

    CurrentWeights(CompiledStep step) {
      this.step = step;
    }

    @Override
    public INDArray array(WeightCell cell) {
      INDArray value = assigned.get(cell);
      return value == null ? step.view(cell).array() : value;
    }

    @Override
    public INDArray rows(WeightCell cell, int... rows) {
      return step.view(cell).arrayFor(rows);
    }
  }

  private INDArray typed(INDArray array) {
    return ArrayMath.dense(array.castTo(network.dataType()));
  }

  public MaskedArray output(int index) {
    Port port = plan.outputs().get(index);
    return results[port.step()][port.output()];
  }

  /** Returns the mask of an output, or null if nothing is masked. */
  INDArray mask(int index) {
    return plan.unmasked().contains(index) ? null : output(index).mask();
  }

  /** Returns the losses that layers added themselves. */
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
    INDArray[][] gradients = new INDArray[results.length][];
    List<INDArray> read = new ArrayList<>();
    for (int i = 0; i < outputGradients.length; i++) {
      if (outputGradients[i] != null) {
        add(gradients, plan.outputs().get(i), outputGradients[i]);
      }
    }
    for (int i = results.length - 1; i >= plan.inputs(); i--) {
      boolean fused = calls[i] == null;
      if (!needed[i] || (gradients[i] == null && (fused || !calls[i].addsLoss()))) {
        continue;
      }
      INDArray[] stepGradients =
          gradients[i] == null ? new INDArray[results[i].length] : gradients[i];
      int deferredBefore = deferred.size();
      // the gradient of a fused relu goes to the step that computed it
      INDArray[] inputGradients = fused ? stepGradients : backward(i, stepGradients);
      List<Port> ports = plan.steps().get(i).inputs();
      for (int k = 0; k < inputGradients.length; k++) {
        if (inputGradients[k] != null && needed[ports.get(k).step()]) {
          add(gradients, ports.get(k), inputGradients[k]);
        }
      }
      if (deferred.size() > deferredBefore) {
        Collections.addAll(read, stepGradients);
      } else {
        for (INDArray result : stepGradients) {
          release(result);
        }
      }
      gradients[i] = null;
    }
    deferred.finish();
    read.forEach(this::release);
    graph.store().finishStep();
  }

  private INDArray[] backward(int step, INDArray... outputGradients) {
    Kernel kernel = graph.step(step).kernel();
    INDArray[] inputGradients = kernel.backward(calls[step], readable(kernel, outputGradients));
    calls[step].save(null);
    return inputGradients;
  }

  private static INDArray[] readable(Kernel kernel, INDArray... gradients) {
    boolean unchanged =
        kernel.readsRepeatedRows() || Arrays.stream(gradients).noneMatch(RepeatedRows::isRepeated);
    return unchanged
        ? gradients
        : Arrays.stream(gradients).map(RepeatedRows::expand).toArray(INDArray[]::new);
  }

  private void add(INDArray[][] gradients, Port port, INDArray gradient) {
    if (gradients[port.step()] == null) {
      gradients[port.step()] = new INDArray[results[port.step()].length];
    }
    INDArray[] at = gradients[port.step()];
    int k = port.output();
    INDArray before = at[k];
    at[k] = before == null ? gradient : sum(before, gradient);
    references.merge(memory(at[k]), 1, Integer::sum);
    if (before != null) {
      release(before);
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

  /** Returns the buffer that all views of an array share. */
  private static DataBuffer memory(INDArray array) {
    DataBuffer own = array.data();
    DataBuffer whole = own == null ? null : own.originalDataBuffer();
    return whole == null ? own : whole;
  }

  /** Returns the memory of an array to the pool when no pending array shares it. */
  private void release(INDArray gradient) {
    if (gradient != null
        && references.computeIfPresent(memory(gradient), (k, n) -> n == 1 ? null : n - 1) == null) {
      BufferPool.release(gradient);
    }
  }

  /** Returns the first statistic that is not finite, or null. */
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

  /** Stores the statistics that layers computed, after the step was found to be finite. */
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

  /** Passes the names and results of all steps to a consumer, to find non-finite values. */
  void eachActivation(java.util.function.BiConsumer<String, INDArray> consumer) {
    for (int i = 0; i < results.length; i++) {
      consumer.accept(plan.steps().get(i).name(), results[i][0].array());
    }
  }
}
