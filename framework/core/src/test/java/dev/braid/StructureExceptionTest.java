package dev.braid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.saving.FileFormatException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No message fills a log: what is left out is counted. */
class StructureExceptionTest {
  @Test
  void should_count_the_problems_that_no_longer_fit() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      problems.add(Problem.of("option", "o" + i, "received " + i));
    }
    StructureException e = new StructureException("fit(x, y)", problems);
    assertThat(e.problems()).hasSize(100_000);
    assertThat(e.getMessage().length()).isBetween(64_000, 65_536);
    assertThat(e).hasMessageStartingWith("fit(x, y):\n  [option]  \"o0\": received 0.\n");
    String[] lines = e.getMessage().split("\n", -1);
    assertThat(lines[lines.length - 1]).isEqualTo("  See src/docs/errors.md#option");
    int told = lines.length - 3;
    assertThat(lines[lines.length - 2]).isEqualTo("  … and " + (100_000 - told) + " more problems");
  }

  @Test
  void should_say_how_much_of_a_textproblem_is_left_out() {
    Problem problem = Problem.of("option", "path", "received " + "x\n".repeat(10_000_000));
    String message = StructureException.of("h".repeat(1_000_000), problem).getMessage();
    assertThat(message.length()).isBetween(60_000, 65_536);
    assertThat(message)
        .contains("h… (shortened by 983872 characters):\n  [option]  \"path\": received x\n")
        .containsPattern("… \\(shortened by \\d+ characters\\)\n  See src/docs/errors.md#option$");
  }

  @Test
  void should_shorten_messages_about_files() {
    String text = "y".repeat(1_000_000);
    FileFormatException e = FileFormatException.unsupported("f", text, text);
    assertThat(e.getMessage().length()).isLessThan(65_536);
    assertThat(e).hasMessageStartingWith("\"f\" uses yyy").hasMessageContaining("… (shortened by");
  }
}
