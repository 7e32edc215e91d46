package dev.braid.internal.saving.hdf5;

import java.nio.charset.StandardCharsets;

/** Builds the object header of a group or dataset, message by message (version 1). */
final class ObjectHeaderBuilder {
  private static final int MAX_MESSAGE_BYTES = 0xfff8;

  private final ByteSink body = new ByteSink();
  private int count;

  /** Adds a message, padded to eight bytes. */
  private ObjectHeaderBuilder add(int type, ByteSink message, String what) {
    message.align();
    if (message.position() > MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          what + " takes " + message.position() + " bytes; HDF5 allows at most 64 KiB");
    }
    body.u16(type).u16(message.position()).u8(0).zeros(3).raw(message.toArray());
    count++;
    return this;
  }

  ObjectHeaderBuilder symbolTable(long tree, long names) {
    return add(ObjectHeader.SYMBOL_TABLE, new ByteSink().u64(tree).u64(names), "a group");
  }

  ObjectHeaderBuilder attribute(String name, H5Dataset value, GlobalHeapWriter strings) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    ByteSink format = format(value.type());
    ByteSink space = space(value.shape());
    ByteSink message = new ByteSink();
    message.u8(1).u8(0).u16(key.length + 1).u16(format.position()).u16(space.position());
    message.raw(key).u8(0).align();
    message.raw(format.toArray()).align().raw(space.toArray()).align();
    ElementEncoder.write(value, strings, message);
    return add(ObjectHeader.ATTRIBUTE, message, "attribute \"" + name + '"');
  }

  /** Adds all messages of a dataset except its attributes. */
  ObjectHeaderBuilder dataset(H5Dataset value, long address, long length) {
    add(ObjectHeader.DATASPACE, space(value.shape()), "a shape");
    add(ObjectHeader.DATATYPE, format(value.type()), "a type");
    // Version 2, space allocated late, the fill value written if set, and it is the default.
    add(ObjectHeader.FILL_VALUE, new ByteSink().u8(2).u8(2).u8(2).u8(1).u32(0), "a fill value");
    ByteSink layout = new ByteSink().u8(3).u8(1).u64(address).u64(length);
    return add(ObjectHeader.LAYOUT, layout, "a layout");
  }

  /** Writes the header and returns its address. */
  int writeTo(ByteSink sink) {
    int address = sink.align().position();
    sink.u8(1).u8(0).u16(count).u32(1).u32(body.position()).u32(0).raw(body.toArray());
    return address;
  }

  private static ByteSink space(int[] shape) {
    ByteSink message = new ByteSink().u8(1).u8(shape.length).u8(0).zeros(5);
    for (int size : shape) {
      message.u64(size);
    }
    return message;
  }

  private static ByteSink format(H5Type type) {
    ByteSink message = new ByteSink();
    return switch (type) {
      case FLOAT16 -> floating(message, 2, 10, 5, 15);
      case FLOAT32 -> floating(message, 4, 23, 8, 127);
      case FLOAT64 -> floating(message, 8, 52, 11, 1023);
      case BOOL -> {
        message.u8(0x18).u8(2).u16(0).u32(1);
        integer(message, 1, true).ascii("FALSE\0\0\0TRUE\0\0\0\0");
        yield message.u8(0).u8(1);
      }
      case STRING -> {
        // A variable-length string in UTF-8, made of unsigned bytes.
        message.u8(0x19).u8(1).u8(1).u8(0).u32(type.bytes());
        yield integer(message, 1, false);
      }
      default -> integer(message, type.bytes(), type.signed());
    };
  }

  private static ByteSink integer(ByteSink message, int bytes, boolean signed) {
    return message.u8(0x10).u8(signed ? 8 : 0).u16(0).u32(bytes).u16(0).u16(8 * bytes);
  }

  private static ByteSink floating(
      ByteSink message, int bytes, int mantissa, int exponent, int bias) {
    int sign = 8 * bytes - 1;
    message.u8(0x11).u8(0x20).u8(sign).u8(0).u32(bytes).u16(0).u16(8 * bytes);
    return message.u8(mantissa).u8(exponent).u8(0).u8(mantissa).u32(bias);
  }
}
