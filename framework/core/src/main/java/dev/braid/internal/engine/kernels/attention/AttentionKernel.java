package dev.braid.internal.engine.kernels.attention;

import dev.braid.Activation;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RowSoftmax;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.RandomDraws;
import dev.braid.internal.engine.kernels.elementwise.DropoutKernel;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.attention.Projection;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Multi-head attention: heads are strides in the projections, so nothing is turned around. */
public final class AttentionKernel extends FastKernel {
  /** The index of the attention mask among the inputs. */
  static final int ATTENTION_MASK = 3;

  private final MultiHeadAttention layer;
  private final ProjectionMath query;
  private final ProjectionMath key;
  private final ProjectionMath value;
  private final ProjectionMath output;

  private AttentionKernel(MultiHeadAttention layer, Kernel portable) {
    super(portable);
    this.layer = layer;
    query = new ProjectionMath(layer.query());
    key = new ProjectionMath(layer.key());
    value = new ProjectionMath(layer.value());
    output = new ProjectionMath(layer.output());
  }

  public static Kernel of(MultiHeadAttention layer, Kernel portable) {
    boolean plain =
        plain(layer.query()) && plain(layer.key()) && plain(layer.value()) && plain(layer.output());
    return plain && !layer.gates() && !layer.returnsScores()
        ? new AttentionKernel(layer, portable)
        : portable;
  }

  private static boolean plain(Projection layer) {
    return layer.activation() == Activation.LINEAR && layer.activityRegularizer() == null;
  }

  /**
   * Sequences alone; where a step sees nothing at all, dropout makes a difference that the formula
   * has.
   */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return inputs[0].unwrittenArray().rank() == 3 && (layer.dropout() == 0 || !masked(inputs));
  }

  private boolean masked(MaskedArray[] inputs) {
    boolean masked =
        layer.isCausal() || layer.slidingWindow() != null || inputs.length > ATTENTION_MASK;
    for (int i = 0; !masked && i < inputs.length; i++) {
      masked = inputs[i].mask() != null;
    }
    return masked;
  }

  /**
   * What the backward pass reads.
   *
   * @param count the number of inputs, the attention mask included
   * @param sight which steps see which, or null where all see all
   * @param weights the shares, before dropout
   * @param dropped after it; the same where nothing dropped
   * @param factors of dropout, or null
   */
  private record Seen(
      Floats[] inputs,
      int count,
      AttentionProducts heads,
      AttentionMask sight,
      Floats query,
      Floats key,
      Floats value,
      Floats weights,
      Floats dropped,
      Floats factors,
      Floats context)
      implements SavedState {}

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats[] in = new Floats[Math.min(inputs.length, ATTENTION_MASK)];
    for (int i = 0; i < in.length; i++) {
      in[i] = dense(inputs[i].array());
    }
    Floats keys = in[in.length - 1];
    int samples = Math.toIntExact(in[0].array().size(0));
    int asked = Math.toIntExact(in[0].array().size(1));
    int known = Math.toIntExact(keys.array().size(1));
    int count = Math.toIntExact(layer.heads());
    int keyWide = query.units(width(in[0]));
    int valueWide = value.units(width(in[1]));
    AttentionProducts heads =
        new AttentionProducts(samples, asked, known, count, keyWide / count, valueWide / count);
    Floats q = empty(samples, asked, keyWide);
    Floats k = empty(samples, known, keyWide);
    Floats v = empty(samples, known, valueWide);
    query.forward(call, in[0], width(in[0]), q);
    key.forward(call, keys, width(keys), k);
    value.forward(call, in[1], width(in[1]), v);
    Floats weights = empty(samples, count, asked, known);
    heads.scores(q, k, weights);
    AttentionMask sight = masked(inputs) ? AttentionMask.of(layer, inputs, asked, known) : null;
    if (sight != null) {
      sight.cover(weights, samples, count);
    }
    RowSoftmax.run(weights);
    boolean drops = call.training() && layer.dropout() > 0;
    Floats factors =
        drops
            ? DropoutKernel.factors(
                RandomDraws.first(call, null), layer.dropout(), weights.array().shape())
            : null;
    Floats dropped = drops ? DropoutKernel.times(weights, factors) : weights;
    Floats context = empty(samples, asked, valueWide);
    heads.context(dropped, v, context);
    Floats out = empty(samples, asked, output.units(valueWide));
    output.forward(call, context, valueWide, out);
    if (call.hasBackwardPass()) {
      call.save(
          new Seen(in, inputs.length, heads, sight, q, k, v, weights, dropped, factors, context));
    }
    long[] shape = inputs[0].array().shape().clone();
    shape[2] = out.array().size(2);
    return new MaskedArray[] {new MaskedArray(out.shaped(shape).array(), inputs[0].mask())};
  }

  private static int width(Floats array) {
    return Math.toIntExact(array.array().size(2));
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Seen seen = (Seen) call.saved();
    AttentionProducts heads = seen.heads();
    Floats gradient = dense(outputGradients[0]);
    int valueWide = width(seen.value());
    output.weights(call, seen.context(), valueWide, gradient);
    Floats atContext = empty(seen.context().array().shape());
    output.input(call, valueWide, gradient, false, atContext);
    Floats atWeights = empty(seen.weights().array().shape());
    Floats atValue = empty(seen.value().array().shape());
    heads.contextBack(seen.dropped(), seen.value(), atContext, atWeights, atValue);
    if (seen.factors() != null) {
      atWeights = DropoutKernel.times(atWeights, seen.factors());
    }
    Floats atScores = empty(seen.weights().array().shape());
    RowSoftmax.backward(seen.weights(), atWeights, atScores);
    if (seen.sight() != null) {
      seen.sight().close(atScores, heads.samples(), heads.heads());
    }
    Floats atQuery = empty(seen.query().array().shape());
    Floats atKey = empty(seen.key().array().shape());
    heads.scoresBack(seen.query(), seen.key(), atScores, atQuery, atKey);
    Floats[] in = seen.inputs();
    int last = in.length - 1;
    query.weights(call, in[0], width(in[0]), atQuery);
    key.weights(call, in[last], width(in[last]), atKey);
    value.weights(call, in[1], width(in[1]), atValue);
    INDArray[] back = new INDArray[seen.count()];
    if (call.requiresGradient(0)) {
      back[0] = input(call, query, in[0], atQuery, null);
    }
    if (call.requiresGradient(1)) {
      back[1] = input(call, value, in[1], atValue, null);
    }
    if (call.requiresGradient(last)) {
      back[last] = input(call, key, in[last], atKey, back[last]);
    }
    return back;
  }

  private static INDArray input(
      KernelCall call, ProjectionMath projection, Floats in, Floats gradient, INDArray before) {
    Floats back = before == null ? empty(in.array().shape()) : dense(before);
    projection.input(call, width(in), gradient, before != null, back);
    return back.array();
  }
}
