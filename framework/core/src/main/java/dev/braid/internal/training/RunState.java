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
 * The state of a run that is required to resume it.
 *
 * @param epoch the epoch to continue with, from 0
 * @param batch the number of completed batches of that epoch
 * @param steps the number of batches in an epoch, or -1 if unknown
 * @param initialTraits the traits at the beginning of the run
 * @param history the completed epochs
 */
record RunState(
    int epoch, int batch, int steps, RunTraits initialTraits, List<History.Epoch> history) {
  private static final long MAGIC = 0x4252414944525532L; // "BRAIDRU2"

  void write(OutputStream out, TrainableModel<?> model, List<Callback> callbacks)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
    DataOutputStream data = new DataOutputStream(checked);
    data.writeLong(MAGIC);
    data.writeInt(epoch);
    data.writeInt(batch);
    data.writeInt(steps);
    initialTraits.write(data);
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
   * @param steps the current number of batches in an epoch, or -1 if unknown
   * @throws StructureException if the model differs
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
      int savedSteps = data.readInt();
      RunTraits initialTraits = RunTraits.read(data);
      RunTraits saved = RunTraits.read(data);
      List<Problem> problems = model.traits().differences(initialTraits, saved);
      boolean areKnown = savedSteps != DataLoader.UNKNOWN && steps != DataLoader.UNKNOWN;
      if (batch > 0 && areKnown && savedSteps != steps) {
        problems.add(
            new Problem(
                "backup-mismatch",
                "",
                savedSteps
                    + " batches in an epoch, as in the backup, which was made after "
                    + batch,
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
      return new RunState(epoch, batch, savedSteps, initialTraits, history);
    }
  }

  /** Restores the states of callbacks, in order within each class. */
  private static void restore(List<Callback> callbacks, DataInputStream data) throws IOException {
    List<Callback> remaining = new ArrayList<>(callbacks);
    for (int count = data.readInt(); count > 0; count--) {
      String type = data.readUTF();
      byte[] block = data.readNBytes(data.readInt());
      for (Callback callback : remaining) {
        if (callback.getClass().getName().equals(type)) {
          callback.restoreState(new DataInputStream(new ByteArrayInputStream(block)));
          remaining.remove(callback);
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
        byte[] bytes = new byte[tail.length + n];
        System.arraycopy(tail, 0, bytes, 0, tail.length);
        System.arraycopy(window, 0, bytes, tail.length, n);
        int body = Math.max(0, bytes.length - Long.BYTES);
        crc.update(bytes, 0, body);
        tail = java.util.Arrays.copyOfRange(bytes, body, bytes.length);
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
    for (int count = data.readInt(); count > 0; count--) {
      int number = data.readInt();
      Map<String, Double> logs = new LinkedHashMap<>();
      for (int entries = data.readInt(); entries > 0; entries--) {
        logs.put(data.readUTF(), data.readDouble());
      }
      rows.add(new History.Epoch(number, Logs.of(logs)));
    }
    return rows;
  }
}
