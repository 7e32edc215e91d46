package dev.braid.engine.memory;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory that was freed back to the system from time to time.
 *
 * <p>glibc keeps what lies between parts that are in use. Primitives of all sizes that come and go
 * leave such holes everywhere, which together become larger than what is in use.
 */
final class FreedMemory {
  private static final Logger LOG = LoggerFactory.getLogger(FreedMemory.class);

  /** glibc's malloc_trim, or null where there is another C library. */
  private static final Function TRIM = find();

  private final long often;
  private final AtomicLong freed = new AtomicLong();

  /** Gives memory back each time so many bytes were freed: it takes some milliseconds. */
  FreedMemory(long often) {
    this.often = often;
  }

  /** Asking for the function by the name of its library would run another program first. */
  private static Function find() {
    try {
      org.bytedeco.javacpp.Pointer known = Loader.addressof("malloc_trim");
      return known == null ? null : Function.getFunction(new Pointer(known.address()));
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("freed memory stays with the process: {}", absent.toString());
      return null;
    }
  }

  /** Counts bytes that were freed. */
  void add(long bytes) {
    long sum = freed.addAndGet(bytes);
    // whoever takes the count back to 0 gives the memory back, and no other thread
    if (sum >= often && freed.compareAndSet(sum, 0) && TRIM != null) {
      TRIM.invokeInt(new Object[] {0});
    }
  }
}
