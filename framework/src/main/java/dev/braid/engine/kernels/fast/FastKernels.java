package dev.braid.engine.kernels.fast;

import dev.braid.Layer;
import dev.braid.config.PrintableText;
import dev.braid.engine.fast.Choice;
import dev.braid.engine.kernels.Kernel;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.convolutional.BaseConv;
import dev.braid.layers.convolutional.BaseConvTranspose;
import dev.braid.layers.convolutional.BaseDepthwiseConv;
import dev.braid.layers.convolutional.BaseSeparableConv;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Merge;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import dev.braid.layers.pooling.BaseGlobalPooling;
import dev.braid.layers.pooling.BasePooling;
import dev.braid.layers.pooling.GlobalMaxPooling1D;
import dev.braid.layers.pooling.GlobalMaxPooling2D;
import dev.braid.layers.pooling.GlobalMaxPooling3D;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.SpatialDropout;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a fast kernel where there is one. */
public final class FastKernels {
  private static final Logger LOG = LoggerFactory.getLogger(FastKernels.class);

  private FastKernels() {}

  /** The fast kernel of a layer, which falls back on the portable one; else that one itself. */
  public static Kernel of(Layer layer, Kernel portable) {
    Kernel chosen = chosen(layer, portable);
    LOG.debug(
        "{} runs on {}",
        PrintableText.line(layer.nameOrAutomatic()),
        chosen.getClass().getSimpleName());
    return chosen;
  }

  private static Kernel chosen(Layer layer, Kernel portable) {
    if (!Choice.fast() || layer.activityRegularizer() != null) {
      return portable;
    }
    if (layer instanceof Dense dense) {
      return new DenseKernel(dense, portable);
    }
    if (layer instanceof Embedding embedding) {
      return new EmbeddingKernel(embedding, portable);
    }
    if (layer instanceof BaseConv<?> convolution) {
      return ConvolutionKernel.of(convolution, portable);
    }
    if (layer instanceof BaseDepthwiseConv<?> convolution) {
      return ConvolutionKernel.of(convolution, portable);
    }
    if (layer instanceof BaseSeparableConv<?> convolution) {
      return SeparableKernel.of(convolution, portable);
    }
    if (layer instanceof BaseConvTranspose<?> convolution) {
      return TransposedKernel.of(convolution, portable);
    }
    if (layer instanceof BasePooling<?> pooling) {
      return PoolingKernel.of(pooling, portable);
    }
    if (layer instanceof BatchNormalization normalization) {
      return new BatchNormalizationKernel(normalization, portable);
    }
    if (layer instanceof LayerNormalization normalization) {
      return LayerNormalizationKernel.of(normalization, portable);
    }
    if (layer instanceof GroupNormalization normalization) {
      return new GroupNormalizationKernel(normalization, portable);
    }
    if (layer instanceof UnitNormalization normalization) {
      return new UnitNormalizationKernel(normalization, portable);
    }
    if (layer instanceof MultiHeadAttention attention) {
      return AttentionKernel.of(attention, portable);
    }
    if (layer instanceof Merge<?> merge) {
      return MergeKernel.of(merge, portable);
    }
    if (layer instanceof Dot dot) {
      return new DotKernel(dot, portable);
    }
    if (layer instanceof Concatenate concatenate) {
      return new ConcatenateKernel(concatenate, portable);
    }
    if (layer instanceof Flatten flatten) {
      return ReshapeKernel.of(flatten, portable);
    }
    if (layer instanceof Reshape reshape) {
      return ReshapeKernel.of(reshape, portable);
    }
    if (layer instanceof ActivationLayer
        || layer instanceof ReLU
        || layer instanceof Softmax
        || layer instanceof LeakyReLU
        || layer instanceof ELU) {
      return ActivationKernel.of(layer, portable);
    }
    if (layer instanceof PReLU prelu) {
      return new PReluKernel(prelu, portable);
    }
    if (layer instanceof Dropout dropout) {
      return DropoutKernel.of(dropout, portable);
    }
    if (layer instanceof SpatialDropout<?> dropout) {
      return DropoutKernel.of(dropout, portable);
    }
    if (layer instanceof BaseGlobalPooling<?> pooling) {
      boolean largest =
          layer instanceof GlobalMaxPooling1D
              || layer instanceof GlobalMaxPooling2D
              || layer instanceof GlobalMaxPooling3D;
      return largest
          ? new GlobalMaxKernel(pooling, portable)
          : new GlobalAverageKernel(pooling, portable);
    }
    if (layer instanceof Recurrent<?> recurrent) {
      Recurrence way = Recurrence.of(recurrent);
      return way == null ? portable : new RecurrentKernel(way, portable);
    }
    if (layer instanceof Bidirectional both) {
      return BidirectionalKernel.of(both, portable);
    }
    return portable;
  }
}
