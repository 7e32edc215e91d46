package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuInfoTest {
  @Test
  void should_read_model_and_vector_instructions() {
    List<String> lines = List.of("model name\t: AMD EPYC", "flags\t\t: fpu sse avx avx2 avx512f");

    assertThat(CpuInfo.model(lines)).contains("AMD EPYC");
    assertThat(CpuInfo.level(lines)).contains(CpuLevel.AVX512);
  }

  @Test
  void should_tell_the_levels_apart() {
    assertThat(CpuInfo.level(List.of("flags : fpu avx avx2"))).contains(CpuLevel.AVX2);
    assertThat(CpuInfo.level(List.of("flags : fpu avx"))).contains(CpuLevel.BASELINE);
  }

  @Test
  void should_know_nothing_from_an_arm_or_missing_file() {
    assertThat(CpuInfo.level(List.of("Features : fp asimd"))).isEmpty();
    assertThat(CpuInfo.model(List.of())).isEmpty();
  }

  @Test
  void should_know_cpus_that_are_younger_than_the_blas() {
    String flags = "flags : avx2 avx512f avx512dq avx512cd avx512bw avx512vl";

    assertThat(CpuInfo.isNewerThanOpenBlas(List.of("vendor_id : AuthenticAMD", flags))).isTrue();
    assertThat(CpuInfo.isNewerThanOpenBlas(List.of("vendor_id : GenuineIntel", flags))).isFalse();
    assertThat(CpuInfo.isNewerThanOpenBlas(List.of("vendor_id : AuthenticAMD", "flags : avx2")))
        .isFalse();
    assertThat(CpuInfo.isNewerThanOpenBlas(List.of())).isFalse();
  }
}
