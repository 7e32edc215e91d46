package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.internal.text.CsvField;
import dev.braid.training.TrainingException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the logs of every epoch to a line of a CSV file; epochs are counted from 0. */
public final class CsvLogger implements Callback {
  private final Path path;
  private final char separator;
  private final boolean append;

  private @Nullable RandomAccessFile file;
  private List<String> columns = List.of();
  private long length;

  public CsvLogger(Path path) {
    this(path, ',', false);
  }

  private CsvLogger(Path path, char separator, boolean append) {
    this.path = path;
    this.separator = separator;
    this.append = append;
  }

  /** Appends to the file instead of replacing it. */
  public CsvLogger append() {
    return new CsvLogger(path, separator, true);
  }

  /** Sets the character that separates values instead of a comma. */
  public CsvLogger separator(char between) {
    return new CsvLogger(path, between, append);
  }

  @Override
  public void onTrainBegin(Context run) {
    OutputFileCheck.check("csvLogger", path);
    columns = List.of();
    length = 0;
    close();
    try {
      RandomAccessFile opened = open();
      length = append ? opened.length() : 0;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    StringBuilder text = new StringBuilder();
    if (columns.isEmpty()) {
      TreeSet<String> names = new TreeSet<>(run.logNames());
      names.addAll(logs.map().keySet());
      columns = new ArrayList<>(names);
      if (length == 0) {
        text.append("epoch");
        columns.forEach(name -> text.append(separator).append(CsvField.of(name, separator)));
        text.append('\n');
      }
    }
    text.append(epoch);
    for (String name : columns) {
      text.append(separator).append(logs.has(name) ? Double.toString(logs.get(name)) : "NA");
    }
    write(text.append('\n').toString());
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      // Lines after a backup are from a lost run, whose epochs are repeated.
      RandomAccessFile opened = open();
      if (opened.length() > length) {
        opened.setLength(length);
      }
      opened.seek(length);
      opened.write(bytes);
      length += bytes.length;
    } catch (IOException e) {
      throw failed(removePartialLine(e));
    }
  }

  /** Removes the partial line that a full disk leaves. */
  private IOException removePartialLine(IOException failure) {
    try {
      open().setLength(length);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  @Override
  public void onTrainEnd(Logs logs, Context run) {
    close();
  }

  private RandomAccessFile open() throws IOException {
    if (file == null) {
      file = new RandomAccessFile(path.toFile(), "rw");
    }
    return file;
  }

  private void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw failed(e);
      } finally {
        file = null;
      }
    }
  }

  private TrainingException failed(IOException e) {
    return OutputFileCheck.failed("csvLogger", path, e);
  }

  @Override
  public void saveState(DataOutput out) throws IOException {
    out.writeLong(length);
  }

  @Override
  public void restoreState(DataInput in) throws IOException {
    length = Math.min(in.readLong(), open().length());
  }
}
