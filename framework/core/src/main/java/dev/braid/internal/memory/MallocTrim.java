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
 * <p>glibc keeps freed memory between parts that are in use. Primitives of all sizes that come and
 * go leave such holes everywhere, which together become larger than what is in use. The call takes
 * some milliseconds, so it is made once per a given number of freed bytes. Other C libraries are
 * left alone.
 */
final class MallocTrim {
  private static final Logger LOG = LoggerFactory.getLogger(MallocTrim.class);

  /** glibc's malloc_trim, or null where there is another C library. */
  private static final @Nullable Function TRIM = find();

  private final long often;
  private final AtomicLong freed = new AtomicLong();

  /** Returns memory each time that the given number of bytes was freed. */
  MallocTrim(long often) {
    this.often = often;
  }

  /** Asking for the function by the name of its library would run another program first. */
  private static @Nullable Function find() {
    try {
      org.bytedeco.javacpp.Pointer known = Loader.addressof("malloc_trim");
      return known == null ? null : Function.getFunction(new Pointer(known.address()));
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("freed memory stays with the process: {}", absent.toString());
      return null;
    }
  }

  /** Counts freed bytes, and returns memory where they have become many. */
  void add(long bytes) {
    long sum = freed.addAndGet(bytes);
    // the one thread that resets the count returns the memory
    if (sum >= often && freed.compareAndSet(sum, 0) && TRIM != null) {
      TRIM.invokeInt(new Object[] {0});
    }
  }
}
