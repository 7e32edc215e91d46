package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An LSTM over all steps as one operation on arrays.
 *
 * <p>On the tape every step would be about sixty small operations; here it is a dozen in place, and
 * computations that the gradients of all steps share are done once.
 */
public final class LstmSequence {
  private final InPlaceActivation activation;
  private final InPlaceActivation gate;
  private final @Nullable INDArray mask;
  private final long steps;
  private final long units;
  private final INDArray recurrent;

  /** The states before and after every step, followed by the last cell state. */
  private final StepArray states;

  private final StepArray carries;
  private final StepArray shownCarries;
  private final StepArray gates;

  private LstmSequence(
      InPlaceActivation activation,
      InPlaceActivation gate,
      INDArray[] arrays,
      @Nullable INDArray mask) {
    this.activation = activation;
    this.gate = gate;
    this.mask = mask;
    gates = new StepArray(arrays[0].dup('c'));
    recurrent = ArrayMath.dense(arrays[1]);
    steps = arrays[0].size(0);
    units = recurrent.size(0);
    DataType type = arrays[0].dataType();
    long samples = arrays[0].size(1);
    states = new StepArray(ArrayMath.empty(type, steps + 2, samples, units));
    carries = new StepArray(ArrayMath.empty(type, steps + 1, samples, units));
    shownCarries = new StepArray(ArrayMath.empty(type, steps, samples, units));
  }

  /** True for arrays and for activations whose derivative follows from their result. */
  public static boolean supports(Value x, String activation, String gate) {
    return x instanceof ArrayValue
        && InPlaceActivation.supports(activation)
        && InPlaceActivation.supports(gate);
  }

  /**
   * Computes all steps.
   *
   * @param activation of the candidate and of the cell state
   * @param gate the activation of the gates
   * @param projected the input-dependent terms of the gates: (steps, samples, 4 units)
   * @param kernel of the state
   * @param starts state and cell state before the first step
   * @param mask (steps, samples) or null
   * @return the states after every step, followed by the last cell state
   */
  public static Value run(
      String activation,
      String gate,
      Value projected,
      Value kernel,
      List<Value> starts,
      @Nullable Value mask) {
    LstmSequence sequence =
        new LstmSequence(
            new InPlaceActivation(activation),
            new InPlaceActivation(gate),
            new INDArray[] {projected.array(), kernel.array()},
            mask == null ? null : mask.array());
    sequence.forward(starts.get(0).array(), starts.get(1).array());
    return Value.primitive(
        sequence.states.steps(1, sequence.steps + 2).dup('c'),
        List.of(projected, kernel, starts.get(0), starts.get(1)),
        sequence::backward);
  }

  private void forward(INDArray state, INDArray carry) {
    states.at(0).assign(state);
    carries.at(0).assign(carry);
    for (long t = 0; t < steps; t++) {
      INDArray h = states.at(t);
      INDArray c = carries.at(t);
      StepArray.product(h, recurrent, false, gates.at(t), 1);
      gate.apply(gates.part(t, 0, 2 * units));
      INDArray candidate = gates.part(t, 2 * units, 3 * units);
      activation.apply(candidate);
      INDArray out = gates.part(t, 3 * units, 4 * units);
      gate.apply(out);
      INDArray next = carries.at(t + 1);
      gates.part(t, 0, units).muli(candidate, next);
      next.addi(gates.part(t, units, 2 * units).mul(c));
      activation.apply(next, shownCarries.at(t));
      INDArray shown = states.at(t + 1);
      out.muli(shownCarries.at(t), shown);
      if (mask != null) {
        INDArray real = real(mask, t);
        keepAtPadding(next, c, real);
        keepAtPadding(shown, h, real);
      }
    }
    states.at(steps + 1).assign(carries.at(steps));
  }

  private static INDArray real(INDArray mask, long t) {
    return mask.slice(t).reshape('c', mask.size(1), 1);
  }

  private static void keepAtPadding(INDArray next, INDArray before, INDArray real) {
    next.subi(before).muliColumnVector(real).addi(before);
  }

  private INDArray[] backward(INDArray gradient) {
    StepArray given = new StepArray(ArrayMath.dense(gradient));
    StepArray byGates = derivativesByCarry();
    INDArray dOut =
        gate.derivative(gates.part(3 * units, 4 * units)).muli(shownCarries.matrix(0, steps));
    INDArray dCarry =
        activation.derivative(shownCarries.matrix(0, steps)).muli(gates.part(3 * units, 4 * units));
    long samples = gates.array().size(1);
    StepArray byOut = new StepArray(dOut.reshape('c', steps, samples, units));
    StepArray toCarry = new StepArray(dCarry.reshape('c', steps, samples, units));
    INDArray h = Nd4j.zeros(gates.array().dataType(), samples, units);
    INDArray c = given.at(steps).dup('c');
    for (long t = steps - 1; t >= 0; t--) {
      h.addi(given.at(t));
      INDArray real = mask == null ? null : real(mask, t);
      INDArray keptState = real == null ? null : keep(h, real);
      INDArray keptCarry = real == null ? null : keep(c, real);
      INDArray out = byGates.part(t, 3 * units, 4 * units);
      h.muli(byOut.at(t), out);
      c.addi(toCarry.at(t).muli(h));
      for (int k = 0; k < 3; k++) {
        byGates.part(t, k * units, (k + 1) * units).muli(c);
      }
      c.muli(gates.part(t, units, 2 * units));
      StepArray.product(byGates.at(t), recurrent, true, h, 0);
      if (keptState != null && keptCarry != null) {
        h.addi(keptState);
        c.addi(keptCarry);
      }
    }
    INDArray byKernel =
        StepArray.productOfTransposed(states.matrix(0, steps), byGates.matrix(0, steps));
    return new INDArray[] {byGates.array(), byKernel, h, c};
  }

  /** The factors of a gradient of the cell state for input gate, forget gate and candidate. */
  private StepArray derivativesByCarry() {
    StepArray by = new StepArray(ArrayMath.like(gates.array()));
    INDArray in = gates.part(0, units);
    INDArray forget = gates.part(units, 2 * units);
    INDArray candidate = gates.part(2 * units, 3 * units);
    gate.derivative(in).muli(candidate, by.part(0, units));
    gate.derivative(forget).muli(carries.matrix(0, steps), by.part(units, 2 * units));
    activation.derivative(candidate).muli(in, by.part(2 * units, 3 * units));
    return by;
  }

  /** Removes the gradient of padded steps from a gradient, and returns it. */
  private static INDArray keep(INDArray gradient, INDArray real) {
    INDArray kept = gradient.mulColumnVector(real.rsub(1));
    gradient.muliColumnVector(real);
    return kept;
  }
}
