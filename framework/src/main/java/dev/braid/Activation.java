package dev.braid;

import dev.braid.config.Family;
import dev.braid.config.ObjectReader;
import dev.braid.layers.LayerActivation;
import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A function of each element, or of each row, that a layer computes.
 *
 * <p>Besides those of Keras, a program may have activations of its own ({@link #of(String,
 * UnaryOperator)}), and a layer without weights can be one ({@link #of(Layer)}).
 */
public final class Activation {
  private static final Map<String, Activation> STANDARD = new LinkedHashMap<>();

  public static final Activation LINEAR = standard("LINEAR", x -> x);
  public static final Activation RELU = standard("RELU", Value::relu);
  public static final Activation SIGMOID = standard("SIGMOID", Value::sigmoid);
  public static final Activation TANH = standard("TANH", Value::tanh);
  public static final Activation SOFTMAX = standard("SOFTMAX", x -> x.softmax(-1));

  /** With slope 0.2 below zero; the layer {@code leakyRelu(a)} has a slope of its own. */
  public static final Activation LEAKY_RELU =
      standard("LEAKY_RELU", x -> positive(x).subtract(x.negate().relu().multiply(0.2)));

  public static final Activation ELU = standard("ELU", x -> x.relu().add(negative(x).expm1()));
  public static final Activation SOFTPLUS = standard("SOFTPLUS", Value::softplus);
  public static final Activation SELU =
      standard(
          "SELU",
          x ->
              x.relu()
                  .multiply(1.0507009873554805)
                  .add(negative(x).expm1().multiply(1.7580993408473766)));

  /** The exact form with the error function. */
  public static final Activation GELU =
      standard("GELU", x -> x.multiply(x.multiply(Math.sqrt(0.5)).erf().add(1)).multiply(0.5));

  public static final Activation SILU = standard("SILU", x -> x.multiply(x.sigmoid()));
  public static final Activation SOFTSIGN = standard("SOFTSIGN", x -> x.divide(x.abs().add(1)));
  public static final Activation HARD_SIGMOID =
      standard("HARD_SIGMOID", x -> x.add(3).clip(0, 6).divide(6));
  public static final Activation EXPONENTIAL = standard("EXPONENTIAL", Value::exp);
  public static final Activation LOG_SOFTMAX = standard("LOG_SOFTMAX", x -> x.logSoftmax(-1));
  public static final Activation RELU6 = standard("RELU6", x -> x.relu().clip(0, 6));
  public static final Activation MISH = standard("MISH", x -> x.multiply(x.softplus().tanh()));
  public static final Activation HARD_SWISH =
      standard("HARD_SWISH", x -> x.multiply(x.add(3).clip(0, 6)).divide(6));
  public static final Activation HARD_TANH = standard("HARD_TANH", x -> x.clip(-1, 1));
  public static final Activation CELU = standard("CELU", x -> x.relu().add(negative(x).expm1()));
  public static final Activation LOG_SIGMOID =
      standard("LOG_SIGMOID", x -> x.negate().softplus().negate());
  public static final Activation TANH_SHRINK = standard("TANH_SHRINK", x -> x.subtract(x.tanh()));
  public static final Activation SOFT_SHRINK =
      standard("SOFT_SHRINK", x -> x.subtract(0.5).relu().subtract(x.add(0.5).negate().relu()));
  public static final Activation HARD_SHRINK =
      standard("HARD_SHRINK", x -> x.multiply(x.abs().above(0.5)));
  public static final Activation SQUAREPLUS =
      standard("SQUAREPLUS", x -> x.add(x.square().add(4).sqrt()).multiply(0.5));
  public static final Activation SPARSE_PLUS =
      standard(
          "SPARSE_PLUS",
          x -> x.clip(-1, 1).add(1).square().multiply(0.25).add(x.subtract(1).relu()));
  public static final Activation SPARSE_SIGMOID =
      standard("SPARSE_SIGMOID", x -> x.clip(-1, 1).add(1).multiply(0.5));

  private static final Family<Activation> FAMILY = new Family<>(Activation.class, "activation");

  static {
    STANDARD.values().forEach(each -> FAMILY.add(each.keras(), config -> each));
    FAMILY.add("swish", config -> SILU).add("hard_swish", config -> HARD_SWISH);
  }

  private final String name;
  private final String keras;
  private final Object configuration;
  private final UnaryOperator<Value> formula;

  private Activation(
      String name, String keras, Object configuration, UnaryOperator<Value> formula) {
    this.name = name;
    this.keras = keras;
    this.configuration = configuration;
    this.formula = formula;
  }

  private static Activation standard(String name, UnaryOperator<Value> formula) {
    String keras = name.equals("HARD_SWISH") ? "hard_silu" : name.toLowerCase(Locale.ROOT);
    Activation made = new Activation(name, keras, keras, formula);
    STANDARD.put(name, made);
    return made;
  }

  /**
   * A user-defined activation: {@code Activation.of("scaled_tanh", x -> x.tanh().multiply(1.7))}.
   *
   * <p>Files hold its name; {@code Registry.activation(name, …)} opens them again. In Python a
   * function of that name must be registered with {@code
   * keras.saving.register_keras_serializable()}.
   */
  public static Activation of(String name, UnaryOperator<Value> formula) {
    Objects.requireNonNull(formula, "formula");
    if (name == null || name.isBlank() || FAMILY.classes().contains(name)) {
      throw StructureException.of(
          "An activation cannot be made",
          new Problem(
              "option",
              "name",
              "a name that no activation of Keras has",
              "received " + (name == null ? "null" : '"' + name + '"'),
              ""));
    }
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("module", "builtins");
    function.put("class_name", "function");
    function.put("config", "Custom>" + name);
    function.put("registered_name", "function");
    return new Activation(name, name, function, formula);
  }

  /** A layer without weights as an activation, such as {@code leakyRelu(0.1)}. */
  public static Activation of(Layer layer) {
    return new Activation(
        layer.className(), layer.className(), layer, LayerActivation.formula(layer));
  }

  /** All activations of Keras. */
  public static Activation[] values() {
    return STANDARD.values().toArray(Activation[]::new);
  }

  /** Computes the activation. */
  public Value apply(Value x) {
    return x.formula(keras, formula);
  }

  /** The name of the constant, such as {@code LEAKY_RELU}, or that of a user-defined activation. */
  public String name() {
    return name;
  }

  /** Keras' spelling, such as {@code leaky_relu}. */
  public String keras() {
    return keras;
  }

  /** What a configuration holds: Keras' spelling, or the object of a function or a layer. */
  public Object configuration() {
    return configuration;
  }

  /** Makes an activation of Keras from its name or function object; null is {@link #LINEAR}. */
  public static Activation read(Object written) {
    return written == null ? LINEAR : read(written, ObjectReader.builtIn());
  }

  /** Makes what Keras wrote; a reader is asked for registered functions and for layers. */
  public static Activation read(Object written, ObjectReader reader) {
    if (LayerActivation.isLayer(written)) {
      return of(reader.read(Layer.class, written));
    }
    return FAMILY
        .find(written, reader)
        .or(() -> reader.readRegistered(Layer.class, written).map(Activation::of))
        .orElseThrow(() -> FAMILY.unknown(written, reader));
  }

  @Override
  public String toString() {
    return name;
  }

  // The derivative at zero is 1 in both, as Keras has it in the activations with a kink there.

  private static Value positive(Value x) {
    return x.clip(0, Double.MAX_VALUE);
  }

  private static Value negative(Value x) {
    return x.clip(-Double.MAX_VALUE, 0);
  }
}
