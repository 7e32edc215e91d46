package dev.braid.internal.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads Linux' {@code /proc/cpuinfo}. */
final class CpuInfo {
  private CpuInfo() {}

  static Optional<String> model(List<String> lines) {
    return value(lines, "model name");
  }

  static Optional<CpuLevel> level(List<String> lines) {
    return value(lines, "flags").map(CpuInfo::levelOf);
  }

  /**
   * Returns whether a CPU is AMD's and has all instructions that OpenBLAS' AVX-512 code uses: the
   * OpenBLAS release that comes with ND4J is older than these CPUs and doesn't recognize AVX-512.
   */
  static boolean isNewerThanOpenBlas(List<String> lines) {
    Optional<Set<String>> flags = value(lines, "flags").map(CpuInfo::names);
    return value(lines, "vendor_id").filter("AuthenticAMD"::equals).isPresent()
        && flags.isPresent()
        && flags
            .get()
            .containsAll(List.of("avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl"));
  }

  private static Set<String> names(String flags) {
    return Arrays.stream(flags.split(" ", -1)).collect(Collectors.toSet());
  }

  private static CpuLevel levelOf(String flags) {
    Set<String> names = names(flags);
    if (!names.contains("avx2")) {
      return CpuLevel.BASELINE;
    }
    return names.contains("avx512f") ? CpuLevel.AVX512 : CpuLevel.AVX2;
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
