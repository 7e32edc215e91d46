package dev.braid.layers.core;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.KernelLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Contraction;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that multiplies the input by a kernel along the axes that an equation names.
 *
 * <p>{@code abc,cd->abd} is a dense layer on sequences, an ellipsis leaves the number of axes open:
 * {@code ...x,xy->...y}.
 */
public final class EinsumDense extends KernelLayer<EinsumDense> {
  private final String equation;
  private final EinsumEquation.Form form;
  private final long[] outputShape;
  private String biasAxes = "";

  /**
   * A product.
   *
   * @param outputShape sizes of the result without the batch axis and the axes of an ellipsis; -1
   *     for an axis that the input also has
   */
  public EinsumDense(String equation, long... outputShape) {
    this.equation = equation;
    this.form =
        EinsumEquation.form(equation)
            .orElseThrow(
                () ->
                    optionRefusal(
                        "equation",
                        "a form such as ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...,"
                            + " whose first axis is the batch and whose letters are all on both sides",
                        equation));
    this.outputShape = outputShape.clone();
    int count = form.result().length() - (form.left() ? 0 : 1);
    if (outputShape.length != count) {
      throw optionRefusal("outputShape", count + " sizes, as in the equation", outputShape.length);
    }
    for (int i = 0; i < count; i++) {
      char axis = form.result().charAt(i + form.result().length() - count);
      if (outputShape[i] < 1
          && !(outputShape[i] == Spec.ANY && EinsumEquation.in(form.input(), axis))) {
        throw optionRefusal("outputShape", "a size above 0 for the axis " + axis, outputShape[i]);
      }
    }
  }

  public static EinsumDense read(Config config) {
    EinsumDense layer =
        new EinsumDense(config.text("equation", ""), config.sizes("output_shape"))
            .readOptions(config);
    String axes = config.textOrNull("bias_axes");
    return axes == null ? layer : layer.biasAxes(axes);
  }

  /** Sets the axes of the result along which the bias varies; without it no bias is added. */
  public EinsumDense biasAxes(String axes) {
    boolean known = axes.chars().allMatch(axis -> EinsumEquation.in(form.result(), axis));
    if (axes.isEmpty() || !known) {
      throw optionRefusal("biasAxes", "axes among " + form.result(), '"' + axes + '"');
    }
    return with(copy -> copy.biasAxes = axes);
  }

  public String equation() {
    return equation;
  }

  /** True if a bias is added. */
  public boolean hasBias() {
    return !biasAxes.isEmpty() && useBias();
  }

  /** The equation with the ellipsis expanded for an input. */
  public EinsumEquation axes(Spec input) {
    return form.of(input.rank() + 1);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    long[] sizes = sizes(inputs);
    EinsumEquation axes = axes(only(inputs));
    for (char axis : axes.kernel().toCharArray()) {
      if (size(inputs, sizes, axes, axis) < 0) {
        throw refusal(
            inputs, "a known size along the axis " + axis + ", since weights depend on it", "");
      }
    }
    return List.of(Spec.of(sizes));
  }

  /** Sizes of the result without the batch axis. */
  private long[] sizes(List<Spec> inputs) {
    Spec input = only(inputs);
    if (!form.fits(input.rank() + 1)) {
      throw refusal(inputs, "as many axes as the equation " + equation + " has", "");
    }
    EinsumEquation axes = axes(input);
    int named = axes.result().length() - outputShape.length - (form.right() ? elided(input) : 0);
    long[] sizes = new long[axes.result().length() - 1];
    for (int i = 0; i < sizes.length; i++) {
      int at = axes.input().indexOf(axes.result().charAt(i + 1));
      long given = at < 0 ? Spec.ANY : input.size(at - 1);
      int place = i + 1 - named;
      boolean explicit = place >= 0 && place < outputShape.length;
      long count = explicit ? outputShape[place] : Spec.ANY;
      if (count >= 0 && given >= 0 && count != given) {
        throw refusal(
            inputs,
            "the size " + count + " along the axis " + axes.result().charAt(i + 1),
            "The output shape requires it; use -1 for the input's size.");
      }
      sizes[i] = count >= 0 ? count : given;
    }
    return sizes;
  }

  private int elided(Spec input) {
    return form.elided(input.rank() + 1);
  }

  private static long size(List<Spec> inputs, long[] sizes, EinsumEquation axes, char axis) {
    int at = axes.result().indexOf(axis);
    return at > 0 ? sizes[at - 1] : inputs.get(0).size(axes.input().indexOf(axis) - 1);
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long[] sizes = sizes(inputs);
    EinsumEquation axes = axes(only(inputs));
    String letters = axes.kernel();
    long[] shape = new long[letters.length()];
    List<Long> summed = new ArrayList<>();
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = size(inputs, sizes, axes, letters.charAt(i));
      (EinsumEquation.in(axes.result(), letters.charAt(i)) ? made : summed).add((long) i);
    }
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(kernel("kernel", array(summed), array(made), shape));
    if (hasBias()) {
      weights.add(bias("bias", biasShape(only(inputs), axes, sizes)));
    }
    return weights;
  }

  private static long[] array(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /** The sizes from the first bias axis to the last axis, 1 for axes without a bias. */
  private long[] biasShape(Spec input, EinsumEquation axes, long... sizes) {
    String result = axes.result();
    int first = result.length();
    for (int i = 0; i < biasAxes.length(); i++) {
      char axis = biasAxes.charAt(i);
      first = Math.min(first, result.indexOf(axis));
    }
    long[] shape = new long[result.length() - first];
    Arrays.fill(shape, 1);
    for (int i = 0; i < biasAxes.length(); i++) {
      char axis = biasAxes.charAt(i);
      int at = result.indexOf(axis);
      shape[at - first] = at == 0 ? Spec.ANY : sizes[at - 1];
      if (shape[at - first] < 0) {
        throw refusal(List.of(input), "a known size along the bias axis " + axis, "");
      }
    }
    return shape;
  }

  /** Computes the product; masks do not propagate, as in Keras. */
  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    EinsumEquation axes = form.of(x.rank());
    Contraction product = new Contraction(axes.input(), axes.kernel(), axes.result());
    Value out = product.apply(x, call.weight("kernel"));
    return activation().apply(hasBias() ? out.add(call.weight("bias")) : out);
  }

  @Override
  public String className() {
    return "EinsumDense";
  }

  @Override
  protected void describe(Config config) {
    if (activityRegularizer() != null) {
      // Keras writes it first, and only if it is set
      config.put("activity_regularizer", activityRegularizer());
    }
    config.put("output_shape", Arrays.stream(outputShape).mapToObj(s -> s < 0 ? null : s).toList());
    config.put("equation", equation);
    config.put("activation", activation().configuration());
    config.put("bias_axes", hasBias() ? biasAxes : null);
    describeWeights(config);
  }
}
