package dev.braid.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that every Java program in the README and the guides compiles, runs, and prints what the
 * guide shows.
 */
class SnippetTest {
  private static final Path GUIDES = Path.of("../src/docs");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> every_program_in_the_guides_runs() throws Exception {
    List<Snippet> snippets = snippets();
    compile(snippets);
    List<Snippet> running = snippets.stream().filter(Snippet::runs).toList();
    run(running);
    List<DynamicTest> tests = new ArrayList<>();
    for (Snippet snippet : running) {
      Path out = folder.resolve(snippet.className() + ".out");
      String outcome = Files.exists(out) ? Files.readString(out) : "the program did not run";
      String expected = Optional.ofNullable(snippet.refusal()).orElse("");
      tests.add(
          DynamicTest.dynamicTest(
              snippet.toString(),
              () -> assertThat(outcome).as(snippet.toString()).isEqualTo(expected)));
    }
    return tests;
  }

  private static List<Snippet> snippets() throws IOException {
    List<Snippet> all = new ArrayList<>(Snippet.of(Path.of("../README.md")));
    try (Stream<Path> guides = Files.list(GUIDES)) {
      for (Path guide : guides.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        all.addAll(Snippet.of(guide));
      }
    }
    assertThat(all).as("programs in the guides").hasSizeGreaterThan(20);
    return all;
  }

  private void compile(List<Snippet> snippets) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> sources = new ArrayList<>();
    for (Snippet snippet : snippets) {
      sources.add(
          new SimpleJavaFileObject(
              URI.create("string:///" + snippet.className() + ".java"),
              JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
              return snippet.source();
            }
          });
    }
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-nowarn", "-proc:none", "-d", folder.toString(), "-cp", Programs.classPath());
    boolean compiled = compiler.getTask(said, null, null, options, null, sources).call();
    assertThat(compiled).as(said.toString()).isTrue();
  }

  private void run(List<Snippet> snippets) throws Exception {
    List<String> classes = snippets.stream().map(Snippet::className).toList();
    int exit = Programs.run(folder, SnippetProgram.class, classes);
    assertThat(exit).as(Files.readString(folder.resolve(Programs.PRINTED))).isZero();
  }
}
