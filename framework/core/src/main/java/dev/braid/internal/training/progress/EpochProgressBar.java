package dev.braid.internal.training.progress;

import dev.braid.Logs;
import dev.braid.internal.text.KerasNumber;
import dev.braid.internal.text.PrintableText;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A bar that moves, as Keras draws it with {@code verbose=1}.
 *
 * <p>While it moves it is kept to the width of the terminal, as a line that wraps cannot be
 * redrawn: first the bar gets shorter, then scores are omitted. The last drawing is complete.
 */
final class EpochProgressBar implements ProgressDisplay {
  private static final long INTERVAL = 50_000_000;
  private static final int CELLS = 20;
  private static final int FEW_CELLS = 10;
  private static final String SCORE = " - ";
  private static final String INDENT = "    ";
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String GREY = "\u001b[37m";
  private static final String PLAIN = "\u001b[0m";

  private final Terminal terminal;
  private final ScoreText scores;
  private StepTimer clock;
  private int target;
  private int done;
  private long drawn;
  private boolean never;
  private int width;

  EpochProgressBar(Terminal terminal, ScoreText scores) {
    this.terminal = terminal;
    this.scores = scores;
    this.clock = new StepTimer(terminal.nanos());
  }

  @Override
  public void beginEpoch(int epoch, int epochs, OptionalInt steps) {
    begin(steps);
    if (epochs > 1) {
      print("Epoch " + (epoch + 1) + "/" + epochs + "\n");
    }
  }

  @Override
  public void begin(OptionalInt steps) {
    clock = new StepTimer(terminal.nanos());
    target = steps.orElse(0);
    done = 0;
    never = true;
    width = 0;
  }

  @Override
  public void step(int batches, Supplier<Logs> logs) {
    done = batches;
    long now = clock.now();
    double perStep = clock.perStep(done, now);
    if (!never && now - drawn < INTERVAL) {
      return;
    }
    String left = target > 0 ? StepTimer.remaining(perStep * (target - done)) : elapsed(now);
    String tail = " " + StepTimer.perStepText(perStep) + scores.text(logs.get());
    draw(fitted(left, tail), now);
  }

  @Override
  public void end(Logs logs) {
    if (target == 0) {
      target = done;
    }
    long now = clock.now();
    String tail = " " + StepTimer.perStepText(clock.perStep(done, now)) + scores.text(logs);
    draw(wrapped(line(CELLS, elapsed(now), tail)), now);
    print("\n");
    width = 0;
  }

  @Override
  public void abandon() {
    if (width > 0) {
      print("\n");
      width = 0;
    }
  }

  @Override
  public void tell(String message) {
    abandon();
    print(PrintableText.of(message) + "\n");
  }

  private String elapsed(long now) {
    return KerasNumber.fixed(clock.elapsed(now), 0) + "s";
  }

  private void draw(String line, long now) {
    int end = line.indexOf('\n') < 0 ? line.length() : line.indexOf('\n');
    int length = visible(line.substring(0, end));
    String rest = " ".repeat(Math.max(0, width - length));
    print("\r" + line.substring(0, end) + rest + line.substring(end));
    width = length;
    drawn = now;
    never = false;
  }

  private String fitted(String time, String tail) {
    int room = terminal.width() - 1;
    String line = line(CELLS, time, tail);
    if (visible(line) <= room) {
      return line;
    }
    line = line(FEW_CELLS, time, tail);
    int over = visible(line) - room;
    if (over <= 0) {
      return line;
    }
    String more = terminal.lines() ? "\u2026" : "..";
    int kept = Math.max(0, tail.length() - over - more.length());
    return line(FEW_CELLS, time, tail.substring(0, kept) + more);
  }

  /** Breaks a line that is too long before a score. */
  private String wrapped(String line) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String score : line.split(SCORE)) {
      boolean first = text.isEmpty();
      if (!first && column + SCORE.length() + visible(score) > terminal.width()) {
        text.append('\n').append(INDENT);
        column = INDENT.length();
      } else if (!first) {
        text.append(SCORE);
        column += SCORE.length();
      }
      text.append(score);
      column += visible(score);
    }
    return text.toString();
  }

  private String line(int cells, String time, String tail) {
    return bar(cells) + " " + styled(BOLD, time) + tail;
  }

  private String bar(int cells) {
    if (target == 0) {
      return String.format(Locale.ROOT, "%7d/Unknown", done);
    }
    int digits = Integer.toString(target).length();
    String count = String.format(Locale.ROOT, "%" + digits + "d/%d", done, target);
    int green = Math.min(cells, (int) (cells * ((double) done / target)));
    return styled(BOLD, count)
        + " "
        + (green > 0 ? styled(GREEN, (terminal.lines() ? "\u2501" : "=").repeat(green)) : "")
        + styled(GREY, rest().repeat(cells - green));
  }

  // without colours the remaining part is distinguished by its characters
  private String rest() {
    if (!terminal.lines()) {
      return ".";
    }
    return terminal.colours() ? "\u2501" : "\u2500";
  }

  private String styled(String style, String text) {
    return terminal.colours() ? style + text + PLAIN : text;
  }

  private static int visible(String line) {
    return line.replaceAll("\u001b\\[\\d*m", "").length();
  }

  private void print(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }
}
