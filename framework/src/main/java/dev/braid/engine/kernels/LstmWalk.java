package dev.braid.engine.kernels;

import dev.braid.layers.rnn.LSTMCell;
import dev.braid.ops.ArrayMath;
import dev.braid.ops.Steps;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An LSTM's whole way through time as one operation.
 *
 * <p>On the tape every step would be some sixty small operations; here it is a dozen in place, and
 * what the slopes of all steps have in common is computed at once.
 */
final class LstmWalk {
  private final Bend bend;
  private final Bend gate;
  private final INDArray mask;
  private final long steps;
  private final long units;
  private final INDArray recurrent;

  /** States before and after every step, and at the very end the last carry. */
  private final Steps states;

  private final Steps carries;
  private final Steps bentCarries;
  private final Steps gates;

  private LstmWalk(LSTMCell cell, Value projected, INDArray recurrent, INDArray mask) {
    this.bend = new Bend(cell.activation());
    this.gate = new Bend(cell.recurrentActivation());
    this.mask = mask;
    this.steps = projected.size(0);
    this.units = cell.units();
    this.recurrent = recurrent;
    DataType type = projected.dataType();
    long samples = projected.size(1);
    gates = new Steps(projected.array().dup('c'));
    states = new Steps(ArrayMath.empty(type, steps + 2, samples, units));
    carries = new Steps(ArrayMath.empty(type, steps + 1, samples, units));
    bentCarries = new Steps(ArrayMath.empty(type, steps, samples, units));
  }

  static boolean knows(LSTMCell cell) {
    return Bend.knows(cell.activation()) && Bend.knows(cell.recurrentActivation());
  }

  /**
   * Walks.
   *
   * @param projected (steps, samples, 4 units)
   * @param mask (steps, samples) or null
   * @return the states after every step, and then the last carry
   */
  static Value run(
      LSTMCell cell, Value projected, Value kernel, List<Value> starts, INDArray mask) {
    LstmWalk walk = new LstmWalk(cell, projected, ArrayMath.dense(kernel.array()), mask);
    walk.forward(starts.get(0).array(), starts.get(1).array());
    return Value.primitive(
        walk.states.steps(1, walk.steps + 2).dup('c'),
        List.of(projected, kernel, starts.get(0), starts.get(1)),
        walk::backward);
  }

  private void forward(INDArray state, INDArray carry) {
    states.at(0).assign(state);
    carries.at(0).assign(carry);
    for (long t = 0; t < steps; t++) {
      INDArray h = states.at(t);
      INDArray c = carries.at(t);
      Steps.product(h, recurrent, false, gates.at(t), 1);
      gate.apply(gates.part(t, 0, 2 * units));
      INDArray candidate = gates.part(t, 2 * units, 3 * units);
      bend.apply(candidate);
      INDArray out = gates.part(t, 3 * units, 4 * units);
      gate.apply(out);
      INDArray next = carries.at(t + 1);
      gates.part(t, 0, units).muli(candidate, next);
      next.addi(gates.part(t, units, 2 * units).mul(c));
      bend.apply(next, bentCarries.at(t));
      INDArray shown = states.at(t + 1);
      out.muli(bentCarries.at(t), shown);
      if (mask != null) {
        keepAtPadding(next, c, t);
        keepAtPadding(shown, h, t);
      }
    }
    states.at(steps + 1).assign(carries.at(steps));
  }

  private INDArray real(long t) {
    return mask.slice(t).reshape('c', mask.size(1), 1);
  }

  private void keepAtPadding(INDArray next, INDArray before, long t) {
    next.subi(before).muliColumnVector(real(t)).addi(before);
  }

  private INDArray[] backward(INDArray slopes) {
    Steps given = new Steps(ArrayMath.dense(slopes));
    Steps byGates = slopesByCarry();
    INDArray dOut = gate.slope(gates.part(3 * units, 4 * units)).muli(bentCarries.matrix(0, steps));
    INDArray dCarry =
        bend.slope(bentCarries.matrix(0, steps)).muli(gates.part(3 * units, 4 * units));
    long samples = gates.array().size(1);
    Steps byOut = new Steps(dOut.reshape('c', steps, samples, units));
    Steps toCarry = new Steps(dCarry.reshape('c', steps, samples, units));
    INDArray h = Nd4j.zeros(gates.array().dataType(), samples, units);
    INDArray c = given.at(steps).dup('c');
    for (long t = steps - 1; t >= 0; t--) {
      h.addi(given.at(t));
      INDArray keptState = mask == null ? null : keep(h, t);
      INDArray keptCarry = mask == null ? null : keep(c, t);
      INDArray out = byGates.part(t, 3 * units, 4 * units);
      h.muli(byOut.at(t), out);
      c.addi(toCarry.at(t).muli(h));
      for (int k = 0; k < 3; k++) {
        byGates.part(t, k * units, (k + 1) * units).muli(c);
      }
      c.muli(gates.part(t, units, 2 * units));
      Steps.product(byGates.at(t), recurrent, true, h, 0);
      if (mask != null) {
        h.addi(keptState);
        c.addi(keptCarry);
      }
    }
    INDArray byKernel =
        Steps.productOfTransposed(states.matrix(0, steps), byGates.matrix(0, steps));
    return new INDArray[] {byGates.array(), byKernel, h, c};
  }

  /** What a slope of the carry is multiplied with for input gate, forget gate and candidate. */
  private Steps slopesByCarry() {
    Steps by = new Steps(ArrayMath.like(gates.array()));
    INDArray in = gates.part(0, units);
    INDArray forget = gates.part(units, 2 * units);
    INDArray candidate = gates.part(2 * units, 3 * units);
    gate.slope(in).muli(candidate, by.part(0, units));
    gate.slope(forget).muli(carries.matrix(0, steps), by.part(units, 2 * units));
    bend.slope(candidate).muli(in, by.part(2 * units, 3 * units));
    return by;
  }

  /** Takes the slope of padding out of a slope, and gives it. */
  private INDArray keep(INDArray slope, long t) {
    INDArray kept = slope.mulColumnVector(real(t).rsub(1));
    slope.muliColumnVector(real(t));
    return kept;
  }
}
