package dev.braid.plots;

import dev.braid.plots.layout.Drawing;
import dev.braid.plots.layout.Layering;
import dev.braid.plots.layout.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places a diagram: each nested model is drawn by itself first and then stands in its parent as one
 * big box.
 *
 * <p>Lines that cross a frame pass through a door on it, so that a nested model's boxes always stay
 * together.
 */
final class SceneMaker {
  private static final double TITLE_BAND = 24;
  private static final double NOTE_BAND = 16;
  private static final double MARGIN = 16;
  private static final double FRAME_PAD = 16;

  private final List<Scene.PlacedBox> boxes = new ArrayList<>();
  private final List<Scene.Frame> frames = new ArrayList<>();
  private final List<Scene.Strand> strands = new ArrayList<>();

  private final Flat flat;

  /** A line of one level; its ends are boxes of the level or doors of its frame. */
  private record Line(String from, String to, String source, String target) {}

  /** A frame's drawing and where lines enter (by target) and leave (by source) it. */
  private record Room(
      Drawing drawing,
      List<Object> members,
      List<Line> lines,
      double width,
      double height,
      double left,
      double top,
      double titleX,
      Map<String, Double> entries,
      Map<String, Double> exits) {}

  private final Map<String, Room> rooms = new HashMap<>();

  private SceneMaker(Diagram diagram) {
    flat = new Flat(diagram);
  }

  static Scene of(Diagram diagram) {
    return new SceneMaker(diagram).scene(diagram);
  }

  private Scene scene(Diagram diagram) {
    Room room = room(diagram.boxes(), null, 0);
    emit(room, MARGIN, MARGIN);
    return new Scene(boxes, frames, strands, room.width() + 2 * MARGIN, room.height() + 2 * MARGIN);
  }

  /** The member of the level at the depth that holds the box; null where it lies outside. */
  private Box member(String id, Box frame, int depth) {
    List<Box> path = flat.path(id);
    boolean here =
        frame == null || depth > 0 && path.size() > depth && path.get(depth - 1) == frame;
    return here ? path.get(depth) : null;
  }

  private Room room(List<Box> level, Box frame, int depth) {
    Set<Line> lines = new LinkedHashSet<>();
    Map<String, String> doors = new LinkedHashMap<>();
    for (Arrow arrow : flat.arrows()) {
      Box from = member(arrow.from(), frame, depth);
      Box to = member(arrow.to(), frame, depth);
      if (from != null && to != null && from != to) {
        lines.add(new Line(from.id(), to.id(), arrow.from(), arrow.to()));
      } else if (from == null && to != null) {
        doors.put("in:" + arrow.to(), arrow.to());
        lines.add(new Line("in:" + arrow.to(), to.id(), "", arrow.to()));
      } else if (from != null && to == null) {
        doors.put("out:" + arrow.from(), arrow.from());
        lines.add(new Line(from.id(), "out:" + arrow.from(), arrow.from(), ""));
      }
    }
    List<Object> members = new ArrayList<>();
    List<Level.Node> nodes = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    for (String door : doors.keySet()) {
      index.put(door, nodes.size());
      members.add(door);
      boolean in = door.startsWith("in:");
      nodes.add(new Level.Node(8, 0, 1, in ? Level.Place.TOP : Level.Place.BOTTOM));
    }
    for (Box box : level) {
      index.put(box.id(), nodes.size());
      if (Flat.open(box)) {
        Room inner = room(box.inside().orElseThrow().boxes(), box, depth + 1);
        rooms.put(box.id(), inner);
        members.add(box);
        int doorRows = (inner.entries().isEmpty() ? 0 : 1) + (inner.exits().isEmpty() ? 0 : 1);
        int rows = Math.max(1, inner.drawing().rows() - doorRows);
        nodes.add(new Level.Node(inner.width(), inner.height(), rows, Level.Place.ANYWHERE));
      } else {
        BoxCells cells = new BoxCells(box);
        members.add(new Scene.PlacedBox(box, cells, 0, 0));
        nodes.add(new Level.Node(cells.width(), cells.height(), 1, Level.Place.ANYWHERE));
      }
    }
    List<Line> ordered = List.copyOf(lines);
    List<Level.Link> links = new ArrayList<>();
    for (Line line : ordered) {
      links.add(
          new Level.Link(
              index.get(line.from()),
              rooms.containsKey(line.from())
                  ? rooms.get(line.from()).exits().get(line.source())
                  : 0,
              index.get(line.to()),
              rooms.containsKey(line.to())
                  ? rooms.get(line.to()).entries().get(line.target())
                  : 0));
    }
    Drawing drawing = Layering.draw(new Level(nodes, links), frame == null ? 0 : band(frame) + 18);
    return frame == null
        ? new Room(
            drawing,
            members,
            ordered,
            drawing.width(),
            drawing.height(),
            0,
            0,
            0,
            Map.of(),
            Map.of())
        : framed(frame, drawing, members, ordered, doors);
  }

  private Room framed(
      Box frame,
      Drawing drawing,
      List<Object> members,
      List<Line> lines,
      Map<String, String> doors) {
    double title = TextWidths.of(frame.title(), BoxCells.TEXT_SIZE, true);
    if (!frame.note().isEmpty()) {
      title = Math.max(title, TextWidths.of(frame.note(), BoxCells.TEXT_SIZE, false));
    }
    double freeLeft = drawing.width() + 2 * FRAME_PAD;
    double freeRight = freeLeft;
    for (int member = 0; member < members.size(); member++) {
      if (members.get(member) instanceof String door && door.startsWith("in:")) {
        double at = drawing.x()[member] + FRAME_PAD;
        freeLeft = Math.min(freeLeft, at);
        freeRight = Math.min(freeRight, drawing.width() + 2 * FRAME_PAD - at - 8);
      }
    }
    boolean fitsRight = freeLeft < title + 14 && freeRight >= title + 14;
    double missing = fitsRight ? 0 : Math.ceil(Math.max(0, title + 14 - freeLeft));
    double width = 2 * Math.ceil(drawing.width() / 2 + FRAME_PAD + missing);
    double left = FRAME_PAD + missing;
    Map<String, Double> entries = new HashMap<>();
    Map<String, Double> exits = new HashMap<>();
    boolean entered = false;
    boolean leaves = false;
    for (int member = 0; member < members.size(); member++) {
      if (members.get(member) instanceof String door) {
        double at = left + drawing.x()[member] + 4 - width / 2;
        boolean in = door.startsWith("in:");
        (in ? entries : exits).put(doors.get(door), at);
        entered |= in;
        leaves |= !in;
      }
    }
    double top = entered ? 0 : band(frame) + 8;
    double height = drawing.height() + top + (leaves ? 0 : FRAME_PAD);
    double titleX = fitsRight ? width - title - 8 : 8;
    return new Room(drawing, members, lines, width, height, left, top, titleX, entries, exits);
  }

  private static double band(Box frame) {
    return TITLE_BAND + (frame.note().isEmpty() ? 0 : NOTE_BAND);
  }

  private void emit(Room room, double x, double y) {
    Drawing drawing = room.drawing();
    double top = y + room.top();
    double left = x + room.left();
    for (int index = 0; index < room.lines().size(); index++) {
      double[] corners = drawing.routes().get(index).clone();
      for (int at = 0; at < corners.length; at += 2) {
        corners[at] += left;
        corners[at + 1] += top;
      }
      Line line = room.lines().get(index);
      boolean head = line.to().equals(line.target());
      strands.add(new Scene.Strand(line.from(), line.to(), corners, head));
    }
    for (int index = 0; index < room.members().size(); index++) {
      double memberX = left + drawing.x()[index];
      double memberY = top + drawing.y()[index];
      Object member = room.members().get(index);
      if (member instanceof Scene.PlacedBox placed) {
        boxes.add(new Scene.PlacedBox(placed.box(), placed.cells(), memberX, memberY));
      } else if (member instanceof Box box) {
        Room inner = rooms.get(box.id());
        frames.add(
            new Scene.Frame(
                box, memberX, memberY, inner.width(), inner.height(), memberX + inner.titleX()));
        emit(inner, memberX, memberY);
      }
    }
  }
}
