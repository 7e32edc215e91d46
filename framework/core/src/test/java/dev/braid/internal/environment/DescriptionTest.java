package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  @Test
  void should_tell_everything_about_a_cpu() {
    assertThat(
            Description.of(
                FakeMachine.sound(), new Backend("CpuBackend", true, 4, 2), "0.1.0", "1.0.0-M2.1"))
        .isEqualTo(
            """
            Braid     0.1.0
            Java      17.0.15, OpenJDK 64-Bit Server VM
            System    Linux 6.1, linux-x86_64
            CPU       Old Faithful 3000, cores: 4, AVX-512
            Backend   ND4J 1.0.0-M2.1 CpuBackend, linux-x86_64-onednn-avx2
            oneDNN    yes
            Threads   operations 4, matrix products 2
            Memory    heap up to 2.0 GiB, ND4J outside it up to 6.0 GiB""");
  }

  @Test
  void should_name_the_gpu_and_what_is_missing() {
    Machine machine =
        FakeMachine.sound().withCpu(null).withCuda(true, List.of(new Gpu("NVIDIA A100", 8, 0)));

    assertThat(Description.of(machine, new Backend("JCublasBackend", false, 4, 0), "0.1.0", "1"))
        .contains(
            "CPU       Old Faithful 3000, cores: 4\n",
            "Backend   ND4J 1 JCublasBackend on NVIDIA A100 (compute capability 8.0)\n",
            "oneDNN    no: convolutions run on ND4J's own slow code\n",
            "Threads   operations 4\n");
  }
}
