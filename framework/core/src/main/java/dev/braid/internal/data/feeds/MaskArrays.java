package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.data.arrays.ValueScan;
import dev.braid.internal.data.checks.ArrayRole;
import dev.braid.internal.data.checks.ShouldBeFinite;
import dev.braid.internal.data.checks.ShouldHaveWeightsFromZero;
import dev.braid.internal.data.checks.ShouldMaskSteps;
import dev.braid.internal.data.checks.SignatureText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks the masks in DL4J's data sets. */
final class MaskArrays {
  private final DataSetCheck check;
  private final List<Problem> problems;

  MaskArrays(DataSetCheck check) {
    this.check = check;
    this.problems = check.problems();
  }

  /** Returns the masks by input; an element is null if there is no mask. */
  List<CheckedArray> ofInputs(List<InputSpec> specs, List<INDArray> masks) {
    List<CheckedArray> arrays = new ArrayList<>(Collections.nCopies(specs.size(), null));
    for (int i = 0; i < Math.min(specs.size(), masks.size()); i++) {
      if (masks.get(i) != null) {
        arrays.set(i, ofInput(specs.get(i), masks.get(i)));
      }
    }
    return arrays;
  }

  /** Returns the masks by output; an element is null if there is no mask. */
  List<CheckedArray> ofOutputs(List<OutputSpec> specs, List<INDArray> masks) {
    List<CheckedArray> arrays = new ArrayList<>(Collections.nCopies(specs.size(), null));
    for (int i = 0; i < Math.min(specs.size(), masks.size()); i++) {
      if (masks.get(i) != null) {
        arrays.set(i, ofOutput(specs.get(i), masks.get(i)));
      }
    }
    return arrays;
  }

  private CheckedArray ofInput(InputSpec spec, INDArray mask) {
    String name = check.label(spec.name()) + " (mask)";
    NumericArray numbers = read(name, mask);
    if (numbers == null) {
      return null;
    }
    boolean isSequence = spec.idLimit() >= 0 ? spec.shape().length > 0 : spec.shape().length > 1;
    if (!isSequence) {
      problems.add(ShouldMaskSteps.noSteps(name, numbers.form()));
      return null;
    }
    long[] shape = numbers.shape();
    long[] steps = Arrays.copyOf(spec.shape(), 1);
    if (shape.length != 2 || !SignatureText.fits(steps, Arrays.copyOfRange(shape, 1, 2))) {
      problems.add(ShouldMaskSteps.input(name, spec.shape()[0], numbers.form()));
      return null;
    }
    return new CheckedArray(
        numbers, check.context().type(), Arrays.copyOfRange(shape, 1, 2), false);
  }

  private CheckedArray ofOutput(OutputSpec spec, INDArray mask) {
    String name = check.label(spec.name()) + " (mask)";
    NumericArray numbers = read(name, mask);
    if (numbers == null) {
      return null;
    }
    long[] steps = TargetShape.withoutLast(spec.shape());
    long[] shape = numbers.shape();
    boolean isPerSample = shape.length == 1 || shape.length == 2 && shape[1] == 1;
    long[] sample = isPerSample ? new long[0] : Arrays.copyOfRange(shape, 1, shape.length);
    if (!isPerSample && (steps.length == 0 || !SignatureText.fits(steps, sample))) {
      problems.add(ShouldMaskSteps.output(name, steps, numbers.form()));
      return null;
    }
    return new CheckedArray(numbers, check.context().type(), sample, false);
  }

  private NumericArray read(String name, INDArray mask) {
    NumericArray numbers = ArrayReader.complete().read(name, mask, problems);
    if (numbers == null) {
      return null;
    }
    ValueLimits limits =
        ValueLimits.between(0, Double.POSITIVE_INFINITY, false, ValueLimits.Storage.FLOAT64);
    int before = problems.size();
    ValueScan scan = numbers.scan(name, limits, problems);
    if (scan.notFinite().any()) {
      problems.add(
          ShouldBeFinite.problem(ArrayRole.WEIGHT, name, scan.notFinite(), numbers, false, false));
    }
    if (scan.outside().any()) {
      problems.add(ShouldHaveWeightsFromZero.samples(name, scan.outside(), numbers.shape()));
    }
    check.counts().add(name, numbers.samples());
    return problems.size() > before ? null : numbers;
  }
}
