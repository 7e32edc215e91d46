package dev.braid.notices;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Shows one-line notices about calls that are legal but probably a mistake.
 *
 * <p>Each notice has an id, which is a heading of {@code src/docs/notices.md}, and is shown once in
 * a process. Notices go to the SLF4J logger {@code dev.braid.notices} as warnings; without an SLF4J
 * provider they go to the standard error stream. They are switched off by {@link #off}, or by the
 * system property {@value #PROPERTY}: {@code all}, or a comma-separated list of ids.
 */
public final class Notices {
  /** The system property that switches notices off. */
  public static final String PROPERTY = "braid.notices.off";

  private static final String LOGGER = "dev.braid.notices";
  private static final String ALL = "all";

  /** The maximum number of shown notices that are remembered. */
  private static final int REMEMBERED = 1000;

  private static final Set<String> SHOWN = new LinkedHashSet<>();
  private static final Set<String> OFF = new TreeSet<>(ids(System.getProperty(PROPERTY, "")));
  private static final List<Consumer<Notice>> LISTENERS = new CopyOnWriteArrayList<>();

  private Notices() {}

  /**
   * Switches notices off for the rest of the process.
   *
   * @param ids the ids of the notices; all notices if none is given
   */
  public static void off(String... ids) {
    synchronized (SHOWN) {
      OFF.addAll(ids.length == 0 ? List.of(ALL) : Arrays.asList(ids));
    }
  }

  /** Switches all notices on again; those that were shown before can be shown again. */
  public static void on() {
    synchronized (SHOWN) {
      OFF.clear();
      SHOWN.clear();
    }
  }

  /**
   * Receives every notice that is shown.
   *
   * @return removes the listener when it is closed
   */
  public static Subscription listen(Consumer<Notice> listener) {
    Objects.requireNonNull(listener, "listener");
    LISTENERS.add(listener);
    return () -> LISTENERS.remove(listener);
  }

  /**
   * Shows a notice, unless it is switched off or was shown before.
   *
   * @param id a heading of the notices guide
   * @param message one line that names the layer, output or option and says what to do
   */
  public static void show(String id, String message) {
    Notice notice = new Notice(id, message);
    synchronized (SHOWN) {
      if (OFF.contains(ALL) || OFF.contains(id) || !SHOWN.add(notice.toString())) {
        return;
      }
      if (SHOWN.size() > REMEMBERED) {
        SHOWN.remove(SHOWN.iterator().next());
      }
    }
    print(notice);
    LISTENERS.forEach(listener -> listener.accept(notice));
  }

  private static void print(Notice notice) {
    Logger log = LoggerFactory.getLogger(LOGGER);
    if (log instanceof NOPLogger) {
      System.err.println("Notice " + notice);
    } else {
      log.warn("{}", notice);
    }
  }

  private static List<String> ids(String property) {
    String text = property.trim();
    if (text.isEmpty()) {
      return List.of();
    }
    return text.equals(ALL) ? List.of(ALL) : List.of(text.split("\\s*,\\s*"));
  }

  /** A subscription of {@link #listen}. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
