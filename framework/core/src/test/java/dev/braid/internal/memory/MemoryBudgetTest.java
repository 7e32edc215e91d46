package dev.braid.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);
  private final List<String> forgotten = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();

  private final class Named extends MemoryBudget.Item {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected void forget() {
      forgotten.add(name);
    }

    @Override
    protected void close() {
      assertThat(Thread.holdsLock(budget)).isFalse();
      closed.add(name);
    }
  }

  private Named use(String name, long bytes) {
    Named item = new Named(name);
    use(item, bytes);
    return item;
  }

  private void use(Named item, long bytes) {
    budget.begin(item);
    budget.end(item, bytes);
  }

  /** Makes everything that was used so far old. */
  private static void steps(int count) {
    for (int i = 0; i < count; i++) {
      MemoryBudget.beginStep();
    }
  }

  @Test
  void should_close_the_least_recently_used_items_first() {
    Named a = use("a", 40);
    use("b", 40);
    use(a, 40);
    steps(100);
    assertThat(closed).isEmpty();

    use("c", 40);

    assertThat(closed).containsExactly("b");
    assertThat(forgotten).containsExactly("b");
    assertThat(budget.held()).isEqualTo(80);
  }

  @Test
  void should_close_as_many_as_it_takes() {
    use("a", 30);
    use("b", 30);
    use("c", 30);
    steps(100);

    use("d", 70);

    assertThat(closed).containsExactly("a", "b");
    assertThat(budget.held()).isEqualTo(100);
  }

  @Test
  void should_keep_what_the_last_steps_used_however_much_it_is() {
    use("a", 90);
    steps(7);
    use("b", 90);
    assertThat(closed).isEmpty();
    assertThat(budget.held()).isEqualTo(180);

    steps(1);
    use("c", 1);

    assertThat(closed).containsExactly("a");
    assertThat(budget.held()).isEqualTo(91);
  }

  @Test
  void should_close_nothing_that_is_in_use() {
    Named a = new Named("a");
    budget.begin(a);
    budget.begin(a);
    budget.end(a, 80);
    steps(100);
    use("b", 80);
    assertThat(closed).isEmpty();
    steps(100);
    use("c", 10);
    assertThat(closed).containsExactly("b");

    steps(100);
    budget.end(a, 95);

    assertThat(closed).containsExactly("b", "c");
    assertThat(budget.held()).isEqualTo(95);
    steps(100);
    use("d", 50);
    assertThat(closed).containsExactly("b", "c", "a");
  }

  @Test
  void should_count_what_an_item_takes_after_its_last_use() {
    Named a = use("a", 40);
    use(a, 60);
    use("b", 10);
    assertThat(budget.held()).isEqualTo(70);
    assertThat(budget.remaining(a)).isEqualTo(90);
    use(a, 5);
    assertThat(budget.held()).isEqualTo(15);
    budget.remove(a);
    assertThat(budget.held()).isEqualTo(10);
    budget.remove(a);
    assertThat(budget.held()).isEqualTo(10);
  }
}
