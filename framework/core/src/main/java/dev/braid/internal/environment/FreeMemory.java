package dev.braid.internal.environment;

import dev.braid.StructureException;
import dev.braid.internal.text.ByteCount;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;

/**
 * Compares what is about to be allocated with the memory that is free.
 *
 * <p>ND4J does not look whether its memory was given, so that too large an array ends the process.
 * Only large amounts are compared, and the garbage collector runs first.
 */
public final class FreeMemory {
  /**
   * The system property that sets how many bytes may be taken outside the heap at once, in place of
   * what the machine has free; {@code off} lets everything be tried.
   */
  public static final String PROPERTY = "braid.memory.limit";

  /** Smaller amounts are not compared. */
  private static final long SMALL = 64L << 20;

  private static final int ATTEMPTS = 5;
  private static final int PAUSE_MILLIS = 100;
  private static final LinuxMemory LINUX = new LinuxMemory(Path.of("/"));

  private FreeMemory() {}

  /** What is free outside the heap, where it is less than the given number of bytes; else empty. */
  public static Optional<Room> lacks(double bytes) {
    return lacks(bytes, FreeMemory::outside);
  }

  /** What is free in the heap, where it is less than the given number of bytes; else empty. */
  public static Optional<Room> heapLacks(double bytes) {
    return lacks(bytes, FreeMemory::heap);
  }

  /** Refuses an array outside the heap for which there is no memory. */
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
    Optional<Room> room = lacks(bytes);
    if (room.isPresent()) {
      throw StructureException.of(
          "There is too little memory",
          ShouldFitInMemory.problem(
              "",
              "an array",
              room.get().text(),
              ByteCount.text(bytes) + " for the shape " + Arrays.toString(shape),
              "Lower the batch size or the sizes of the layer."));
    }
  }

  private static Optional<Room> lacks(double bytes, Supplier<Room> measured) {
    if (bytes < SMALL) {
      return Optional.empty();
    }
    Room room = measured.get();
    for (int i = 0; i < ATTEMPTS && bytes > room.free() && bytes <= room.most(); i++) {
      // unused arrays are freed by the garbage collector only
      System.gc();
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException wanted) {
        Thread.currentThread().interrupt();
        break;
      }
      room = measured.get();
    }
    return bytes > room.free() ? Optional.of(room) : Optional.empty();
  }

  private static Room heap() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    long most = runtime.maxMemory();
    return new Room(most - used, most, "the Java heap has free (-Xmx)");
  }

  private static Room outside() {
    String property = System.getProperty(PROPERTY, "").strip();
    if (property.equals("off")) {
      return new Room(Long.MAX_VALUE, Long.MAX_VALUE, "");
    }
    if (property.matches("\\d{1,18}")) {
      long bytes = Long.parseLong(property);
      return new Room(bytes, bytes, "-D" + PROPERTY + " allows");
    }
    Room system =
        LINUX
            .free()
            .orElseGet(
                () ->
                    new Room(
                        Pointer.totalPhysicalBytes(),
                        Pointer.totalPhysicalBytes(),
                        "this machine has"));
    long most = Pointer.maxPhysicalBytes();
    return most <= 0
        ? system
        : system.orLess(
            new Room(
                most - Pointer.physicalBytes(),
                most,
                "JavaCPP allows (-Dorg.bytedeco.javacpp.maxphysicalbytes)"));
  }
}
