package dev.braid.internal.memory;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns freed memory to the system from time to time, by glibc's {@code malloc_trim}.
 *
 * <p>glibc keeps freed memory between allocations that are in use. Primitives of all sizes that are
 * created and freed leave such gaps, whose total exceeds the memory in use. The call takes some
 * milliseconds, so it is made once per a given number of freed bytes. With other C libraries
 * nothing is done.
 */
final class MallocTrim {
  private static final Logger LOG = LoggerFactory.getLogger(MallocTrim.class);

  /** glibc's malloc_trim, or null with another C library. */
  private static final @Nullable Function TRIM = find();

  private final long interval;
  private final AtomicLong freed = new AtomicLong();

  /** Creates a trimmer that returns memory each time the given number of bytes was freed. */
  MallocTrim(long interval) {
    this.interval = interval;
  }

  /** Finds the function by address: JNA's lookup by library name would start another program. */
  private static @Nullable Function find() {
    try {
      org.bytedeco.javacpp.Pointer address = Loader.addressof("malloc_trim");
      return address == null ? null : Function.getFunction(new Pointer(address.address()));
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("freed memory stays with the process: {}", absent.toString());
      return null;
    }
  }

  /** Adds to the count of freed bytes, and returns memory when the interval is reached. */
  void add(long bytes) {
    long sum = freed.addAndGet(bytes);
    // only the thread that resets the count returns the memory
    if (sum >= interval && freed.compareAndSet(sum, 0) && TRIM != null) {
      TRIM.invokeInt(new Object[] {0});
    }
  }
}
