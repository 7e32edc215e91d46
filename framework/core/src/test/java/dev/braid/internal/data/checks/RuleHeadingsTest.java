package dev.braid.internal.data.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleHeadingsTest {
  private static final Path RULES = Path.of("src/main/java/dev/braid/internal/data/checks");
  private static final Path GUIDE = Path.of("../../src/docs/errors.md");
  private static final Pattern ID = Pattern.compile("String ID = \"([a-z-]+)\"");

  @Test
  void should_have_a_heading_for_every_rule() throws IOException {
    String guide = Files.readString(GUIDE);
    List<String> ids = new ArrayList<>();
    for (ArrayRole role : ArrayRole.values()) {
      ids.add(ShouldContainName.id(role));
      ids.add(ShouldKnowName.id(role));
    }
    try (Stream<Path> files = Files.list(RULES)) {
      for (Path file : files.toList()) {
        Matcher found = ID.matcher(Files.readString(file));
        if (found.find()) {
          ids.add(found.group(1));
        }
      }
    }

    assertThat(ids).hasSizeGreaterThan(25);
    assertThat(ids).allSatisfy(id -> assertThat(guide).contains("### " + id + "\n"));
  }
}
