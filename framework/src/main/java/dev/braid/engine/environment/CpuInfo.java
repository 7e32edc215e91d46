package dev.braid.engine.environment;

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

  private static CpuLevel levelOf(String flags) {
    Set<String> names = Arrays.stream(flags.split(" ", -1)).collect(Collectors.toSet());
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
