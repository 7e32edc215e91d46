package dev.braid.internal.training.progress;

import dev.braid.Logs;
import dev.braid.internal.text.KerasNumber;
import dev.braid.internal.text.PrintableText;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** One line of results for each epoch, as Keras writes with {@code verbose=2}. */
final class EpochProgressLines implements ProgressDisplay {
  private final Terminal terminal;
  private final ScoreText scores;
  private StepTimer clock;
  private int target;
  private int done;

  EpochProgressLines(Terminal terminal, ScoreText scores) {
    this.terminal = terminal;
    this.scores = scores;
    this.clock = new StepTimer(terminal.nanos());
  }

  @Override
  public void beginEpoch(int epoch, int epochs, OptionalInt steps) {
    begin(steps);
    if (epochs > 1) {
      terminal.out().print("Epoch " + (epoch + 1) + "/" + epochs + "\n");
    }
  }

  @Override
  public void begin(OptionalInt steps) {
    clock = new StepTimer(terminal.nanos());
    target = steps.orElse(0);
    done = 0;
  }

  @Override
  public void step(int batches, Supplier<Logs> logs) {
    done = batches;
  }

  @Override
  public void end(Logs logs) {
    long now = clock.now();
    double seconds = clock.elapsed(now);
    int all = Math.max(target, done);
    String count =
        String.format(Locale.ROOT, "%" + Integer.toString(all).length() + "d/%d", done, all);
    String line =
        "%s - %ss - %s%s\n"
            .formatted(
                count,
                KerasNumber.fixed(seconds, 0),
                StepTimer.perStepText(clock.perStep(done, now)),
                scores.text(logs));
    terminal.out().print(line);
    terminal.out().flush();
  }

  @Override
  public void tell(String message) {
    terminal.out().print(PrintableText.of(message) + "\n");
    terminal.out().flush();
  }
}
