package dev.braid.docs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs programs of the guides one after another, in a separate process and folder.
 *
 * <p>The outcome of each is in a file with its name: empty, or the exception.
 */
final class SnippetProgram {
  private SnippetProgram() {}

  public static void main(String... classes) throws IOException {
    for (String name : classes) {
      Files.writeString(Path.of(name + ".out"), outcome(name));
    }
  }

  private static String outcome(String name) {
    try {
      ((SnippetData) Class.forName(name).getConstructor().newInstance()).run();
      return "";
    } catch (dev.braid.StructureException e) {
      return e.getMessage();
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
  }
}
