package dev.braid.internal.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from Linux' virtual files how much memory the machine and the container have free. */
final class LinuxMemory {
  private static final String MACHINE = "this machine has free";
  private static final String CONTAINER = "this container has free";
  private static final long KIBI = 1024;

  /** Version 1 writes a number near 2^63 where there is no limit. */
  private static final long UNLIMITED = 1L << 60;

  private final Path root;

  /**
   * A reader of virtual files.
   *
   * @param root the folder that holds {@code proc} and {@code sys}
   */
  LinuxMemory(Path root) {
    this.root = root;
  }

  /** The memory of whichever has less free; empty on other systems. */
  Optional<Room> free() {
    Optional<Room> machine = machine();
    return machine.map(
        room -> {
          Room least = room;
          for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
              least = least.orLess(group("sys/fs/cgroup", parts[2], Names.V2));
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
              least = least.orLess(group("sys/fs/cgroup/memory", parts[2], Names.V1));
            }
          }
          return least;
        });
  }

  private Optional<Room> machine() {
    Map<String, Long> values = values(root.resolve("proc/meminfo"));
    Long total = values.get("MemTotal:");
    Long available = values.get("MemAvailable:");
    if (total == null || available == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Room(
            KIBI * (available + values.getOrDefault("SwapFree:", 0L)),
            KIBI * (total + values.getOrDefault("SwapTotal:", 0L)),
            MACHINE));
  }

  /** The files of a version of control groups. */
  private enum Names {
    V1("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    V2("memory.max", "memory.current", "inactive_file");

    private final String limit;
    private final String usage;
    private final String cache;

    Names(String limit, String usage, String cache) {
      this.limit = limit;
      this.usage = usage;
      this.cache = cache;
    }
  }

  /** The least that a group or one above it leaves; in a container its own group is the mount. */
  private Room group(String mount, String path, Names names) {
    Room least = new Room(Long.MAX_VALUE, Long.MAX_VALUE, CONTAINER);
    Path top = root.resolve(mount);
    String rest = path;
    while (true) {
      least = least.orLess(limit(top.resolve(rest.replaceAll("^/+", "")), names));
      if (rest.replace("/", "").isEmpty()) {
        return least;
      }
      rest = rest.substring(0, rest.lastIndexOf('/'));
    }
  }

  private static Room limit(Path folder, Names names) {
    long limit = number(folder.resolve(names.limit));
    long usage = number(folder.resolve(names.usage));
    if (limit < 0 || limit > UNLIMITED || usage < 0) {
      return new Room(Long.MAX_VALUE, Long.MAX_VALUE, CONTAINER);
    }
    // what was read from files is given up where memory is wanted
    long cache = values(folder.resolve("memory.stat")).getOrDefault(names.cache, 0L);
    return new Room(limit - Math.max(0, usage - cache), limit, CONTAINER);
  }

  private static long number(Path file) {
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
