package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.InputStage;
import java.util.List;
import java.util.Map;

/** Checks all arrays of a data set against the model, and finds every problem. */
public final class ArrayChecker {
  private final ModelSignature model;
  private final InputStage stage;
  private final CheckContext context;

  /**
   * Checks by the rules of a context.
   *
   * @param stage what is computed on the inputs before the numeric graph
   */
  public ArrayChecker(ModelSignature model, InputStage stage, CheckContext context) {
    this.model = model;
    this.stage = stage;
    this.context = context;
  }

  /**
   * Checks inputs, and where the context asks for them, targets and weights.
   *
   * @param problems takes what does not fit
   * @return null where something does not fit
   */
  public CheckedArrays check(DataArguments data, List<Problem> problems) {
    int before = problems.size();
    DataSetCheck check = new DataSetCheck(context, problems);
    List<OutputSpec> outputs = context.hasTargets() ? model.outputs() : List.of();
    CheckedInputs x =
        new CheckedInputs(
            new InputArrays(model.inputs(), stage, check).checked(data.x()), stage, context.type());
    List<CheckedArray> y = List.of();
    List<CheckedArray> weights = List.of();
    if (context.hasTargets()) {
      y = new TargetArrays(outputs, check).checked(data.y());
      weights = new WeightArrays(outputs, check).checked(data.weights());
    }
    MaskArrays masks = new MaskArrays(check);
    List<CheckedArray> xMasks = masks.ofInputs(model.inputs(), data.xMasks());
    List<CheckedArray> yMasks = masks.ofOutputs(outputs, data.yMasks());
    int samples = check.counts().shared(problems);
    Map<String, Map<Integer, Double>> classWeights =
        context.classWeights().isEmpty()
            ? Map.of()
            : new ClassWeightCheck(outputs, context, problems).weights(y);
    return problems.size() > before
        ? null
        : new CheckedArrays(
            outputs, x, y, weights, x.ofGraph(xMasks), yMasks, classWeights, samples);
  }
}
