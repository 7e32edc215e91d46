package dev.braid.internal.text;

/** Shortens texts for messages. */
public final class ShortText {
  /** The maximum number of characters of a message, which limits the size of logs. */
  public static final int MESSAGE = 64 << 10;

  private ShortText() {}

  /** The text, or its first characters with the number of omitted characters. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (shortened by " + (text.length() - end) + " characters)";
  }
}
