package dev.braid.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that every notice has a heading in the notices guide, and every heading a notice. */
class NoticesGuideTest {
  private static final Path GUIDE = Path.of("../src/docs/notices.md");
  private static final List<Path> SOURCES =
      List.of(Path.of("../framework/core/src/main/java"), Path.of("../datasets/src/main/java"));
  private static final Pattern SHOWN = Pattern.compile("\\bNotices\\.show\\(\\s*([^,]+),");

  @Test
  void should_have_one_heading_for_each_notice() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher matcher = SHOWN.matcher(Files.readString(file));
          while (matcher.find()) {
            assertThat(matcher.group(1))
                .as("the id of a notice in %s is a literal", file)
                .matches("\"[a-z]+(-[a-z]+)*\"");
            ids.add(matcher.group(1).replace("\"", ""));
          }
        }
      }
    }

    List<String> headings =
        Files.readAllLines(GUIDE).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .sorted()
            .toList();
    assertThat(headings).containsExactlyElementsOf(ids);
  }
}
