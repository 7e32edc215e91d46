package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The state of a run, with all that is needed to resume it.
 *
 * @param epoch the epoch to continue with, from 0
 * @param batch the number of completed batches of that epoch
 * @param steps the number of batches in an epoch, or -1 where it is unknown
 * @param begun the traits with which the run began
 * @param history the completed epochs
 */
record RunState(int epoch, int batch, int steps, RunTraits begun, List<History.Epoch> history) {
  private static final long MAGIC = 0x4252414944525532L; // "BRAIDRU2"

  void write(OutputStream out, TrainableModel<?> model, List<Callback> callbacks)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
    DataOutputStream data = new DataOutputStream(checked);
    data.writeLong(MAGIC);
    data.writeInt(epoch);
    data.writeInt(batch);
    data.writeInt(steps);
    begun.write(data);
    model.traits().write(data);
    writeHistory(data);
    data.writeInt(callbacks.size());
    for (Callback callback : callbacks) {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      callback.saveState(new DataOutputStream(block));
      data.writeUTF(callback.getClass().getName());
      data.writeInt(block.size());
      block.writeTo(data);
    }
    model.writeState(data);
    data.flush();
    long sum = checked.getChecksum().getValue();
    data.writeLong(sum);
    data.flush();
  }

  /**
   * Resumes a run, after checking that its state is complete and fits.
   *
   * @param headline the call that is resumed
   * @param steps the number of batches in an epoch now, or -1 where it is unknown
   * @throws StructureException where the model differs
   */
  static RunState read(
      Callable<InputStream> from,
      String headline,
      int steps,
      TrainableModel<?> model,
      List<Callback> callbacks)
      throws IOException {
    verify(from);
    try (DataInputStream data = open(from)) {
      if (data.readLong() != MAGIC) {
        throw new IOException("another version of Braid wrote it");
      }
      int epoch = data.readInt();
      int batch = data.readInt();
      int before = data.readInt();
      RunTraits begun = RunTraits.read(data);
      RunTraits saved = RunTraits.read(data);
      List<Problem> problems = model.traits().differences(begun, saved);
      boolean known = before != DataLoader.UNKNOWN && steps != DataLoader.UNKNOWN;
      if (batch > 0 && known && before != steps) {
        problems.add(
            new Problem(
                "backup-mismatch",
                "",
                before + " batches in an epoch, as in the backup, which was made after " + batch,
                "received " + steps,
                "Use the data and the batch size of before, or delete the backup to begin again."));
      }
      if (!problems.isEmpty()) {
        throw new StructureException(headline + " cannot continue from its backup", problems);
      }
      List<History.Epoch> history = readHistory(data);
      restore(callbacks, data);
      model.readState(data);
      model.freezeAsIn(saved);
      return new RunState(epoch, batch, before, begun, history);
    }
  }

  /** Restores the states of callbacks, in order within each class. */
  private static void restore(List<Callback> callbacks, DataInputStream data) throws IOException {
    List<Callback> waiting = new ArrayList<>(callbacks);
    for (int rest = data.readInt(); rest > 0; rest--) {
      String type = data.readUTF();
      byte[] block = data.readNBytes(data.readInt());
      for (Callback callback : waiting) {
        if (callback.getClass().getName().equals(type)) {
          callback.restoreState(new DataInputStream(new ByteArrayInputStream(block)));
          waiting.remove(callback);
          break;
        }
      }
    }
  }

  private static void verify(Callable<InputStream> from) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] window = new byte[1 << 16];
    byte[] tail = new byte[0];
    try (CheckedInputStream in = new CheckedInputStream(open(from), new CRC32C())) {
      for (int n = in.read(window); n >= 0; n = in.read(window)) {
        byte[] joined = new byte[tail.length + n];
        System.arraycopy(tail, 0, joined, 0, tail.length);
        System.arraycopy(window, 0, joined, tail.length, n);
        int body = Math.max(0, joined.length - Long.BYTES);
        crc.update(joined, 0, body);
        tail = java.util.Arrays.copyOfRange(joined, body, joined.length);
      }
    }
    if (tail.length < Long.BYTES
        || new DataInputStream(new ByteArrayInputStream(tail)).readLong() != crc.getValue()) {
      throw new IOException("it is damaged: its checksum does not fit");
    }
  }

  private static DataInputStream open(Callable<InputStream> from) throws IOException {
    try {
      return new DataInputStream(new BufferedInputStream(from.call()));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void writeHistory(DataOutputStream data) throws IOException {
    data.writeInt(history.size());
    for (History.Epoch row : history) {
      data.writeInt(row.number());
      data.writeInt(row.logs().map().size());
      for (Map.Entry<String, Double> log : row.logs().map().entrySet()) {
        data.writeUTF(log.getKey());
        data.writeDouble(log.getValue());
      }
    }
  }

  private static List<History.Epoch> readHistory(DataInputStream data) throws IOException {
    List<History.Epoch> rows = new ArrayList<>();
    for (int rest = data.readInt(); rest > 0; rest--) {
      int number = data.readInt();
      Map<String, Double> logs = new LinkedHashMap<>();
      for (int left = data.readInt(); left > 0; left--) {
        logs.put(data.readUTF(), data.readDouble());
      }
      rows.add(new History.Epoch(number, Logs.of(logs)));
    }
    return rows;
  }
}
