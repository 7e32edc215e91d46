package dev.braid.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that every rule has a heading in the errors guide, and every heading a rule. */
class ErrorsGuideTest {
  private static final List<Path> SOURCES =
      List.of(Path.of("../framework/core/src/main/java"), Path.of("../datasets/src/main/java"));
  private static final Path GUIDE = Path.of("../src/docs/errors.md");

  /** Matches the constant of a check, or the id of a problem. */
  private static final Pattern ID =
      Pattern.compile(
          "(?:\\bID\\s*=|\\bnew Problem\\(|\\bProblem\\.of\\(|\\bNameSuggestion\\.unknown\\()\\s*"
              + "\"([a-z]+(?:-[a-z]+)*)\"");

  /** Composed ids: inputs, targets and weights have each of these rules. */
  private static final List<String> COMPOSED =
      List.of(
          "missing-input",
          "missing-target",
          "missing-weight",
          "unknown-input",
          "unknown-target",
          "unknown-weight",
          "target-count",
          "weight-count");

  /** Files with ids that are not literals; their ids are listed here or given by their callers. */
  private static final List<String> WITH_OTHER_IDS =
      List.of(
          "NameSuggestion.java",
          "Problem.java",
          "ShouldContainName.java",
          "ShouldHaveOneArrayForEachOutput.java",
          "ShouldKnowName.java");

  private static final Pattern OTHER_ID =
      Pattern.compile("(?:\\bnew Problem\\(|\\bProblem\\.of\\()\\s*(?!\"|ID\\b)[^\\s]");

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  @Test
  void should_have_one_heading_for_each_rule() throws IOException {
    Set<String> rules = new TreeSet<>(COMPOSED);
    // where NameSuggestion says which log is unknown
    rules.add("unknown-log");
    for (Path file : sources()) {
      Matcher matcher = ID.matcher(Files.readString(file));
      while (matcher.find()) {
        rules.add(matcher.group(1));
      }
    }
    List<String> headings =
        Files.readAllLines(GUIDE).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .sorted()
            .toList();
    assertThat(headings).containsExactlyElementsOf(rules);
  }

  @Test
  void should_find_the_id_of_every_problem_in_the_sources() throws IOException {
    Set<String> others = new TreeSet<>();
    for (Path file : sources()) {
      // comments contain examples of problems
      String code = Files.readString(file).replaceAll("(?m)^\\s*(?:\\*|//).*$", "");
      if (OTHER_ID.matcher(code).find()) {
        others.add(file.getFileName().toString());
      }
    }
    assertThat(others).containsExactlyElementsOf(WITH_OTHER_IDS);
  }

  @Test
  void should_show_a_message_for_each_rule() throws IOException {
    String guide = Files.readString(GUIDE);
    for (String part : guide.split("\n### ")) {
      String id = part.lines().findFirst().orElseThrow();
      if (!id.startsWith("#")) {
        assertThat(part.split("\n## ")[0]).as(id).contains("[" + id + "]");
      }
    }
  }
}
