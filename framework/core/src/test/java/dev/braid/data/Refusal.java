package dev.braid.data;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a call was refused for. */
public final class Refusal {
  private Refusal() {}

  /** The exception; the test fails when there is none. */
  public static StructureException of(ThrowingCallable call) {
    StructureException thrown = catchThrowableOfType(StructureException.class, call);
    if (thrown == null) {
      throw new AssertionError("the call was accepted");
    }
    return thrown;
  }

  /** The ids of all problems. */
  public static List<String> ids(ThrowingCallable call) {
    return of(call).problems().stream().map(Problem::id).toList();
  }
}
