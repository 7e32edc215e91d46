package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.internal.protobuf.ProtobufMessage;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/** Writes a file of TensorBoard events in TFRecord format. */
final class TensorBoardEventFile implements Closeable {
  private static final AtomicInteger FILES = new AtomicInteger();
  private static final int MASK = 0xa282ead8;
  private static final int PRODUCER = 27;

  private final OutputStream out;

  TensorBoardEventFile(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name =
        String.format(
            Locale.ROOT,
            "events.out.tfevents.%010d.braid.%d.%d.v2",
            System.currentTimeMillis() / 1000,
            ProcessHandle.current().pid(),
            FILES.getAndIncrement());
    Path file = folder.resolve(name);
    out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    try {
      record(event().text(3, "brain.Event:2"));
      out.flush();
    } catch (IOException e) {
      // on a full disk files can be created but not written
      Files.deleteIfExists(file);
      throw e;
    }
  }

  void scalar(String tag, double value, long step) throws IOException {
    summary(new ProtobufMessage().text(1, tag).float32(2, (float) value), step);
  }

  void histogram(String tag, float[] values, long step) throws IOException {
    summary(new ProtobufMessage().text(1, tag).message(5, WeightHistogram.of(values)), step);
  }

  void graph(Collection<Callback.Node> nodes) throws IOException {
    ProtobufMessage graph = new ProtobufMessage();
    for (Callback.Node node : nodes) {
      ProtobufMessage message =
          new ProtobufMessage().text(1, name(node.name())).text(2, name(node.type()));
      node.inputs().forEach(input -> message.text(3, name(input)));
      graph.message(1, message);
    }
    graph.message(4, new ProtobufMessage().int64(1, PRODUCER));
    record(event().bytes(4, graph.toBytes()));
  }

  // TensorBoard accepts letters, digits and . _ - / in a node's name, which begins with none of _ -
  // /.
  private static String name(String layer) {
    String legal = layer.replaceAll("[^A-Za-z0-9._/-]", "_");
    return legal.matches("[A-Za-z0-9.].*") ? legal : "." + legal;
  }

  void flush() throws IOException {
    out.flush();
  }

  private void summary(ProtobufMessage value, long step) throws IOException {
    record(event().int64(2, step).message(5, new ProtobufMessage().message(1, value)));
  }

  private static ProtobufMessage event() {
    return new ProtobufMessage().float64(1, System.currentTimeMillis() / 1000.0);
  }

  private void record(ProtobufMessage event) throws IOException {
    byte[] data = event.toBytes();
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    out.write(length);
    out.write(little(Integer.BYTES).putInt(masked(length)).array());
    out.write(data);
    out.write(little(Integer.BYTES).putInt(masked(data)).array());
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + MASK;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
