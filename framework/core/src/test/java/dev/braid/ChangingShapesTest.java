package dev.braid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.internal.environment.Environment;
import dev.braid.internal.memory.MemoryBudget;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps of which no two have the same shape must not need more and more memory; the long runs are
 * in {@link SoakTest}.
 */
class ChangingShapesTest {
  private static final long HEAP_SLACK = 3L << 20;

  /** Every step leaves a megabyte behind, until the process may take no more, or none. */
  @ParameterizedTest
  @ValueSource(strings = {"sequences", "images"})
  void should_train_in_a_small_heap(String kind) throws IOException, InterruptedException {
    assumeThat(Environment.cpu()).isTrue();
    List<ChangingShapes.Line> lines = ChangingShapes.run(kind, 50, 250);
    ChangingShapes.Line early = lines.get(0);
    ChangingShapes.Line late = lines.get(1);
    assertThat(late.resident()).isLessThan(early.resident() * 5 / 4);
    assertThat(late.live()).isLessThan(early.live() + HEAP_SLACK);
  }

  @Test
  void should_keep_no_more_than_the_budget() {
    ChangingShapes programs = new ChangingShapes();
    long most = MemoryBudget.ARRAYS.limit();
    for (int i = 0; i < 40; i++) {
      programs.trainOnSequences();
      programs.trainOnImages();
      programs.predict();
      assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(most);
    }
    programs.fit();
    assertThat(MemoryBudget.ARRAYS.held()).isLessThanOrEqualTo(most);
  }
}
