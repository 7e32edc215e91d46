package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineCheckTest {
  private static final Gpu A100 = new Gpu("NVIDIA A100", 8, 0);
  private static final Gpu H200 = new Gpu("NVIDIA H200", 9, 0);

  @Test
  void should_accept_a_sound_machine() {
    assertAccepted(FakeMachine.sound());
  }

  @Test
  void should_say_that_no_backend_is_there() {
    assertRefused(
        FakeMachine.sound().withoutBackend(),
        """
        No ND4J backend is on the class path, so nothing can be computed.
          With Maven, dev.braid:braid-framework brings it along. With another build tool, add
          org.nd4j:nd4j-native:1.0.0-M2.1, and the same again with the classifier
          linux-x86_64-onednn-avx2.""");
  }

  @Test
  void should_say_that_the_binary_for_this_platform_is_missing() {
    assertRefused(
        FakeMachine.sound().on("linux-arm64").withBinaries(),
        """
        ND4J's CPU backend is on the class path, but no binary of it for this machine (linux-arm64).
          There are binaries for linux-x86_64, linux-arm64, windows-x86_64, macosx-x86_64 and
          macosx-arm64. If this machine is one of these, the program was built on another one: add
          org.nd4j:nd4j-native:1.0.0-M2.1 with the classifier linux-arm64,
          and org.bytedeco's javacpp and openblas with the classifier linux-arm64.""");
  }

  @Test
  void should_name_the_instructions_that_the_cpu_lacks() {
    assertRefused(
        FakeMachine.sound().withCpu(CpuLevel.BASELINE),
        """
        This CPU can't run the ND4J binary on the class path.
          Binary: linux-x86_64-onednn-avx2, needs AVX2
          CPU:    Old Faithful 3000, has no AVX2
          Build with -Dbraid.cpu=baseline, or use the classifier linux-x86_64-onednn of
          org.nd4j:nd4j-native:1.0.0-M2.1.""");
  }

  @ParameterizedTest
  @CsvSource({"-onednn-avx512, AVX2", "-avx512, AVX2", "-avx2, BASELINE"})
  void should_refuse_a_binary_above_the_cpu(String extension, CpuLevel cpu) {
    assertThatThrownBy(() -> check(FakeMachine.sound().withBinaries(extension).withCpu(cpu)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("This CPU can't run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-onednn", ""})
  void should_accept_a_binary_for_any_cpu(String extension) {
    assertAccepted(FakeMachine.sound().withBinaries(extension).withCpu(CpuLevel.BASELINE));
  }

  @Test
  void should_judge_the_binary_that_nd4j_loads_first() {
    assertAccepted(
        FakeMachine.sound().withBinaries("-onednn", "-onednn-avx2").withCpu(CpuLevel.BASELINE));
  }

  @Test
  void should_give_a_cpu_that_nothing_is_known_of_the_benefit_of_the_doubt() {
    assertAccepted(FakeMachine.sound().withCpu(null));
  }

  @Test
  void should_name_a_gpu_that_the_binaries_hold_no_code_for() {
    assertRefused(
        FakeMachine.sound().withCuda(true, List.of(A100, H200)),
        """
        ND4J's CUDA binaries can't run on NVIDIA H200 (compute capability 9.0).
          They hold machine code for GPUs of compute capability 3.7 to 8.9 only (K80 to A100,
          GeForce RTX 30 and 40). Use the CPU backend (build without -Pcuda and
          -Dbraid.backend=cuda), or hide this GPU with CUDA_VISIBLE_DEVICES if another can do it.""");
  }

  @Test
  void should_say_that_there_is_no_gpu() {
    assertRefused(
        FakeMachine.sound().withCuda(true, List.of()),
        """
        ND4J's CUDA backend is on the class path, but there is no GPU that it may use.
          See what `nvidia-smi` lists and what CUDA_VISIBLE_DEVICES hides, or use the CPU backend:
          build without -Pcuda and -Dbraid.backend=cuda.""");
  }

  @Test
  void should_say_that_cuda_has_no_binary_for_this_platform() {
    assertRefused(
        FakeMachine.sound().on("macosx-arm64").withCuda(false, null),
        """
        ND4J's CUDA backend is on the class path, but no binary of it for this machine (macosx-arm64).
          There are binaries for linux-x86_64 and windows-x86_64 only. Use the CPU backend:
          build without -Pcuda and -Dbraid.backend=cuda.""");
  }

  @Test
  void should_accept_cuda_where_the_driver_cannot_be_asked() {
    assertAccepted(FakeMachine.sound().withCuda(true, null));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 5, false",
    "3, 7, true",
    "6, 1, true",
    "8, 9, true",
    "9, 0, false",
    "12, 0, false"
  })
  void should_know_which_gpus_run_nd4j(int major, int minor, boolean runs) {
    FakeMachine machine =
        FakeMachine.sound().withCuda(true, List.of(new Gpu("a card", major, minor)));

    if (runs) {
      assertAccepted(machine);
    } else {
      assertThatThrownBy(() -> check(machine)).hasMessageContaining("can't run on a card");
    }
  }

  private static void assertAccepted(Machine machine) {
    assertThatCode(() -> check(machine)).doesNotThrowAnyException();
  }

  private static void assertRefused(Machine machine, String message) {
    assertThatThrownBy(() -> check(machine))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage(message);
  }

  private static void check(Machine machine) {
    new MachineCheck(machine, "1.0.0-M2.1").run();
  }
}
