package dev.braid.internal.training.progress;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where progress is told, and what that place can show.
 *
 * @param out takes the text
 * @param moving whether a line can be drawn anew: a terminal, no file, pipe or notebook
 * @param colours whether bold and colours are wanted
 * @param lines whether the character set has lines to draw bars with
 * @param width columns of the screen
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
        Screen.charset().newEncoder().canEncode('\u2501'),
        terminal ? Screen.width() : USUAL_WIDTH);
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

  private static int columns(String wanted, int width) {
    try {
      int columns = wanted == null ? width : Integer.parseInt(wanted.strip());
      return columns > 0 ? columns : width;
    } catch (NumberFormatException e) {
      return width;
    }
  }

  // From Java 22 on there is a console without a terminal too, and a question to tell them apart.
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
