package dev.braid.internal.text;

/** Shortens texts that go into messages. */
public final class ShortText {
  /** The most characters of a whole message, so that logs are not filled. */
  public static final int MESSAGE = 64 << 10;

  private ShortText() {}

  /** The text itself, or so many of its first characters and a remark of how many are left out. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (shortened by " + (text.length() - end) + " characters)";
  }
}
