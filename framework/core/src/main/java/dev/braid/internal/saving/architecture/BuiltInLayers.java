package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.internal.text.Nearest;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.AdditiveAttention;
import dev.braid.layers.attention.Attention;
import dev.braid.layers.attention.GroupQueryAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.augmentation.RandomBrightness;
import dev.braid.layers.augmentation.RandomContrast;
import dev.braid.layers.augmentation.RandomCrop;
import dev.braid.layers.augmentation.RandomFlip;
import dev.braid.layers.augmentation.RandomRotation;
import dev.braid.layers.augmentation.RandomTranslation;
import dev.braid.layers.augmentation.RandomZoom;
import dev.braid.layers.convolutional.Conv1D;
import dev.braid.layers.convolutional.Conv1DTranspose;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.convolutional.Conv2DTranspose;
import dev.braid.layers.convolutional.Conv3D;
import dev.braid.layers.convolutional.Conv3DTranspose;
import dev.braid.layers.convolutional.DepthwiseConv1D;
import dev.braid.layers.convolutional.DepthwiseConv2D;
import dev.braid.layers.convolutional.SeparableConv1D;
import dev.braid.layers.convolutional.SeparableConv2D;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.EinsumDense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.core.Masking;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.CustomScaleLayer;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.LayerScale;
import dev.braid.layers.normalization.RMSNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import dev.braid.layers.pooling.AdaptiveAveragePooling1D;
import dev.braid.layers.pooling.AdaptiveAveragePooling2D;
import dev.braid.layers.pooling.AdaptiveAveragePooling3D;
import dev.braid.layers.pooling.AdaptiveMaxPooling1D;
import dev.braid.layers.pooling.AdaptiveMaxPooling2D;
import dev.braid.layers.pooling.AdaptiveMaxPooling3D;
import dev.braid.layers.pooling.AveragePooling1D;
import dev.braid.layers.pooling.AveragePooling2D;
import dev.braid.layers.pooling.AveragePooling3D;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.pooling.GlobalAveragePooling2D;
import dev.braid.layers.pooling.GlobalAveragePooling3D;
import dev.braid.layers.pooling.GlobalMaxPooling1D;
import dev.braid.layers.pooling.GlobalMaxPooling2D;
import dev.braid.layers.pooling.GlobalMaxPooling3D;
import dev.braid.layers.pooling.MaxPooling1D;
import dev.braid.layers.pooling.MaxPooling2D;
import dev.braid.layers.pooling.MaxPooling3D;
import dev.braid.layers.preprocessing.CategoryEncoding;
import dev.braid.layers.preprocessing.CenterCrop;
import dev.braid.layers.preprocessing.Discretization;
import dev.braid.layers.preprocessing.HashedCrossing;
import dev.braid.layers.preprocessing.Hashing;
import dev.braid.layers.preprocessing.IntegerLookup;
import dev.braid.layers.preprocessing.Normalization;
import dev.braid.layers.preprocessing.Rescaling;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.layers.preprocessing.StringLookup;
import dev.braid.layers.preprocessing.TextVectorization;
import dev.braid.layers.regularization.ActivityRegularization;
import dev.braid.layers.regularization.AlphaDropout;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.GaussianDropout;
import dev.braid.layers.regularization.GaussianNoise;
import dev.braid.layers.regularization.SpatialDropout1D;
import dev.braid.layers.regularization.SpatialDropout2D;
import dev.braid.layers.regularization.SpatialDropout3D;
import dev.braid.layers.regularization.StochasticDepth;
import dev.braid.layers.reshaping.Cropping1D;
import dev.braid.layers.reshaping.Cropping2D;
import dev.braid.layers.reshaping.Cropping3D;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.layers.reshaping.UpSampling1D;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.layers.reshaping.UpSampling3D;
import dev.braid.layers.reshaping.ZeroPadding1D;
import dev.braid.layers.reshaping.ZeroPadding2D;
import dev.braid.layers.reshaping.ZeroPadding3D;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.ConvLSTM1D;
import dev.braid.layers.rnn.ConvLSTM2D;
import dev.braid.layers.rnn.ConvLSTM3D;
import dev.braid.layers.rnn.GRU;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTM;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.RNN;
import dev.braid.layers.rnn.SimpleRNN;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.layers.rnn.TimeDistributed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The table of all built-in layers by Keras' class name. */
public final class BuiltInLayers {
  private static final Map<String, Function<Config, BaseLayer<?>>> TABLE = new LinkedHashMap<>();

  static {
    row("InputLayer", InputLayer::read);
    row("Dense", Dense::read);
    row("EinsumDense", EinsumDense::read);
    row("Masking", Masking::read);
    recurrent();
    convolutional();
    pooling();
    normalization();
    spatial();
    row("Activation", ActivationLayer::read);
    row("Identity", Identity::read);
    activation();
    merging();
    reshaping();
    regularization();
    preprocessing();
  }

  private BuiltInLayers() {}

  private static void recurrent() {
    row("Embedding", Embedding::read);
    row("SimpleRNN", SimpleRNN::read);
    row("LSTM", LSTM::read);
    row("GRU", GRU::read);
    row("ConvLSTM1D", ConvLSTM1D::read);
    row("ConvLSTM2D", ConvLSTM2D::read);
    row("ConvLSTM3D", ConvLSTM3D::read);
    row("RNN", RNN::read);
    row("SimpleRNNCell", SimpleRNNCell::read);
    row("LSTMCell", LSTMCell::read);
    row("GRUCell", GRUCell::read);
    row("StackedRNNCells", StackedRNNCells::read);
    row("Bidirectional", Bidirectional::read);
    row("TimeDistributed", TimeDistributed::read);
    row("Attention", Attention::read);
    row("AdditiveAttention", AdditiveAttention::read);
    row("MultiHeadAttention", MultiHeadAttention::read);
    row("GroupQueryAttention", GroupQueryAttention::read);
  }

  private static void convolutional() {
    row("Conv1D", Conv1D::read);
    row("Conv2D", Conv2D::read);
    row("Conv3D", Conv3D::read);
    row("Conv1DTranspose", Conv1DTranspose::read);
    row("Conv2DTranspose", Conv2DTranspose::read);
    row("Conv3DTranspose", Conv3DTranspose::read);
    row("DepthwiseConv1D", DepthwiseConv1D::read);
    row("DepthwiseConv2D", DepthwiseConv2D::read);
    row("SeparableConv1D", SeparableConv1D::read);
    row("SeparableConv2D", SeparableConv2D::read);
  }

  private static void pooling() {
    row("MaxPooling1D", MaxPooling1D::read);
    row("MaxPooling2D", MaxPooling2D::read);
    row("MaxPooling3D", MaxPooling3D::read);
    row("AveragePooling1D", AveragePooling1D::read);
    row("AveragePooling2D", AveragePooling2D::read);
    row("AveragePooling3D", AveragePooling3D::read);
    row("GlobalMaxPooling1D", GlobalMaxPooling1D::read);
    row("GlobalMaxPooling2D", GlobalMaxPooling2D::read);
    row("GlobalMaxPooling3D", GlobalMaxPooling3D::read);
    row("GlobalAveragePooling1D", GlobalAveragePooling1D::read);
    row("GlobalAveragePooling2D", GlobalAveragePooling2D::read);
    row("GlobalAveragePooling3D", GlobalAveragePooling3D::read);
    row("AdaptiveAveragePooling1D", AdaptiveAveragePooling1D::read);
    row("AdaptiveAveragePooling2D", AdaptiveAveragePooling2D::read);
    row("AdaptiveAveragePooling3D", AdaptiveAveragePooling3D::read);
    row("AdaptiveMaxPooling1D", AdaptiveMaxPooling1D::read);
    row("AdaptiveMaxPooling2D", AdaptiveMaxPooling2D::read);
    row("AdaptiveMaxPooling3D", AdaptiveMaxPooling3D::read);
  }

  private static void normalization() {
    row("BatchNormalization", BatchNormalization::read);
    row("LayerNormalization", LayerNormalization::read);
    row("GroupNormalization", GroupNormalization::read);
    row("UnitNormalization", UnitNormalization::read);
    row("RMSNormalization", RMSNormalization::read);
    row("LayerScale", LayerScale::read);
  }

  private static void activation() {
    row("ReLU", ReLU::read);
    row("LeakyReLU", LeakyReLU::read);
    row("PReLU", PReLU::read);
    row("ELU", ELU::read);
    row("Softmax", Softmax::read);
  }

  private static void merging() {
    row("Add", Add::read);
    row("Subtract", Subtract::read);
    row("Multiply", Multiply::read);
    row("Average", Average::read);
    row("Maximum", Maximum::read);
    row("Minimum", Minimum::read);
    row("Concatenate", Concatenate::read);
    row("Dot", Dot::read);
    row("CustomScaleLayer", CustomScaleLayer::read);
  }

  private static void spatial() {
    row("ZeroPadding1D", ZeroPadding1D::read);
    row("ZeroPadding2D", ZeroPadding2D::read);
    row("ZeroPadding3D", ZeroPadding3D::read);
    row("Cropping1D", Cropping1D::read);
    row("Cropping2D", Cropping2D::read);
    row("Cropping3D", Cropping3D::read);
    row("UpSampling1D", UpSampling1D::read);
    row("UpSampling2D", UpSampling2D::read);
    row("UpSampling3D", UpSampling3D::read);
  }

  private static void reshaping() {
    row("Flatten", Flatten::read);
    row("Reshape", Reshape::read);
    row("Permute", Permute::read);
    row("RepeatVector", RepeatVector::read);
  }

  private static void regularization() {
    row("Dropout", Dropout::read);
    row("SpatialDropout1D", SpatialDropout1D::read);
    row("SpatialDropout2D", SpatialDropout2D::read);
    row("SpatialDropout3D", SpatialDropout3D::read);
    row("GaussianNoise", GaussianNoise::read);
    row("GaussianDropout", GaussianDropout::read);
    row("AlphaDropout", AlphaDropout::read);
    row("StochasticDepth", StochasticDepth::read);
    row("ActivityRegularization", ActivityRegularization::read);
  }

  private static void preprocessing() {
    row("Rescaling", Rescaling::read);
    row("Normalization", Normalization::read);
    row("CategoryEncoding", CategoryEncoding::read);
    row("Discretization", Discretization::read);
    row("StringLookup", StringLookup::read);
    row("IntegerLookup", IntegerLookup::read);
    row("TextVectorization", TextVectorization::read);
    row("Hashing", Hashing::read);
    row("HashedCrossing", HashedCrossing::read);
    row("Resizing", Resizing::read);
    row("CenterCrop", CenterCrop::read);
    row("RandomBrightness", RandomBrightness::read);
    row("RandomContrast", RandomContrast::read);
    row("RandomCrop", RandomCrop::read);
    row("RandomFlip", RandomFlip::read);
    row("RandomRotation", RandomRotation::read);
    row("RandomTranslation", RandomTranslation::read);
    row("RandomZoom", RandomZoom::read);
  }

  private static void row(String className, Function<Config, BaseLayer<?>> reader) {
    TABLE.put(className, reader);
  }

  public static Set<String> classNames() {
    return Collections.unmodifiableSet(TABLE.keySet());
  }

  /**
   * Creates a layer from Keras' object: its class name and configuration.
   *
   * @param reader looks up registered classes first, and creates nested objects
   */
  static Layer read(Object written, ObjectReader reader) {
    return reader
        .readRegistered(Layer.class, written)
        .orElseGet(() -> readBuiltIn(object(written, reader)));
  }

  /** Returns Keras' object of a layer; refuses any other value. */
  static Config object(Object written, ObjectReader reader) {
    if (written instanceof Map<?, ?> object) {
      return Config.fromMap(object, reader);
    }
    throw new IllegalArgumentException("expected an object for a layer, received " + written);
  }

  /** Creates a built-in layer. */
  static Layer readBuiltIn(Config object) {
    String className = object.text("class_name", "");
    Function<Config, ? extends BaseLayer<?>> reader = TABLE.get(className);
    if (reader == null) {
      throw unknown(className);
    }
    Config config = object.nested("config").orElseGet(Config::new);
    BaseLayer<?> layer = reader.apply(config);
    String name = config.textOrNull("name");
    if (name != null) {
      layer = layer.name(name);
    }
    return config.flag("trainable", true) ? layer : layer.trainable(false);
  }

  private static StructureException unknown(String className) {
    String fix =
        className.equals("Lambda")
            ? "Replace it by a custom layer that is registered in Python and in Java: its function"
                + " is Python code, which is never run."
            : Nearest.to(className, List.copyOf(TABLE.keySet()))
                .map(name -> "Did you mean \"" + name + "\"?")
                .orElse(
                    "Register a Java class for it: Model.load(path, Registry.empty().layer(\""
                        + className
                        + "\", config -> …)).");
    return StructureException.of(
        "A layer cannot be read",
        new Problem(
            "unknown-layer",
            className,
            "a layer of Keras that Braid supports",
            "received \"" + className + '"',
            fix));
  }
}
