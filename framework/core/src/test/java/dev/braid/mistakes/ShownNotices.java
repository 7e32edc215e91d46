package dev.braid.mistakes;

import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.List;

/** The notices that a call shows, as if it were the first of the program. */
final class ShownNotices {
  private ShownNotices() {}

  /** A call, which may fail in any way. */
  @FunctionalInterface
  interface Call {
    void make() throws Exception;
  }

  /** All notices of a call, each with its id before its text. */
  static List<String> of(Call call) throws Exception {
    Notices.on();
    List<Notice> shown = new ArrayList<>();
    try (Notices.Subscription ignored = Notices.listen(shown::add)) {
      call.make();
    } finally {
      Notices.on();
    }
    return shown.stream().map(notice -> notice.id() + ": " + notice.message()).toList();
  }
}
