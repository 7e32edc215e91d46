package dev.braid.internal.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the free memory of the machine and the container from Linux' virtual files. */
final class LinuxMemory {
  private static final String MACHINE = "this machine has free";
  private static final String CONTAINER = "this container has free";
  private static final long KIBI = 1024;

  /** A bound for limits: version 1 of cgroups writes a number near 2^63 for no limit. */
  private static final long UNLIMITED = 1L << 60;

  private final Path root;

  /**
   * Creates a reader.
   *
   * @param root the folder that contains {@code proc} and {@code sys}
   */
  LinuxMemory(Path root) {
    this.root = root;
  }

  /** Returns the smaller of the machine's and the container's; empty on other systems. */
  Optional<AvailableMemory> free() {
    Optional<AvailableMemory> machine = machine();
    return machine.map(
        memory -> {
          AvailableMemory smallest = memory;
          for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
              smallest = smallest.orSmaller(group("sys/fs/cgroup", parts[2], CgroupFiles.V2));
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
              smallest =
                  smallest.orSmaller(group("sys/fs/cgroup/memory", parts[2], CgroupFiles.V1));
            }
          }
          return smallest;
        });
  }

  private Optional<AvailableMemory> machine() {
    Map<String, Long> values = values(root.resolve("proc/meminfo"));
    Long total = values.get("MemTotal:");
    Long available = values.get("MemAvailable:");
    if (total == null || available == null) {
      return Optional.empty();
    }
    return Optional.of(
        new AvailableMemory(
            KIBI * (available + values.getOrDefault("SwapFree:", 0L)),
            KIBI * (total + values.getOrDefault("SwapTotal:", 0L)),
            MACHINE));
  }

  /** The file and entry names of a version of control groups. */
  private enum CgroupFiles {
    V1("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    V2("memory.max", "memory.current", "inactive_file");

    private final String limit;
    private final String usage;
    private final String cache;

    CgroupFiles(String limit, String usage, String cache) {
      this.limit = limit;
      this.usage = usage;
      this.cache = cache;
    }
  }

  /** Returns the minimum over a group and its ancestors; a container's own group is the mount. */
  private AvailableMemory group(String mount, String path, CgroupFiles files) {
    AvailableMemory smallest = new AvailableMemory(Long.MAX_VALUE, Long.MAX_VALUE, CONTAINER);
    Path top = root.resolve(mount);
    String rest = path;
    while (true) {
      smallest = smallest.orSmaller(limit(top.resolve(rest.replaceAll("^/+", "")), files));
      if (rest.replace("/", "").isEmpty()) {
        return smallest;
      }
      rest = rest.substring(0, rest.lastIndexOf('/'));
    }
  }

  private static AvailableMemory limit(Path folder, CgroupFiles files) {
    long limit = readLong(folder.resolve(files.limit));
    long usage = readLong(folder.resolve(files.usage));
    if (limit < 0 || limit > UNLIMITED || usage < 0) {
      return new AvailableMemory(Long.MAX_VALUE, Long.MAX_VALUE, CONTAINER);
    }
    // the kernel reclaims the file cache when a program needs memory
    long cache = values(folder.resolve("memory.stat")).getOrDefault(files.cache, 0L);
    return new AvailableMemory(limit - Math.max(0, usage - cache), limit, CONTAINER);
  }

  private static long readLong(Path file) {
    List<String> lines = lines(file);
    try {
      return lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip());
    } catch (NumberFormatException noLimit) {
      return -1;
    }
  }

  private static Map<String, Long> values(Path file) {
    Map<String, Long> values = new HashMap<>();
    for (String line : lines(file)) {
      String[] parts = line.split("\\s+", 3);
      if (parts.length > 1 && parts[1].matches("\\d{1,18}")) {
        values.put(parts[0], Long.parseLong(parts[1]));
      }
    }
    return values;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
          : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
