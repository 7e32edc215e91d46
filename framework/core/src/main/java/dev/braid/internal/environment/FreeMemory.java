package dev.braid.internal.environment;

import dev.braid.StructureException;
import dev.braid.internal.text.ByteCount;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;

/**
 * Compares the size of planned allocations with the free memory.
 *
 * <p>ND4J does not check whether an allocation succeeded, so an array that is too large ends the
 * process. Only large sizes are compared, after the garbage collector has run.
 */
public final class FreeMemory {
  /**
   * The name of the system property that sets how many bytes one check allows outside the heap, in
   * place of the machine's free memory; {@code off} allows any size.
   */
  public static final String PROPERTY = "braid.memory.limit";

  /** The size in bytes below which nothing is compared. */
  private static final long SMALL = 64L << 20;

  private static final int ATTEMPTS = 5;
  private static final int PAUSE_MILLIS = 100;
  private static final LinuxMemory LINUX = new LinuxMemory(Path.of("/"));

  private FreeMemory() {}

  /** Returns the free memory outside the heap if it is less than {@code bytes}; otherwise empty. */
  public static Optional<AvailableMemory> lacks(double bytes) {
    return lacks(bytes, FreeMemory::outside);
  }

  /** Returns the free memory in the heap if it is less than {@code bytes}; otherwise empty. */
  public static Optional<AvailableMemory> heapLacks(double bytes) {
    return lacks(bytes, FreeMemory::heap);
  }

  /** Throws if the memory outside the heap is too small for an array. */
  public static void check(int elementBytes, long... shape) {
    double bytes = elementBytes;
    for (long size : shape) {
      bytes *= size;
    }
    if (bytes >= SMALL) {
      checkLarge(bytes, shape);
    }
  }

  private static void checkLarge(double bytes, long... shape) {
    Optional<AvailableMemory> memory = lacks(bytes);
    if (memory.isPresent()) {
      throw StructureException.of(
          "There is too little memory",
          ShouldFitInMemory.problem(
              "",
              "an array",
              memory.get().text(),
              ByteCount.text(bytes) + " for the shape " + Arrays.toString(shape),
              "Lower the batch size or the sizes of the layer."));
    }
  }

  private static Optional<AvailableMemory> lacks(double bytes, Supplier<AvailableMemory> measure) {
    if (bytes < SMALL) {
      return Optional.empty();
    }
    AvailableMemory memory = measure.get();
    for (int i = 0; i < ATTEMPTS && bytes > memory.free() && bytes <= memory.limit(); i++) {
      // only the garbage collector frees unused arrays
      System.gc();
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      memory = measure.get();
    }
    return bytes > memory.free() ? Optional.of(memory) : Optional.empty();
  }

  private static AvailableMemory heap() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    long limit = runtime.maxMemory();
    return new AvailableMemory(limit - used, limit, "the Java heap has free (-Xmx)");
  }

  private static AvailableMemory outside() {
    String property = System.getProperty(PROPERTY, "").strip();
    if (property.equals("off")) {
      return new AvailableMemory(Long.MAX_VALUE, Long.MAX_VALUE, "");
    }
    if (property.matches("\\d{1,18}")) {
      long bytes = Long.parseLong(property);
      return new AvailableMemory(bytes, bytes, "-D" + PROPERTY + " allows");
    }
    AvailableMemory system =
        LINUX
            .free()
            .orElseGet(
                () ->
                    new AvailableMemory(
                        Pointer.totalPhysicalBytes(),
                        Pointer.totalPhysicalBytes(),
                        "this machine has"));
    long limit = Pointer.maxPhysicalBytes();
    return limit <= 0
        ? system
        : system.orSmaller(
            new AvailableMemory(
                limit - Pointer.physicalBytes(),
                limit,
                "JavaCPP allows (-Dorg.bytedeco.javacpp.maxphysicalbytes)"));
  }
}
