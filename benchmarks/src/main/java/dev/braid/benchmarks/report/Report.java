package dev.braid.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.braid.benchmarks.measure.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The result of a command.
 *
 * @param name of the command, and of the files
 * @param title the heading of table and chart
 * @param machine and versions and settings, by name
 */
public record Report(
    String name, String title, Map<String, Object> machine, List<Comparison> comparisons) {

  public String text() {
    StringBuilder text = new StringBuilder("# " + title + "\n\n");
    text.append(MarkdownTable.of(comparisons)).append('\n');
    String remarks = MarkdownTable.remarks(comparisons);
    if (!remarks.isEmpty()) {
      text.append(remarks).append('\n');
    }
    machine.forEach((key, value) -> text.append("- " + key + ": " + inOneLine(value) + "\n"));
    return text.toString();
  }

  private static String inOneLine(Object value) {
    return value.toString().replace("\n", "; ").replaceAll(" +", " ");
  }

  public String json() throws IOException {
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
  }

  /** Writes {@code name.md}, {@code .json}, {@code .png} and {@code .svg} to the folder. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".md"), text());
    Files.writeString(folder.resolve(name + ".json"), json());
    new BarChart(title, comparisons).write(folder, name);
  }
}
