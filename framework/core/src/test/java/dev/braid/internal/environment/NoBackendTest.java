package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Braid;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.ops.Value;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Starts a program on a class path that has no backend. */
class NoBackendTest {

  /** Touches ND4J by each of the ways in, twice, and prints what came of it. */
  static final class Program {
    private static final List<Runnable> WAYS_IN =
        List.of(
            () -> model().compile(Braid.sgd(0.1), Braid.mse()),
            () -> model().predict(new float[2][3]),
            () -> model().weights(),
            () -> Braid.environment(),
            () -> Value.of(new float[] {1, 2}, 2));

    private static Model model() {
      Tensor x = Braid.input("x", 3);
      return Model.inputs(x).outputs(x.then(Braid.dense(1)));
    }

    public static void main(String[] args) {
      for (int i = 0; i < 2 * WAYS_IN.size(); i++) {
        try {
          WAYS_IN.get(i / 2).run();
          System.out.println("ran");
        } catch (EnvironmentException refusal) {
          System.out.println(refusal.getMessage().lines().findFirst().orElse(""));
        }
      }
    }
  }

  @Test
  void should_say_the_same_each_time_wherever_computing_would_begin() throws Exception {
    String withoutBackend =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().startsWith("nd4j-native"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            withoutBackend,
            Program.class.getName());
    // the JVM and the logging may say things of their own on the other stream
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> printed = program.inputReader().lines().toList();
    assertThat(program.waitFor()).as(String.join("\n", printed)).isZero();
    assertThat(printed)
        .hasSize(2 * Program.WAYS_IN.size())
        .containsOnly("No ND4J backend is on the class path, so nothing can be computed.");
  }
}
