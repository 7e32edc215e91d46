package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.config.Config;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.PReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.Identity;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.core.Masking;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import dev.braid.layers.regularization.AlphaDropout;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.GaussianDropout;
import dev.braid.layers.regularization.GaussianNoise;
import dev.braid.layers.regularization.SpatialDropout1D;
import dev.braid.layers.regularization.SpatialDropout2D;
import dev.braid.layers.regularization.SpatialDropout3D;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The table of all layers by Keras' class name: adding a layer adds a row. */
public final class Layers {
  private static final Map<String, Function<Config, BaseLayer<?>>> TABLE = new LinkedHashMap<>();

  static {
    row("InputLayer", InputLayer::read);
    row("Dense", Dense::read);
    row("Masking", Masking::read);
    row("Activation", ActivationLayer::read);
    row("Identity", Identity::read);
    activation();
    merging();
    reshaping();
    regularization();
  }

  private Layers() {}

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
  }

  private static void row(String className, Function<Config, BaseLayer<?>> reader) {
    TABLE.put(className, reader);
  }

  public static Set<String> classNames() {
    return Set.copyOf(TABLE.keySet());
  }

  /** Makes a layer from Keras' object: its class name and configuration. */
  public static Layer read(Config object) {
    String className = object.text("class_name", "");
    Function<Config, BaseLayer<?>> reader = TABLE.get(className);
    if (reader == null) {
      throw new IllegalArgumentException("no layer is called " + className);
    }
    Config config = object.nested("config").orElseGet(Config::new);
    BaseLayer<?> layer = reader.apply(config);
    String name = config.text("name", null);
    if (name != null) {
      layer = layer.name(name);
    }
    return config.flag("trainable", true) ? layer : layer.trainable(false);
  }
}
