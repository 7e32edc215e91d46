package dev.braid.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final List<Notice> shown = new ArrayList<>();
  private Notices.Subscription subscription;

  @BeforeEach
  void listen() {
    Notices.on();
    subscription = Notices.listen(shown::add);
  }

  @AfterEach
  void stop() {
    subscription.close();
    Notices.on();
  }

  @Test
  void should_show_the_same_notice_once() {
    Notices.show("some-id", "first.");
    Notices.show("some-id", "first.");
    Notices.show("some-id", "second.");

    assertThat(shown)
        .containsExactly(new Notice("some-id", "first."), new Notice("some-id", "second."));
  }

  @Test
  void should_not_show_notices_that_are_switched_off_by_id() {
    Notices.off("some-id");

    Notices.show("some-id", "first.");
    Notices.show("other-id", "second.");

    assertThat(shown).extracting(Notice::id).containsExactly("other-id");
  }

  @Test
  void should_not_show_any_notice_when_all_are_switched_off() {
    Notices.off();

    Notices.show("some-id", "first.");

    assertThat(shown).isEmpty();
  }

  @Test
  void should_not_call_a_listener_that_was_closed() {
    subscription.close();

    Notices.show("some-id", "first.");

    assertThat(shown).isEmpty();
  }

  @Test
  void should_point_to_the_heading_of_the_guide() {
    assertThat(new Notice("some-id", "Text."))
        .hasToString("[some-id] Text. See src/docs/notices.md#some-id");
  }
}
