package dev.braid.engine.threads;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * OpenMP's threads, which oneDNN's products run in too: no thread has to wake between a product and
 * a loop, and none gets in another's way.
 *
 * <p>Each thread that brings jobs has a team of its own in OpenMP, which ends with it.
 */
final class OpenMpTeam implements Team {
  /** How the library has to find {@link Calls}. */
  static final FunctionMapper NAMES = (library, method) -> "GOMP_" + method.getName();

  /** Who comes while so many others are at work runs the job alone. */
  private static final int PLACES = 64;

  private static final ThreadGroup MEMBERS = new ThreadGroup("braid-kernels");

  private final AtomicReferenceArray<Job> jobs = new AtomicReferenceArray<>(PLACES);

  /** What each thread of a team runs; native code refers to it. */
  private final Part part = place -> jobs.get((int) place).run();

  private final long entry;
  private final int size;

  /** What OpenMP calls; public, since JNA calls it by reflection. */
  @FunctionalInterface
  public interface Part extends Callback {
    void run(long place);
  }

  /**
   * A team of so many threads.
   *
   * @throws LinkageError if the library has no such teams
   */
  OpenMpTeam(NativeLibrary openMp, int size) {
    this.size = size;
    Native.register(Calls.class, openMp);
    Native.setCallbackThreadInitializer(part, new Names());
    entry = Pointer.nativeValue(CallbackReference.getFunctionPointer(part));
  }

  private static final class Calls {
    static native void parallel(long entry, long argument, int threads, int flags);
  }

  /** A thread stays known to Java once it has taken part, for to make it known takes a while. */
  private static final class Names extends CallbackThreadInitializer {
    private final AtomicInteger count = new AtomicInteger();

    Names() {
      super(true, false);
    }

    @Override
    public String getName(Callback callback) {
      return MEMBERS.getName() + "-" + count.incrementAndGet();
    }

    @Override
    public ThreadGroup getThreadGroup(Callback callback) {
      return MEMBERS;
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean has(Thread thread) {
    return thread.getThreadGroup() == MEMBERS;
  }

  /** All threads come, since OpenMP ends those that are left out. */
  @Override
  public void run(Job job, int threads) {
    int place = 0;
    while (place < PLACES && !jobs.compareAndSet(place, null, job)) {
      place++;
    }
    if (place == PLACES) {
      job.run();
      return;
    }
    try {
      Calls.parallel(entry, place, size, 0);
    } finally {
      jobs.set(place, null);
    }
  }

  @Override
  public void rest() {
    // what wants the cores runs in the same threads
  }
}
