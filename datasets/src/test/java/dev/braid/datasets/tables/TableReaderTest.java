package dev.braid.datasets.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import dev.braid.datasets.TrainTest;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  private static final String PEOPLE =
      """
      age,city,income,"kind, of"
      30, Rome ,1.5e3,b
      41,Oslo,-2,a
      7,Rome,.5,"b"
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("people.csv"), text);
  }

  @Test
  void should_create_named_inputs_and_outputs_from_columns() throws IOException {
    NamedTable table =
        TableReader.csv(file(PEOPLE))
            .input("numbers", "income", "age")
            .categoryInput("place", "city")
            .output("again", "age")
            .classOutput("kind", "kind, of")
            .read();

    assertThat(table.size()).isEqualTo(3);
    assertThat((float[][]) table.inputs().get("numbers"))
        .isDeepEqualTo(new float[][] {{1500, 30}, {-2, 41}, {0.5f, 7}});
    assertThat((int[][]) table.inputs().get("place")).isDeepEqualTo(new int[][] {{1}, {0}, {1}});
    assertThat((float[][]) table.outputs().get("again")).hasDimensions(3, 1);
    assertThat((int[]) table.outputs().get("kind")).containsExactly(1, 0, 1);
    assertThat(table.classes())
        .containsEntry("city", List.of("Oslo", "Rome"))
        .containsEntry("kind, of", List.of("a", "b"));
  }

  @Test
  void should_report_all_invalid_fields_by_line_and_column() throws IOException {
    Path file = file("a,b,c\n1,x,red\n\"2\n\",3,green\n1f,NaN,blue\n");

    assertThatThrownBy(
            () ->
                TableReader.csv(file)
                    .input("in", "a", "b")
                    .classOutput("out", "c")
                    .classes("c", "red", "green")
                    .read())
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            "people.csv" does not fit:
              [table-value]  "b": expected a number, received "x" in line 2.
              [table-value]  "a": expected a number, received "1f" in line 5.
              [table-value]  "b": expected a number, received "NaN" in line 5. \
            Set a value for missing numbers: missing(0).
              [table-value]  "c": expected one of "red", "green", received "blue" in line 5.
              See src/docs/errors.md#table-value""");
  }

  @Test
  void should_report_rows_that_are_too_short_or_too_long() throws IOException {
    Path file = file("a,b\n1,2\n3\n4,5,6\n");

    assertThatThrownBy(() -> TableReader.csv(file).input("in", "a").read())
        .hasMessageContaining("\"line 3\": expected 2 fields, received 1.")
        .hasMessageContaining("\"line 4\": expected 2 fields, received 3.");
  }

  @Test
  void should_report_missing_columns() throws IOException {
    Path file = file("a,b,b\n1,2,3\n");

    assertThatThrownBy(() -> TableReader.csv(file).input("in", "A", "b").read())
        .hasMessageContaining(
            "\"in\": expected one column \"A\", received none among \"a\", \"b\", \"b\".")
        .hasMessageContaining(
            "\"in\": expected one column \"b\", received 2 among \"a\", \"b\", \"b\".");
    assertThatThrownBy(() -> TableReader.csv(file).read())
        .hasMessageContaining("input(\"features\"");
  }

  @Test
  void should_report_only_the_first_problems() throws IOException {
    Path file = file("a\n" + "x\n".repeat(50));

    assertThatThrownBy(() -> TableReader.csv(file).input("in", "a").read())
        .isInstanceOfSatisfying(StructureException.class, e -> assertThat(e.problems()).hasSize(20))
        .hasMessageContaining("(the first 20 of 50)");
  }

  @Test
  void should_have_a_heading_of_the_guide_for_every_problem() throws IOException {
    String guide = Files.readString(Path.of("../src/docs/errors.md"));

    assertThat(List.of("table-column", "table-row", "table-value"))
        .allSatisfy(id -> assertThat(guide).contains("### " + id + "\n"));
  }

  @Test
  void should_replace_missing_numbers() throws IOException {
    NamedTable table =
        TableReader.csv(file("a,b\n1,\nNA,4\n")).input("in", "a", "b").missing(-1).read();

    assertThat((float[][]) table.inputs().get("in"))
        .isDeepEqualTo(new float[][] {{1, -1}, {-1, 4}});
  }

  @Test
  void should_read_other_separators_encodings_and_files_without_header() throws IOException {
    Path file = folder.resolve("other.csv");
    Files.write(file, "1;Köln\n2;Bonn\n".getBytes(StandardCharsets.ISO_8859_1));

    NamedTable table =
        TableReader.csv(file)
            .separator(';')
            .charset(StandardCharsets.ISO_8859_1)
            .columns("n", "city")
            .input("n", "n")
            .classOutput("city", "city")
            .read();

    assertThat(table.classes()).containsEntry("city", List.of("Bonn", "Köln"));
    assertThat((float[][]) table.inputs().get("n")).isDeepEqualTo(new float[][] {{1}, {2}});
  }

  @Test
  void should_skip_a_byte_order_mark() throws IOException {
    assertThat(TableReader.csv(file("\ufeffa\n5\n")).input("in", "a").read().inputs())
        .containsKey("in");
  }

  @Test
  void should_reject_empty_files() throws IOException {
    Path empty = file("");
    assertThatThrownBy(() -> TableReader.csv(empty).input("in", "a").read())
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("it is empty");
    Path header = file("a,b\n");
    assertThatThrownBy(() -> TableReader.csv(header).input("in", "a").read())
        .hasMessageContaining("received no rows");
    assertThatThrownBy(() -> TableReader.csv(folder.resolve("none.csv")).input("in", "a").read())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void should_read_the_records_of_datavec() throws Exception {
    CSVRecordReader csv = new CSVRecordReader(1, ',');
    csv.initialize(new FileSplit(file("a,b\n1,x\n2,y\n").toFile()));

    NamedTable table =
        TableReader.records(csv, "a", "b").input("in", "a").classOutput("out", "b").read();

    assertThat((float[][]) table.inputs().get("in")).isDeepEqualTo(new float[][] {{1}, {2}});
    assertThat((int[]) table.outputs().get("out")).containsExactly(0, 1);
  }

  @Test
  void should_report_the_invalid_record_of_datavec() {
    CollectionRecordReader records =
        new CollectionRecordReader(
            List.of(List.of(new DoubleWritable(1.5)), List.of(new Text("many"))));

    assertThatThrownBy(() -> TableReader.records(records, "a").input("in", "a").read())
        .hasMessageContaining("expected a number, received \"many\" in record 2.");
    assertThatThrownBy(() -> TableReader.records(records, "a").separator(';'))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void should_split_rows_without_mixing_them() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 10; i++) {
      text.append(i).append(',').append(i * 2).append('\n');
    }
    TrainTest<NamedTable> parts =
        TableReader.csv(file(text.toString()))
            .input("in", "a")
            .output("out", "b")
            .read()
            .split(0.3, 1);

    assertThat(parts.train().size()).isEqualTo(7);
    float[][] in = (float[][]) parts.test().inputs().get("in");
    float[][] out = (float[][]) parts.test().outputs().get("out");
    assertThat(in).hasDimensions(3, 1);
    for (int i = 0; i < 3; i++) {
      assertThat(out[i][0]).isEqualTo(in[i][0] * 2);
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void should_reject_a_long_field_of_digits_quickly() throws IOException {
    String digits = "7".repeat(1_000_000);
    Path file = file("age\n" + digits + "x\n");
    assertThatThrownBy(() -> TableReader.csv(file).input("age", "age").read())
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            "people.csv" does not fit:
              [table-value]  "age": expected a number, received "%s… (shortened by 999801 characters)" in line 2.
              See src/docs/errors.md#table-value"""
                .formatted("7".repeat(200)));
  }

  @Test
  void should_read_numbers_in_every_form() throws IOException {
    String text = "n\n1\n+1.\n-.5\n1.5e3\n2E-1\n0012\n1e+2\n";
    assertThat((float[][]) TableReader.csv(file(text)).input("n", "n").read().inputs().get("n"))
        .isDeepEqualTo(new float[][] {{1}, {1}, {-0.5f}, {1500}, {0.2f}, {12}, {100}});
    for (String wrong : new String[] {".", "e5", "1e", "1e+", "--1", "1.2.3", "1d", "0x1", "1 2"}) {
      Path file = file("n\n" + wrong + "\n");
      assertThatThrownBy(() -> TableReader.csv(file).input("n", "n").read())
          .as(wrong)
          .isInstanceOf(StructureException.class);
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void should_number_many_thousands_of_words() throws IOException {
    int count = 200_000;
    StringBuilder text = new StringBuilder("word\n");
    for (int i = count - 1; i >= 0; i--) {
      text.append('w').append(1_000_000 + i).append('\n');
    }
    NamedTable table = TableReader.csv(file(text.toString())).categoryInput("word", "word").read();
    int[][] numbers = (int[][]) table.inputs().get("word");
    for (int i = 0; i < count; i++) {
      assertThat(numbers[i][0]).isEqualTo(count - 1 - i);
    }
  }

  @Test
  void should_list_the_first_of_many_allowed_words() throws IOException {
    String[] words = new String[30];
    for (int i = 0; i < words.length; i++) {
      words[i] = "w" + i;
    }
    TableReader reader =
        TableReader.csv(file("word\nother\n")).classes("word", words).classOutput("k", "word");
    assertThatThrownBy(reader::read)
        .hasMessage(
            """
            "people.csv" does not fit:
              [table-value]  "word": expected one of "w0", "w1", "w10", "w11", "w12", "w13", "w14", "w15" and 22 more, received "other" in line 2.
              See src/docs/errors.md#table-value""");
  }
}
