package dev.braid.internal.engine.kernels.table;

import dev.braid.Layer;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.attention.AttentionKernel;
import dev.braid.internal.engine.kernels.convolution.ConvolutionKernel;
import dev.braid.internal.engine.kernels.convolution.GlobalAverageKernel;
import dev.braid.internal.engine.kernels.convolution.GlobalMaxKernel;
import dev.braid.internal.engine.kernels.convolution.PoolingKernel;
import dev.braid.internal.engine.kernels.convolution.SeparableKernel;
import dev.braid.internal.engine.kernels.convolution.TransposedKernel;
import dev.braid.internal.engine.kernels.dense.DenseKernel;
import dev.braid.internal.engine.kernels.dense.DotKernel;
import dev.braid.internal.engine.kernels.dense.EmbeddingKernel;
import dev.braid.internal.engine.kernels.elementwise.ActivationKernel;
import dev.braid.internal.engine.kernels.elementwise.ConcatenateKernel;
import dev.braid.internal.engine.kernels.elementwise.DropoutKernel;
import dev.braid.internal.engine.kernels.elementwise.MergeKernel;
import dev.braid.internal.engine.kernels.elementwise.PReluKernel;
import dev.braid.internal.engine.kernels.elementwise.ReshapeKernel;
import dev.braid.internal.engine.kernels.normalization.BatchNormalizationKernel;
import dev.braid.internal.engine.kernels.normalization.GroupNormalizationKernel;
import dev.braid.internal.engine.kernels.normalization.LayerNormalizationKernel;
import dev.braid.internal.engine.kernels.normalization.UnitNormalizationKernel;
import dev.braid.internal.engine.kernels.recurrent.BidirectionalKernel;
import dev.braid.internal.engine.kernels.recurrent.RecurrentDirection;
import dev.braid.internal.engine.kernels.recurrent.RecurrentKernel;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.text.PrintableText;
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
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of fast kernels: which layer has one. */
public final class FastKernels {
  private static final Logger LOG = LoggerFactory.getLogger(FastKernels.class);

  private static final Map<Class<?>, Factory<?>> TABLE = new HashMap<>();

  static {
    row(Dense.class, DenseKernel::new);
    row(Embedding.class, EmbeddingKernel::new);
    row(BaseConv.class, (layer, portable) -> ConvolutionKernel.of(layer, portable));
    row(BaseDepthwiseConv.class, (layer, portable) -> ConvolutionKernel.of(layer, portable));
    row(BaseSeparableConv.class, (layer, portable) -> SeparableKernel.of(layer, portable));
    row(BaseConvTranspose.class, (layer, portable) -> TransposedKernel.of(layer, portable));
    row(BasePooling.class, (layer, portable) -> PoolingKernel.of(layer, portable));
    row(BaseGlobalPooling.class, GlobalAverageKernel::new);
    row(GlobalMaxPooling1D.class, GlobalMaxKernel::new);
    row(GlobalMaxPooling2D.class, GlobalMaxKernel::new);
    row(GlobalMaxPooling3D.class, GlobalMaxKernel::new);
    row(BatchNormalization.class, BatchNormalizationKernel::new);
    row(LayerNormalization.class, LayerNormalizationKernel::of);
    row(GroupNormalization.class, GroupNormalizationKernel::new);
    row(UnitNormalization.class, UnitNormalizationKernel::new);
    row(MultiHeadAttention.class, AttentionKernel::of);
    row(Merge.class, (layer, portable) -> MergeKernel.of(layer, portable));
    row(Dot.class, DotKernel::new);
    row(Concatenate.class, ConcatenateKernel::new);
    row(Flatten.class, ReshapeKernel::of);
    row(Reshape.class, ReshapeKernel::of);
    row(ActivationLayer.class, ActivationKernel::of);
    row(ReLU.class, ActivationKernel::of);
    row(Softmax.class, ActivationKernel::of);
    row(LeakyReLU.class, ActivationKernel::of);
    row(ELU.class, ActivationKernel::of);
    row(PReLU.class, PReluKernel::new);
    row(Dropout.class, DropoutKernel::of);
    row(SpatialDropout.class, (layer, portable) -> DropoutKernel.of(layer, portable));
    row(Recurrent.class, FastKernels::recurrent);
    row(Bidirectional.class, BidirectionalKernel::of);
  }

  private FastKernels() {}

  /**
   * Makes the kernel of a layer.
   *
   * @param <L> the layer
   */
  @FunctionalInterface
  private interface Factory<L> {
    /** The fast kernel, or the portable one where the layer's options have no fast one. */
    Kernel of(L layer, Kernel portable);
  }

  private static <L> void row(Class<L> layer, Factory<L> factory) {
    TABLE.put(layer, factory);
  }

  private static Kernel recurrent(Recurrent<?> layer, Kernel portable) {
    RecurrentDirection recurrence = RecurrentDirection.of(layer);
    return recurrence == null ? portable : new RecurrentKernel(recurrence, portable);
  }

  /** The fast kernel of a layer, which falls back on the portable one; else that one itself. */
  public static Kernel of(Layer layer, Kernel portable, ExecutionPolicy policy) {
    Kernel chosen =
        policy.fastKernels() && layer.activityRegularizer() == null
            ? chosen(layer, portable)
            : portable;
    LOG.debug(
        "{} runs on {}",
        PrintableText.line(layer.nameOrAutomatic()),
        chosen.getClass().getSimpleName());
    return chosen;
  }

  /** The row of the layer's class, or of the nearest class above it. */
  @SuppressWarnings("unchecked")
  private static Kernel chosen(Layer layer, Kernel portable) {
    for (Class<?> type = layer.getClass(); type != null; type = type.getSuperclass()) {
      Factory<?> factory = TABLE.get(type);
      if (factory != null) {
        return ((Factory<Layer>) factory).of(layer, portable);
      }
    }
    return portable;
  }
}
