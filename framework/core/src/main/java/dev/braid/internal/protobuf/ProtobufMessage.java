package dev.braid.internal.protobuf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds a message in Protocol Buffers' wire format, field by field. */
public final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** Byte arrays of at least this size are kept by reference and not copied. */
  private static final int LARGE = 1 << 12;

  private final List<byte[]> done = new ArrayList<>();
  private long doneSize;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();

  public ProtobufMessage int64(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  public ProtobufMessage float64(int field, double value) {
    tag(field, FIXED64);
    out.writeBytes(little(Double.BYTES).putDouble(value).array());
    return this;
  }

  public ProtobufMessage float32(int field, float value) {
    tag(field, FIXED32);
    out.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  public ProtobufMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a nested message with its current content. */
  public ProtobufMessage message(int field, ProtobufMessage value) {
    tag(field, BYTES);
    varint(value.size());
    value.done.forEach(this::put);
    put(value.out.toByteArray());
    return this;
  }

  /** Adds a packed list. */
  public ProtobufMessage float64s(int field, double[] values) {
    byte[] packed = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes(field, packed);
  }

  /** Adds bytes, which must not change afterwards. */
  public ProtobufMessage bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    put(value);
    return this;
  }

  /** Returns the size of the message in bytes. */
  public long size() {
    return doneSize + out.size();
  }

  public byte[] toBytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(Math.toIntExact(size()));
    done.forEach(all::writeBytes);
    all.writeBytes(out.toByteArray());
    return all.toByteArray();
  }

  public void writeTo(OutputStream stream) throws IOException {
    for (byte[] part : done) {
      stream.write(part);
    }
    out.writeTo(stream);
  }

  private void put(byte[] value) {
    if (value.length < LARGE) {
      out.writeBytes(value);
      return;
    }
    byte[] before = out.toByteArray();
    out = new ByteArrayOutputStream();
    done.add(before);
    done.add(value);
    doneSize += before.length + (long) value.length;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
