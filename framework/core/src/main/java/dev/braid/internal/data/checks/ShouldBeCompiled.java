package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.ModelSignature;
import java.util.stream.Collectors;

/** Requires that a model is compiled before it is trained or evaluated. */
public final class ShouldBeCompiled {
  /** The rule's heading in the errors guide. */
  public static final String ID = "not-compiled";

  private ShouldBeCompiled() {}

  /** Returns the problem of a model without optimizer and losses. */
  public static Problem problem(ModelSignature model) {
    String call =
        model.outputs().size() == 1
            ? "model.compile(adam(), loss)"
            : model.outputs().stream()
                .map(spec -> "output(\"" + spec.name() + "\").loss(...)")
                .collect(Collectors.joining(", ", "model.compile(adam(), ", ")"));
    return Problem.of(ID, "", "the model has no optimizer and no loss yet")
        .fix("Call " + call + " first.");
  }
}
