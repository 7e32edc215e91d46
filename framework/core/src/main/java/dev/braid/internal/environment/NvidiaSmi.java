package dev.braid.internal.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Queries NVIDIA's driver for the GPUs of this machine. */
final class NvidiaSmi {
  private static final int TIMEOUT_SECONDS = 20;

  private NvidiaSmi() {}

  /** Returns one line per GPU, or empty if the program is missing or fails. */
  static Optional<List<String>> query() {
    try {
      Process process =
          new ProcessBuilder(
                  "nvidia-smi", "--query-gpu=index,uuid,compute_cap,name", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? Optional.of(output.lines().toList()) : Optional.empty();
    } catch (IOException notInstalled) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Parses the output; lines without a compute capability are skipped.
   *
   * @param visible the value of {@code CUDA_VISIBLE_DEVICES}, which CUDA respects and nvidia-smi
   *     doesn't; null if unset
   */
  static List<Gpu> parse(List<String> lines, String visible) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(", *", 4);
      if (fields.length == 4
          && fields[2].matches("\\d+\\.\\d+")
          && isVisible(fields[0].strip(), fields[1].strip(), visible)) {
        String[] capability = fields[2].split("\\.", 2);
        gpus.add(
            new Gpu(
                fields[3].strip(),
                Integer.parseInt(capability[0]),
                Integer.parseInt(capability[1])));
      }
    }
    return gpus;
  }

  private static boolean isVisible(String index, String uuid, String visible) {
    if (visible == null) {
      return true;
    }
    for (String entry : visible.split(",", -1)) {
      String name = entry.strip();
      if (name.equals(index) || (name.startsWith("GPU-") && uuid.startsWith(name))) {
        return true;
      }
    }
    return false;
  }
}
