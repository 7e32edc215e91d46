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

/** The table of fast kernels by layer class. */
public final class FastKernels {
  private static final Logger LOG = LoggerFactory.getLogger(FastKernels.class);

  private static final Map<Class<?>, Factory<?>> TABLE = new HashMap<>();

  static {
    register(Dense.class, DenseKernel::new);
    register(Embedding.class, EmbeddingKernel::new);
    register(BaseConv.class, (layer, portable) -> ConvolutionKernel.of(layer, portable));
    register(BaseDepthwiseConv.class, (layer, portable) -> ConvolutionKernel.of(layer, portable));
    register(BaseSeparableConv.class, (layer, portable) -> SeparableKernel.of(layer, portable));
    register(BaseConvTranspose.class, (layer, portable) -> TransposedKernel.of(layer, portable));
    register(BasePooling.class, (layer, portable) -> PoolingKernel.of(layer, portable));
    register(BaseGlobalPooling.class, GlobalAverageKernel::new);
    register(GlobalMaxPooling1D.class, GlobalMaxKernel::new);
    register(GlobalMaxPooling2D.class, GlobalMaxKernel::new);
    register(GlobalMaxPooling3D.class, GlobalMaxKernel::new);
    register(BatchNormalization.class, BatchNormalizationKernel::new);
    register(LayerNormalization.class, LayerNormalizationKernel::of);
    register(GroupNormalization.class, GroupNormalizationKernel::new);
    register(UnitNormalization.class, UnitNormalizationKernel::new);
    register(MultiHeadAttention.class, AttentionKernel::of);
    register(Merge.class, (layer, portable) -> MergeKernel.of(layer, portable));
    register(Dot.class, DotKernel::new);
    register(Concatenate.class, ConcatenateKernel::new);
    register(Flatten.class, ReshapeKernel::of);
    register(Reshape.class, ReshapeKernel::of);
    register(ActivationLayer.class, ActivationKernel::of);
    register(ReLU.class, ActivationKernel::of);
    register(Softmax.class, ActivationKernel::of);
    register(LeakyReLU.class, ActivationKernel::of);
    register(ELU.class, ActivationKernel::of);
    register(PReLU.class, PReluKernel::new);
    register(Dropout.class, DropoutKernel::of);
    register(SpatialDropout.class, (layer, portable) -> DropoutKernel.of(layer, portable));
    register(Recurrent.class, FastKernels::recurrent);
    register(Bidirectional.class, BidirectionalKernel::of);
  }

  private FastKernels() {}

  /**
   * Creates the kernel of a layer.
   *
   * @param <L> the type of the layer
   */
  @FunctionalInterface
  private interface Factory<L> {
    /** Returns the fast kernel, or the portable one if it does not support the layer's options. */
    Kernel of(L layer, Kernel portable);
  }

  private static <L> void register(Class<L> layer, Factory<L> factory) {
    TABLE.put(layer, factory);
  }

  private static Kernel recurrent(Recurrent<?> layer, Kernel portable) {
    RecurrentDirection recurrence = RecurrentDirection.of(layer);
    return recurrence == null ? portable : new RecurrentKernel(recurrence, portable);
  }

  /** Returns the fast kernel of a layer, which may use the portable one, or the portable one. */
  public static Kernel of(Layer layer, Kernel portable, ExecutionPolicy policy) {
    Kernel kernel =
        policy.fastKernels() && layer.activityRegularizer() == null
            ? lookUp(layer, portable)
            : portable;
    LOG.debug(
        "{} runs on {}",
        PrintableText.line(layer.nameOrAutomatic()),
        kernel.getClass().getSimpleName());
    return kernel;
  }

  /** Returns the kernel registered for the layer's class or its nearest superclass. */
  @SuppressWarnings("unchecked")
  private static Kernel lookUp(Layer layer, Kernel portable) {
    for (Class<?> type = layer.getClass(); type != null; type = type.getSuperclass()) {
      Factory<?> factory = TABLE.get(type);
      if (factory != null) {
        return ((Factory<Layer>) factory).of(layer, portable);
      }
    }
    return portable;
  }
}
