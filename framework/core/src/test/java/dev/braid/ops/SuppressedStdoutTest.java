package dev.braid.ops;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.sameDiffLambda;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SuppressedStdoutTest {
  private static String printedBy(Runnable work) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(captured);
    try {
      work.run();
      assertThat(System.out).as("standard output is restored").isSameAs(captured);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void should_discard_only_the_output_of_this_thread() {
    String printed =
        printedBy(
            () -> {
              System.out.println("before");
              SuppressedStdout.during(
                  () -> {
                    System.out.println("noise");
                    CompletableFuture.runAsync(() -> System.out.println("other")).join();
                  });
              System.out.println("after");
            });
    assertThat(printed.lines()).containsExactly("before", "other", "after");
  }

  @Test
  void should_print_nothing_while_a_lambda_trains() {
    Tensor x = input("x", 2);
    Model model =
        Model.inputs(x).outputs(x.then(dense(1)).then(sameDiffLambda("squared", v -> v.mul(v))));
    model.compile(sgd(0.01), mse());
    float[][] rows = {{1, 2}, {3, 4}};
    String printed =
        printedBy(() -> model.fit(rows, new float[2], epochs(1).verbose(Verbosity.SILENT)));
    assertThat(printed).isEmpty();
  }
}
