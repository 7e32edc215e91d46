package dev.braid.internal.environment;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** The machine and class path this program runs on. */
final class ThisMachine implements Machine {
  /** Name suffixes in the order in which ND4J's loader tries them. */
  private static final List<String> EXTENSIONS =
      List.of("-onednn", "-onednn-avx512", "-onednn-avx2", "", "-avx2", "-avx512");

  private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/";
  private static final String CUDA = "org/nd4j/linalg/jcublas/";

  private final List<String> cpuInfo = cpuInfo();

  @Override
  public String platform() {
    return Loader.getPlatform();
  }

  @Override
  public boolean hasCpuBackend() {
    return onClassPath(CPU + "CpuBackend.class");
  }

  @Override
  public boolean hasCudaBackend() {
    return onClassPath(CUDA + "JCublasBackend.class");
  }

  @Override
  public List<String> cpuBinaries() {
    String library = System.mapLibraryName("jnind4jcpu");
    return EXTENSIONS.stream()
        .filter(e -> onClassPath(CPU + "bindings/" + platform() + e + "/" + library))
        .toList();
  }

  @Override
  public boolean hasCudaBinary() {
    String library = System.mapLibraryName("jnind4jcuda");
    return List.of("", "-cudnn").stream()
        .anyMatch(e -> onClassPath(CUDA + "bindings/" + platform() + e + "/" + library));
  }

  @Override
  public Optional<CpuLevel> cpuLevel() {
    if (!platform().endsWith("x86_64")) {
      return Optional.empty();
    }
    Optional<CpuLevel> stated = CpuInfo.level(cpuInfo);
    return stated.isPresent() ? stated : levelOfJvm();
  }

  /**
   * Reads UseAVX, which may be below the CPU's level if AVX-512 is slow: above AVX2 it is no limit.
   */
  private static Optional<CpuLevel> levelOfJvm() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      int avx = Integer.parseInt(jvm.getVMOption("UseAVX").getValue());
      return Optional.of(avx >= 2 ? CpuLevel.AVX512 : CpuLevel.BASELINE);
    } catch (IllegalArgumentException anotherJvm) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<List<Gpu>> gpus() {
    return NvidiaSmi.query()
        .map(lines -> NvidiaSmi.parse(lines, System.getenv("CUDA_VISIBLE_DEVICES")));
  }

  @Override
  public String java() {
    return System.getProperty("java.version") + ", " + System.getProperty("java.vm.name");
  }

  @Override
  public String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version");
  }

  @Override
  public String cpu() {
    return CpuInfo.model(cpuInfo).orElse(System.getProperty("os.arch"));
  }

  @Override
  public int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public long heapLimit() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public long offHeapLimit() {
    return Pointer.maxBytes();
  }

  @Override
  public boolean isNewerThanOpenBlas() {
    return CpuInfo.isNewerThanOpenBlas(cpuInfo);
  }

  private static boolean onClassPath(String resource) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return ThisMachine.class.getClassLoader().getResource(resource) != null
        || (context != null && context.getResource(resource) != null);
  }

  private static List<String> cpuInfo() {
    Path file = Path.of("/proc/cpuinfo");
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
          : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
