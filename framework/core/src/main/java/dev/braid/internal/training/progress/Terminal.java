package dev.braid.internal.training.progress;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The output of the progress display, and what it can show.
 *
 * @param out the stream that is written to
 * @param moving whether a line can be redrawn: a terminal, not a file, pipe or notebook
 * @param colours whether bold and colours are shown
 * @param lines whether the character set has lines to draw bars with
 * @param width the number of columns
 * @param nanos the clock
 */
public record Terminal(
    PrintStream out,
    boolean moving,
    boolean colours,
    boolean lines,
    int width,
    LongSupplier nanos) {
  static final int USUAL_WIDTH = 80;

  /** The program's standard output as it is now. */
  public static Terminal standardOutput() {
    boolean terminal = isTerminal();
    return of(
        System.out,
        terminal,
        System.getenv(),
        TerminalScreen.charset().newEncoder().canEncode('\u2501'),
        terminal ? TerminalScreen.width() : USUAL_WIDTH);
  }

  static Terminal of(
      PrintStream out,
      boolean terminal,
      Map<String, String> environment,
      boolean lines,
      int width) {
    boolean moving = terminal && !"dumb".equals(environment.get("TERM"));
    String noColour = environment.getOrDefault("NO_COLOR", "");
    return new Terminal(
        out,
        moving,
        noColour.isEmpty(),
        lines,
        columns(environment.get("COLUMNS"), width),
        System::nanoTime);
  }

  private static int columns(@Nullable String wanted, int width) {
    try {
      int columns = wanted == null ? width : Integer.parseInt(wanted.strip());
      return columns > 0 ? columns : width;
    } catch (NumberFormatException e) {
      return width;
    }
  }

  // since Java 22 there may be a console without a terminal, and a method that distinguishes them
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Object console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
