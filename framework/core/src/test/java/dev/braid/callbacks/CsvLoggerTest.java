package dev.braid.callbacks;

import static dev.braid.internal.training.Runs.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.internal.training.LinearModel;
import dev.braid.internal.training.Runs;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLoggerTest {
  @TempDir Path folder;
  private final LinearModel model = new LinearModel("y");

  @Test
  void should_write_a_line_for_each_epoch_immediately() throws IOException {
    Path file = folder.resolve("log.csv");
    List<String> during = new ArrayList<>();
    History history =
        Runs.fit(
            model,
            quiet(
                    2,
                    new CsvLogger(file),
                    new LambdaCallback().onEpochEnd((epoch, logs, run) -> during.add(read(file))))
                .validationFreq(2));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "epoch,hits,loss,mae,val_hits,val_loss,val_mae",
            "0,%s,%s,%s,NA,NA,NA"
                .formatted(history.get("hits")[0], history.get("loss")[0], history.get("mae")[0]),
            "1,%s,%s,%s,%s,%s,%s"
                .formatted(
                    history.last("hits"),
                    history.last("loss"),
                    history.last("mae"),
                    history.last("val_hits"),
                    history.last("val_loss"),
                    history.last("val_mae")));
    assertThat(during.get(0)).as("the first line is there after its epoch").hasLineCount(2);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void should_replace_the_file_or_append() throws IOException {
    Path file = folder.resolve("log.csv");
    CsvLogger logger = new CsvLogger(file).separator(';');
    Runs.fitAlone(model, quiet(3, logger));
    Runs.fitAlone(model, quiet(2, logger));
    assertThat(Files.readAllLines(file)).hasSize(3).first().isEqualTo("epoch;hits;loss;mae");
    Runs.fitAlone(model, quiet(4, logger.append()).initialEpoch(2));
    assertThat(Files.readAllLines(file))
        .hasSize(5)
        .extracting(line -> line.charAt(0))
        .containsExactly('e', '0', '1', '2', '3');
  }

  @Test
  void should_write_any_name_as_one_field_that_is_not_a_formula() throws IOException {
    Path file = folder.resolve("log.csv");
    List<String> names =
        List.of("=1+1", "+a", "-a", "@a", "two\nlines", "a,b", "say \"hi\"", "semi;colon");
    Callback adds =
        new LambdaCallback()
            .onEpochEnd((epoch, logs, run) -> names.forEach(name -> run.log(name, 1)));
    History history = Runs.fitAlone(model, quiet(1, adds, new CsvLogger(file)));
    String header =
        "epoch,'+a,'-a,'=1+1,'@a,\"a,b\",hits,loss,mae,\"say \"\"hi\"\"\",semi;colon,\"two\nlines\"\n";
    assertThat(Files.readString(file)).startsWith(header + "0,1.0,1.0,1.0,1.0,1.0,");

    history.toCsv(file);
    assertThat(Files.readString(file))
        .contains("'=1+1", "\"two\nlines\"", "\"say \"\"hi\"\"\"")
        .doesNotContain(",=1+1");
    Path other = folder.resolve("other.csv");
    Runs.fitAlone(model, quiet(1, adds, new CsvLogger(other).separator(';')));
    assertThat(Files.readString(other)).contains(";a,b;", ";\"semi;colon\";");
  }

  @Test
  void should_report_a_full_disk() {
    Path full = Path.of("/dev/full");
    assumeThat(Files.isWritable(full) && Files.isWritable(full.getParent())).isTrue();
    assertThatThrownBy(() -> Runs.fitAlone(model, quiet(1, new CsvLogger(full))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("csvLogger could not write \"/dev/full\": No space left on device.");
  }
}
