package dev.braid.internal.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header messages of a group or dataset. */
final class ObjectHeader {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int SHARED = 2;

  /** A message: its type, and the range of its body. */
  record Message(int type, int flags, long start, int length) {}

  private final CheckedFileBytes bytes;
  private final List<Message> messages = new ArrayList<>();
  private final Set<Long> blocks = new HashSet<>();

  private ObjectHeader(CheckedFileBytes bytes) {
    this.bytes = bytes;
  }

  static ObjectHeader read(CheckedFileBytes bytes, long address) throws FileFormatException {
    ObjectHeader header = new ObjectHeader(bytes);
    int version = bytes.u8(address);
    if (version == 1) {
      header.blocks.add(address + 16);
      header.readBlock1(address + 16, bytes.u32(address + 8));
    } else {
      header.readVersion2(address);
    }
    return header;
  }

  private void readBlock1(long start, long length) throws FileFormatException {
    bytes.range(start, length);
    long at = start;
    long end = start + length;
    while (at + 8 <= end) {
      int size = bytes.u16(at + 2);
      int flags = bytes.u8(at + 4);
      Message message = new Message(bytes.u16(at), flags, at + 8, size);
      add(message, end);
      at = message.start + size;
      if (message.type == CONTINUATION) {
        long next = bytes.u64(message.start);
        checkNotVisited(next);
        readBlock1(next, bytes.u64(message.start + 8));
      }
    }
  }

  private void readVersion2(long address) throws FileFormatException {
    bytes.expect(address, "OHDR", "object header");
    if (bytes.u8(address + 4) != 2) {
      throw bytes.damaged("an object header has version " + bytes.u8(address + 4));
    }
    int flags = bytes.u8(address + 5);
    long at = address + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    long length = bytes.unsigned(at, width);
    bytes.range(at + width, length);
    bytes.expectChecksum(address, at + width + length - address, "an object header");
    blocks.add(at + width);
    readBlock2(at + width, length, (flags & 4) != 0);
  }

  private void readBlock2(long start, long length, boolean ordered) throws FileFormatException {
    bytes.range(start, length);
    int head = ordered ? 6 : 4;
    long at = start;
    long end = start + length;
    while (at + head <= end) {
      int size = bytes.u16(at + 1);
      Message message = new Message(bytes.u8(at), bytes.u8(at + 3), at + head, size);
      add(message, end);
      at = message.start + size;
      if (message.type == CONTINUATION) {
        long next = bytes.u64(message.start);
        checkNotVisited(next);
        bytes.expect(next, "OCHK", "header continuation");
        long blockBytes = bytes.u64(message.start + 8);
        bytes.expectChecksum(next, blockBytes - 4, "a header continuation");
        readBlock2(next + 4, blockBytes - 8, ordered);
      }
    }
  }

  private void add(Message message, long end) throws FileFormatException {
    if (message.start + message.length > end) {
      throw bytes.damaged("a header message is longer than its header");
    }
    messages.add(message);
  }

  /** Refuses a cyclic or very long chain of blocks, which also bounds the recursion. */
  private void checkNotVisited(long block) throws FileFormatException {
    if (!blocks.add(block) || blocks.size() > 256) {
      throw bytes.damaged("the continuations of a header form a cycle");
    }
  }

  Optional<Message> find(int type) {
    return messages.stream().filter(message -> message.type == type).findFirst();
  }

  boolean has(int type) {
    return find(type).isPresent();
  }

  List<Message> all(int type) {
    return messages.stream().filter(message -> message.type == type).toList();
  }

  /** Returns a required message. */
  Message require(int type, String what) throws FileFormatException {
    Message message = find(type).orElseThrow(() -> bytes.damaged("a dataset without its " + what));
    if ((message.flags & SHARED) != 0) {
      throw bytes.unsupported("a named " + what, "Store the array without it.");
    }
    return message;
  }
}
