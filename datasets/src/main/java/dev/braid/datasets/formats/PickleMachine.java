package dev.braid.datasets.formats;

import dev.braid.internal.saving.archive.BoundedReader;
import dev.braid.internal.saving.archive.HeapCheck;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the subset of Python's pickle language that builds a NumPy array of lists of numbers.
 *
 * <p>It supports a few names and calls none: a call yields a placeholder. Every other name, and
 * every instruction that such arrays do not require, throws an exception. Lists may contain each
 * other or themselves, as in Python: nothing recurses into them.
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

  /** The maximum number of objects, since an instruction of one byte can create a large object. */
  private static final int MOST_OBJECTS = 5_000_000;

  /** The memory for a byte of a pickle with lists of numbers. */
  private static final double MEMORY_PER_BYTE = 8;

  private static final int LONG_BYTES = 8;

  /** A name in the file. */
  private record Name(String text) {}

  /** A list or a tuple, compared by identity. */
  static final class Items {
    private final List<Object> elements;
    private final boolean growing;

    private Items(List<Object> elements, boolean growing) {
      this.elements = elements;
      this.growing = growing;
    }

    int size() {
      return elements.size();
    }

    Object get(int place) {
      return elements.get(place);
    }
  }

  /** The placeholder of a call's result; an array receives its elements when it is built. */
  private static final class Made {
    private final Name by;
    private @Nullable Items elements;

    private Made(Name by) {
      this.by = by;
    }
  }

  private final BoundedReader in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int objects;

  /** Creates a machine for the pickle at the reader's position. */
  PickleMachine(BoundedReader in) {
    this.in = in;
  }

  /** The elements of the array. */
  Items run() throws IOException {
    HeapCheck.require(in.name(), MEMORY_PER_BYTE * in.left());
    try {
      for (int instruction = in.u8(); instruction != '.'; instruction = in.u8()) {
        step(instruction);
      }
      if (pop() instanceof Made array && array.elements != null && stack.isEmpty()) {
        return array.elements;
      }
      throw in.damaged("its pickle creates no array");
    } catch (ClassCastException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw FileFormatException.damaged(in.name(), "its pickle contradicts itself", e);
    }
  }

  private void step(int instruction) throws IOException {
    switch (instruction) {
      case 0x80 -> in.u8(); // the version of the language
      case 0x95 -> in.i64(); // the length of the frame
      case '(' -> push(MARK);
      case ']' -> make(new Items(new ArrayList<>(), true));
      case ')' -> make(new Items(List.of(), false));
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) in.u8());
      case 'M' -> push((long) in.u16());
      case 'J' -> push((long) in.i32());
      case 0x8a -> push(number(in.u8()));
      case 'U', 0x8c, 'C' -> make(in.text(in.u8()));
      case 'X', 'T', 'B' -> make(in.text(in.i32()));
      case 'c' -> make(name(in.line() + " " + in.line()));
      case 0x93 -> {
        String attribute = (String) pop();
        make(name((String) pop() + " " + attribute));
      }
      case 0x85 -> make(tuple(1));
      case 0x86 -> make(tuple(2));
      case 0x87 -> make(tuple(3));
      case 't' -> make(new Items(afterMark(), false));
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
        make(new Made((Name) pop()));
      }
      case 'b' -> build(pop());
      case 'q' -> memoize(in.u8());
      case 'r' -> memoize(in.i32());
      case 0x94 -> memoize(memo.size());
      case 'h' -> push(memoized(in.u8()));
      case 'j' -> push(memoized(in.i32()));
      default -> throw refused("the pickle instruction 0x" + Integer.toHexString(instruction));
    }
  }

  /** Sets the elements of an array; the state of an element type is ignored. */
  private void build(Object state) {
    Made made = (Made) top();
    if (made.by.text().endsWith(RECONSTRUCT)) {
      // version, shape, type, order, elements
      Items parts = (Items) state;
      made.elements = (Items) parts.get(parts.size() - 1);
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
        in.name(),
        "requests " + what + ", which lists of numbers do not require",
        "It may be made to run code: do not use it.");
  }

  private long number(int length) throws IOException {
    if (length > LONG_BYTES) {
      throw in.damaged("its pickle has a number of " + length + " bytes");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int next = in.u8();
      // The last byte has the sign.
      value |= (i == length - 1 ? (long) (byte) next : next) << (8 * i);
    }
    return value;
  }

  private Items tuple(int size) {
    List<Object> last = stack.subList(stack.size() - size, stack.size());
    Items tuple = new Items(new ArrayList<>(last), false);
    last.clear();
    return tuple;
  }

  private List<Object> afterMark() {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw new NoSuchElementException("no mark");
    }
    List<Object> elements = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return elements;
  }

  private void memoize(int place) throws FileFormatException {
    count();
    memo.put(place, top());
  }

  private Object memoized(int place) {
    Object value = memo.get(place);
    if (value == null) {
      throw new NoSuchElementException("the memo has no entry " + place);
    }
    return value;
  }

  private List<Object> list() {
    Items items = (Items) top();
    if (!items.growing) {
      throw new NoSuchElementException("a tuple cannot be extended");
    }
    return items.elements;
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private void make(Object value) throws FileFormatException {
    count();
    push(value);
  }

  private void count() throws FileFormatException {
    if (++objects > MOST_OBJECTS) {
      throw in.damaged("its pickle creates more than " + MOST_OBJECTS + " objects");
    }
  }

  private void push(Object value) {
    stack.add(value);
  }
}
