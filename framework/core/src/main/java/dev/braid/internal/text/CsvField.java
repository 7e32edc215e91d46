package dev.braid.internal.text;

/** A field of a CSV file as RFC 4180 writes it. */
public final class CsvField {
  private static final String FORMULA = "=+-@\t\r";

  private CsvField() {}

  /**
   * A field of text.
   *
   * <p>An apostrophe before a text that begins like a formula keeps spreadsheets from computing it.
   *
   * @param separator the separator of fields
   */
  public static String of(String text, char separator) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String harmless = formula ? "'" + text : text;
    boolean plain =
        harmless.chars().noneMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
    return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
