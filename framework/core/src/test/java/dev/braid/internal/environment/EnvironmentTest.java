package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvironmentTest {
  @Test
  void should_start_nd4j_here_and_describe_it() {
    assertThat(Environment.describe())
        .containsPattern("Braid {5}\\d")
        .contains("Backend   ND4J 1.0.0-M2.1 ")
        .containsPattern("\nThreads {3}operations \\d+, matrix products \\d+\n");
  }

  @Test
  void should_hold_no_more_threads_than_cores() {
    Machine machine = new ThisMachine();

    assertThat(Backend.load(machine).openMpThreads()).isBetween(1, machine.cores());
  }

  @Test
  void should_explain_a_library_that_does_not_load() {
    Throwable failure =
        new ExceptionInInitializerError(new UnsatisfiedLinkError("libgomp.so.1: not found"));

    assertThat(Backend.notLoaded(failure, FakeMachine.sound()))
        .hasMessage(
            """
            ND4J's native library did not load on linux-x86_64: libgomp.so.1: not found
              On Linux it needs glibc (Alpine has another C library). It unpacks itself into
              ~/.javacpp/cache, which needs about 500 MB and the right to execute; another folder:
              -Dorg.bytedeco.javacpp.cachedir=<folder>. With CUDA it needs CUDA 11.6's libraries.""")
        .hasCause(failure);
  }
}
