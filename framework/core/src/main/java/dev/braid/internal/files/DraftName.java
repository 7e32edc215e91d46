package dev.braid.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unique name of a draft: {@code .model.keras.<machine>-<process>-<start>-<number>.braid.tmp}.
 *
 * @param target the file that the draft will replace; truncated if it is long
 * @param machine the machine and its boot; containers of one machine share it
 * @param process the process and its start time, since process ids are reused
 */
record DraftName(String target, String machine, String process) {
  private static final Pattern FORM =
      Pattern.compile("\\.(.*)\\.([0-9a-z]+)-([0-9a-z]+-[0-9a-z]+)-[0-9a-z]+\\.braid\\.tmp");

  /** File names have up to 255 bytes. */
  private static final int LONGEST_TARGET = 180;

  private static final int RADIX = Character.MAX_RADIX;
  private static final AtomicLong COUNT = new AtomicLong();
  private static final String MACHINE = Integer.toUnsignedString(machineKey().hashCode(), RADIX);
  private static final String PROCESS =
      Long.toString(ProcessHandle.current().pid(), RADIX) + "-" + Long.toString(start(), RADIX);

  /** Returns a unique name. */
  static String next(Path target) {
    return ".%s.%s-%s-%s.braid.tmp"
        .formatted(
            shortened(String.valueOf(target.getFileName())),
            MACHINE,
            PROCESS,
            Long.toString(COUNT.getAndIncrement(), RADIX));
  }

  /** Parses the name of a file; returns empty if it is not a draft's. */
  static Optional<DraftName> of(Path file) {
    Matcher matcher = FORM.matcher(String.valueOf(file.getFileName()));
    return matcher.matches()
        ? Optional.of(new DraftName(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Returns whether the draft would replace a file. */
  boolean isFor(Path file) {
    return target.equals(shortened(String.valueOf(file.getFileName())));
  }

  boolean isOfThisMachine() {
    return machine.equals(MACHINE);
  }

  boolean isOfThisProcess() {
    return isOfThisMachine() && process.equals(PROCESS);
  }

  private static String shortened(String name) {
    int length = name.length();
    while (name.substring(0, length).getBytes(StandardCharsets.UTF_8).length > LONGEST_TARGET) {
      length--;
    }
    return name.substring(0, length);
  }

  private static long start() {
    return ProcessHandle.current().info().startInstant().orElseGet(Instant::now).toEpochMilli();
  }

  private static String machineKey() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
    } catch (IOException notLinux) {
      String name = System.getenv("COMPUTERNAME");
      return String.valueOf(name == null ? System.getenv("HOSTNAME") : name);
    }
  }
}
