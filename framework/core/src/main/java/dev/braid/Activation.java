package dev.braid;

import dev.braid.config.ObjectReader;
import dev.braid.internal.calls.LayerActivation;
import dev.braid.internal.config.Family;
import dev.braid.ops.ActivationFormula;
import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of each element, or of each row, that a layer computes.
 *
 * <p>Besides those of Keras, a program may define activations ({@link #of(String, UnaryOperator)}),
 * and a layer without weights can be one ({@link #of(Layer)}).
 */
public final class Activation {
  private static final Map<String, Activation> STANDARD = new LinkedHashMap<>();

  public static final Activation LINEAR = standard(ActivationFormula.LINEAR);
  public static final Activation RELU = standard(ActivationFormula.RELU);
  public static final Activation SIGMOID = standard(ActivationFormula.SIGMOID);
  public static final Activation TANH = standard(ActivationFormula.TANH);
  public static final Activation SOFTMAX = standard(ActivationFormula.SOFTMAX);

  /** With a negative slope of 0.2; the layer {@code leakyRelu(a)} has another one. */
  public static final Activation LEAKY_RELU = standard(ActivationFormula.LEAKY_RELU);

  public static final Activation ELU = standard(ActivationFormula.ELU);
  public static final Activation SOFTPLUS = standard(ActivationFormula.SOFTPLUS);
  public static final Activation SELU = standard(ActivationFormula.SELU);

  /** The exact form with the error function. */
  public static final Activation GELU = standard(ActivationFormula.GELU);

  public static final Activation SILU = standard(ActivationFormula.SILU);
  public static final Activation SOFTSIGN = standard(ActivationFormula.SOFTSIGN);
  public static final Activation HARD_SIGMOID = standard(ActivationFormula.HARD_SIGMOID);
  public static final Activation EXPONENTIAL = standard(ActivationFormula.EXPONENTIAL);
  public static final Activation LOG_SOFTMAX = standard(ActivationFormula.LOG_SOFTMAX);
  public static final Activation RELU6 = standard(ActivationFormula.RELU6);
  public static final Activation MISH = standard(ActivationFormula.MISH);
  public static final Activation HARD_SWISH = standard(ActivationFormula.HARD_SWISH);
  public static final Activation HARD_TANH = standard(ActivationFormula.HARD_TANH);
  public static final Activation CELU = standard(ActivationFormula.CELU);
  public static final Activation LOG_SIGMOID = standard(ActivationFormula.LOG_SIGMOID);
  public static final Activation TANH_SHRINK = standard(ActivationFormula.TANH_SHRINK);
  public static final Activation SOFT_SHRINK = standard(ActivationFormula.SOFT_SHRINK);
  public static final Activation HARD_SHRINK = standard(ActivationFormula.HARD_SHRINK);
  public static final Activation SQUAREPLUS = standard(ActivationFormula.SQUAREPLUS);
  public static final Activation SPARSE_PLUS = standard(ActivationFormula.SPARSE_PLUS);
  public static final Activation SPARSE_SIGMOID = standard(ActivationFormula.SPARSE_SIGMOID);

  public static final Activation SPARSEMAX = standard(ActivationFormula.SPARSEMAX);

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

  private static Activation standard(ActivationFormula formula) {
    Activation made =
        new Activation(formula.name(), formula.keras(), formula.keras(), formula::apply);
    STANDARD.put(formula.name(), made);
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
    return new Activation(name, name, function, x -> x.formula(name, formula));
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
    return formula.apply(x);
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
  public static Activation read(@Nullable Object written) {
    return written == null ? LINEAR : read(written, ObjectReader.builtIn());
  }

  /** Reads what Keras wrote; the reader finds registered functions and layers. */
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
}
