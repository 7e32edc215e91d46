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

/** Multi-head attention; heads are strided views of the projections, so nothing is transposed. */
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
   * Supports sequences only; with dropout it supports no masks, since the formula's dropout differs
   * for steps that attend to nothing.
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
   * The state for the backward pass.
   *
   * @param count the number of inputs, including the attention mask
   * @param mask the steps that may attend to each other, or null if all may
   * @param weights the attention weights before dropout
   * @param dropped the attention weights after dropout; the same without dropout
   * @param factors the factors of dropout, or null
   */
  private record Saved(
      Floats[] inputs,
      int count,
      AttentionProducts heads,
      AttentionMask mask,
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
    int queryLength = Math.toIntExact(in[0].array().size(1));
    int keyLength = Math.toIntExact(keys.array().size(1));
    int count = Math.toIntExact(layer.heads());
    int keyWidth = query.units(width(in[0]));
    int valueWidth = value.units(width(in[1]));
    AttentionProducts heads =
        new AttentionProducts(
            samples, queryLength, keyLength, count, keyWidth / count, valueWidth / count);
    Floats q = empty(samples, queryLength, keyWidth);
    Floats k = empty(samples, keyLength, keyWidth);
    Floats v = empty(samples, keyLength, valueWidth);
    query.forward(call, in[0], width(in[0]), q);
    key.forward(call, keys, width(keys), k);
    value.forward(call, in[1], width(in[1]), v);
    Floats weights = empty(samples, count, queryLength, keyLength);
    heads.scores(q, k, weights);
    AttentionMask mask =
        masked(inputs) ? AttentionMask.of(layer, inputs, queryLength, keyLength) : null;
    if (mask != null) {
      mask.apply(weights, samples, count);
    }
    RowSoftmax.run(weights);
    boolean hasDropout = call.training() && layer.dropout() > 0;
    Floats factors =
        hasDropout
            ? DropoutKernel.factors(
                RandomDraws.first(call, null), layer.dropout(), weights.array().shape())
            : null;
    Floats dropped = hasDropout ? DropoutKernel.multiply(weights, factors) : weights;
    Floats context = empty(samples, queryLength, valueWidth);
    heads.context(dropped, v, context);
    Floats out = empty(samples, queryLength, output.units(valueWidth));
    output.forward(call, context, valueWidth, out);
    if (call.hasBackwardPass()) {
      call.save(
          new Saved(in, inputs.length, heads, mask, q, k, v, weights, dropped, factors, context));
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
    Saved saved = (Saved) call.saved();
    AttentionProducts heads = saved.heads();
    Floats gradient = dense(outputGradients[0]);
    int valueWidth = width(saved.value());
    output.weights(call, saved.context(), valueWidth, gradient);
    Floats contextGradient = empty(saved.context().array().shape());
    output.input(call, valueWidth, gradient, false, contextGradient);
    Floats weightsGradient = empty(saved.weights().array().shape());
    Floats valueGradient = empty(saved.value().array().shape());
    heads.contextBackward(
        saved.dropped(), saved.value(), contextGradient, weightsGradient, valueGradient);
    if (saved.factors() != null) {
      weightsGradient = DropoutKernel.multiply(weightsGradient, saved.factors());
    }
    Floats scoresGradient = empty(saved.weights().array().shape());
    RowSoftmax.backward(saved.weights(), weightsGradient, scoresGradient);
    if (saved.mask() != null) {
      saved.mask().clear(scoresGradient, heads.samples(), heads.heads());
    }
    Floats queryGradient = empty(saved.query().array().shape());
    Floats keyGradient = empty(saved.key().array().shape());
    heads.scoresBackward(saved.query(), saved.key(), scoresGradient, queryGradient, keyGradient);
    Floats[] in = saved.inputs();
    int last = in.length - 1;
    query.weights(call, in[0], width(in[0]), queryGradient);
    key.weights(call, in[last], width(in[last]), keyGradient);
    value.weights(call, in[1], width(in[1]), valueGradient);
    INDArray[] inputGradients = new INDArray[saved.count()];
    if (call.requiresGradient(0)) {
      inputGradients[0] = input(call, query, in[0], queryGradient, null);
    }
    if (call.requiresGradient(1)) {
      inputGradients[1] = input(call, value, in[1], valueGradient, null);
    }
    if (call.requiresGradient(last)) {
      inputGradients[last] = input(call, key, in[last], keyGradient, inputGradients[last]);
    }
    return inputGradients;
  }

  private static INDArray input(
      KernelCall call, ProjectionMath projection, Floats in, Floats gradient, INDArray before) {
    Floats inputGradient = before == null ? empty(in.array().shape()) : dense(before);
    projection.input(call, width(in), gradient, before != null, inputGradient);
    return inputGradient.array();
  }
}
