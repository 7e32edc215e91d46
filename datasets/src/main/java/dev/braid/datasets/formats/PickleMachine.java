package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Runs the part of Python's pickle language that builds a NumPy array of lists of numbers.
 *
 * <p>It knows a handful of names and calls none: a call yields a placeholder. Every other name, and
 * every instruction that such arrays do not need, ends in an exception.
 */
final class PickleMachine {
  private static final String RECONSTRUCT = "_reconstruct";
  private static final Set<String> NAMES =
      Set.of(
          "numpy.core.multiarray " + RECONSTRUCT,
          "numpy._core.multiarray " + RECONSTRUCT,
          "numpy ndarray",
          "numpy dtype",
          "_codecs encode");

  private static final Object MARK = new Object();
  private static final Object NONE = new Object();

  /** A name that the file asks for. */
  private record Name(String text) {}

  /** What a call would have made; an array gets its elements when it is built. */
  private static final class Made {
    private final Name by;
    private List<?> elements;

    private Made(Name by) {
      this.by = by;
    }
  }

  private final ByteBuffer in;
  private final String file;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  PickleMachine(byte[] bytes, int start, String file) {
    this.in = ByteBuffer.wrap(bytes).position(start).order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
  }

  /** The elements of the array. */
  List<?> run() throws FileFormatException {
    try {
      for (int instruction = in.get() & 0xff; instruction != '.'; instruction = in.get() & 0xff) {
        step(instruction);
      }
      if (pop() instanceof Made array && array.elements != null && stack.isEmpty()) {
        return array.elements;
      }
      throw FileFormatException.damaged(file, "its pickle makes no array");
    } catch (BufferUnderflowException e) {
      throw FileFormatException.damaged(file, "its pickle ends too early", e);
    } catch (ClassCastException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw FileFormatException.damaged(file, "its pickle contradicts itself", e);
    }
  }

  private void step(int instruction) throws FileFormatException {
    switch (instruction) {
      case 0x80 -> in.get(); // the version of the language
      case 0x95 -> in.getLong(); // the length of what follows
      case '(' -> push(MARK);
      case ']' -> push(new ArrayList<>());
      case ')' -> push(List.of());
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 'J' -> push((long) in.getInt());
      case 0x8a -> push(number(in.get() & 0xff));
      case 'U', 0x8c, 'C' -> push(text(in.get() & 0xff));
      case 'X', 'T', 'B' -> push(text(in.getInt()));
      case 'c' -> push(name(line() + " " + line()));
      case 0x93 -> {
        String attribute = (String) pop();
        push(name(pop() + " " + attribute));
      }
      case 0x85 -> push(tuple(1));
      case 0x86 -> push(tuple(2));
      case 0x87 -> push(tuple(3));
      case 't' -> push(afterMark());
      case 'a' -> {
        Object element = pop();
        list().add(element);
      }
      case 'e' -> {
        List<Object> elements = afterMark();
        list().addAll(elements);
      }
      case 'R' -> {
        pop(); // the arguments
        push(new Made((Name) pop()));
      }
      case 'b' -> build(pop());
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      default -> throw refused("the pickle instruction 0x" + Integer.toHexString(instruction));
    }
  }

  /** Gives an array its elements; the state of an element type says nothing. */
  private void build(Object state) {
    Made made = (Made) top();
    if (made.by.text().endsWith(RECONSTRUCT)) {
      // version, shape, type, order, elements
      List<?> parts = (List<?>) state;
      made.elements = (List<?>) parts.get(parts.size() - 1);
    }
  }

  private Name name(String text) throws FileFormatException {
    if (!NAMES.contains(text)) {
      throw refused("the Python name " + text);
    }
    return new Name(text);
  }

  private FileFormatException refused(String what) {
    return new FileFormatException(
        file,
        "asks for " + what + ", which lists of numbers do not need",
        "It may be made to run code: do not use it.");
  }

  private long number(int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      byte next = in.get();
      // The last byte carries the sign.
      value |= (i == length - 1 ? (long) next : next & 0xffL) << (8 * i);
    }
    return value;
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char next = (char) in.get(); next != '\n'; next = (char) in.get()) {
      line.append(next);
    }
    return line.toString();
  }

  private List<Object> tuple(int size) {
    List<Object> last = stack.subList(stack.size() - size, stack.size());
    List<Object> tuple = new ArrayList<>(last);
    last.clear();
    return tuple;
  }

  private List<Object> afterMark() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> elements = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return elements;
  }

  private Object remembered(int place) {
    Object value = memo.get(place);
    if (value == null) {
      throw new NoSuchElementException("nothing is remembered at " + place);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // every list on the stack was made here
  private List<Object> list() {
    return (List<Object>) top();
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private void push(Object value) {
    stack.add(value);
  }
}
