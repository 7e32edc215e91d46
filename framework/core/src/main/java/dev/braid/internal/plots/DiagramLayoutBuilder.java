package dev.braid.internal.plots;

import dev.braid.internal.plots.layout.LayeredLayout;
import dev.braid.internal.plots.layout.LayoutLevel;
import dev.braid.internal.plots.layout.LevelLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes the layout of a diagram: each nested model is laid out separately and is then one large
 * box in its parent.
 *
 * <p>Lines that cross a frame pass through a port on it, so that the boxes of a nested model stay
 * together.
 */
final class DiagramLayoutBuilder {
  private static final double TITLE_BAND = 24;
  private static final double NOTE_BAND = 16;
  private static final double MARGIN = 16;
  private static final double FRAME_PAD = 16;

  private final List<DiagramLayout.PositionedBox> boxes = new ArrayList<>();
  private final List<DiagramLayout.Frame> frames = new ArrayList<>();
  private final List<DiagramLayout.Line> drawnLines = new ArrayList<>();

  private final FlattenedDiagram flat;

  /** A connection of one level, between boxes of the level or ports of its frame. */
  private record Connection(String from, String to, String source, String target) {}

  /** A frame's layout and the positions where lines enter (by target) and leave (by source) it. */
  private record FrameLayout(
      LevelLayout layout,
      List<Object> members,
      List<Connection> lines,
      double width,
      double height,
      double left,
      double top,
      double titleX,
      Map<String, Double> entries,
      Map<String, Double> exits) {}

  private final Map<String, FrameLayout> frameLayouts = new HashMap<>();

  private DiagramLayoutBuilder(Diagram diagram) {
    flat = new FlattenedDiagram(diagram);
  }

  static DiagramLayout of(Diagram diagram) {
    return new DiagramLayoutBuilder(diagram).layout(diagram);
  }

  private DiagramLayout layout(Diagram diagram) {
    FrameLayout frameLayout = layoutOf(diagram.boxes(), null, 0);
    emit(frameLayout, MARGIN, MARGIN);
    return new DiagramLayout(
        boxes,
        frames,
        drawnLines,
        frameLayout.width() + 2 * MARGIN,
        frameLayout.height() + 2 * MARGIN);
  }

  /** Returns the member of the level at a depth that contains a box; null if the box is outside. */
  private DiagramBox member(String id, DiagramBox frame, int depth) {
    List<DiagramBox> path = flat.path(id);
    boolean here =
        frame == null || depth > 0 && path.size() > depth && path.get(depth - 1) == frame;
    return here ? path.get(depth) : null;
  }

  private FrameLayout layoutOf(List<DiagramBox> level, DiagramBox frame, int depth) {
    Set<Connection> lines = new LinkedHashSet<>();
    Map<String, String> ports = new LinkedHashMap<>();
    for (DiagramArrow arrow : flat.arrows()) {
      DiagramBox from = member(arrow.from(), frame, depth);
      DiagramBox to = member(arrow.to(), frame, depth);
      if (from != null && to != null && from != to) {
        lines.add(new Connection(from.id(), to.id(), arrow.from(), arrow.to()));
      } else if (from == null && to != null) {
        ports.put("in:" + arrow.to(), arrow.to());
        lines.add(new Connection("in:" + arrow.to(), to.id(), "", arrow.to()));
      } else if (from != null && to == null) {
        ports.put("out:" + arrow.from(), arrow.from());
        lines.add(new Connection(from.id(), "out:" + arrow.from(), arrow.from(), ""));
      }
    }
    List<Object> members = new ArrayList<>();
    List<LayoutLevel.Box> nodes = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    for (String port : ports.keySet()) {
      index.put(port, nodes.size());
      members.add(port);
      boolean in = port.startsWith("in:");
      nodes.add(
          new LayoutLevel.Box(
              8, 0, 1, in ? LayoutLevel.RowConstraint.TOP : LayoutLevel.RowConstraint.BOTTOM));
    }
    for (DiagramBox box : level) {
      index.put(box.id(), nodes.size());
      if (FlattenedDiagram.isFrame(box)) {
        FrameLayout inner = layoutOf(box.inside().orElseThrow().boxes(), box, depth + 1);
        frameLayouts.put(box.id(), inner);
        members.add(box);
        int portRows = (inner.entries().isEmpty() ? 0 : 1) + (inner.exits().isEmpty() ? 0 : 1);
        int rows = Math.max(1, inner.layout().rows() - portRows);
        nodes.add(
            new LayoutLevel.Box(
                inner.width(), inner.height(), rows, LayoutLevel.RowConstraint.ANYWHERE));
      } else {
        BoxTable cells = new BoxTable(box);
        members.add(new DiagramLayout.PositionedBox(box, cells, 0, 0));
        nodes.add(
            new LayoutLevel.Box(
                cells.width(), cells.height(), 1, LayoutLevel.RowConstraint.ANYWHERE));
      }
    }
    List<Connection> ordered = List.copyOf(lines);
    List<LayoutLevel.Link> links = new ArrayList<>();
    for (Connection line : ordered) {
      links.add(
          new LayoutLevel.Link(
              index.get(line.from()),
              frameLayouts.containsKey(line.from())
                  ? frameLayouts.get(line.from()).exits().get(line.source())
                  : 0,
              index.get(line.to()),
              frameLayouts.containsKey(line.to())
                  ? frameLayouts.get(line.to()).entries().get(line.target())
                  : 0));
    }
    LevelLayout layout =
        LayeredLayout.of(new LayoutLevel(nodes, links), frame == null ? 0 : band(frame) + 18);
    return frame == null
        ? new FrameLayout(
            layout, members, ordered, layout.width(), layout.height(), 0, 0, 0, Map.of(), Map.of())
        : framed(frame, layout, members, ordered, ports);
  }

  private FrameLayout framed(
      DiagramBox frame,
      LevelLayout layout,
      List<Object> members,
      List<Connection> lines,
      Map<String, String> ports) {
    double title = TextWidths.of(frame.title(), BoxTable.TEXT_SIZE, true);
    if (!frame.note().isEmpty()) {
      title = Math.max(title, TextWidths.of(frame.note(), BoxTable.TEXT_SIZE, false));
    }
    double freeLeft = layout.width() + 2 * FRAME_PAD;
    double freeRight = freeLeft;
    for (int member = 0; member < members.size(); member++) {
      if (members.get(member) instanceof String port && port.startsWith("in:")) {
        double at = layout.x()[member] + FRAME_PAD;
        freeLeft = Math.min(freeLeft, at);
        freeRight = Math.min(freeRight, layout.width() + 2 * FRAME_PAD - at - 8);
      }
    }
    boolean fitsRight = freeLeft < title + 14 && freeRight >= title + 14;
    double missing = fitsRight ? 0 : Math.ceil(Math.max(0, title + 14 - freeLeft));
    double width = 2 * Math.ceil(layout.width() / 2 + FRAME_PAD + missing);
    double left = FRAME_PAD + missing;
    Map<String, Double> entries = new HashMap<>();
    Map<String, Double> exits = new HashMap<>();
    boolean entered = false;
    boolean leaves = false;
    for (int member = 0; member < members.size(); member++) {
      if (members.get(member) instanceof String port) {
        double at = left + layout.x()[member] + 4 - width / 2;
        boolean in = port.startsWith("in:");
        (in ? entries : exits).put(ports.get(port), at);
        entered |= in;
        leaves |= !in;
      }
    }
    double top = entered ? 0 : band(frame) + 8;
    double height = layout.height() + top + (leaves ? 0 : FRAME_PAD);
    double titleX = fitsRight ? width - title - 8 : 8;
    return new FrameLayout(
        layout, members, lines, width, height, left, top, titleX, entries, exits);
  }

  private static double band(DiagramBox frame) {
    return TITLE_BAND + (frame.note().isEmpty() ? 0 : NOTE_BAND);
  }

  private void emit(FrameLayout frameLayout, double x, double y) {
    LevelLayout layout = frameLayout.layout();
    double top = y + frameLayout.top();
    double left = x + frameLayout.left();
    for (int index = 0; index < frameLayout.lines().size(); index++) {
      double[] corners = layout.routes().get(index).clone();
      for (int at = 0; at < corners.length; at += 2) {
        corners[at] += left;
        corners[at + 1] += top;
      }
      Connection line = frameLayout.lines().get(index);
      boolean head = line.to().equals(line.target());
      drawnLines.add(new DiagramLayout.Line(line.from(), line.to(), corners, head));
    }
    for (int index = 0; index < frameLayout.members().size(); index++) {
      double memberX = left + layout.x()[index];
      double memberY = top + layout.y()[index];
      Object member = frameLayout.members().get(index);
      if (member instanceof DiagramLayout.PositionedBox placed) {
        boxes.add(new DiagramLayout.PositionedBox(placed.box(), placed.cells(), memberX, memberY));
      } else if (member instanceof DiagramBox box) {
        FrameLayout inner = frameLayouts.get(box.id());
        frames.add(
            new DiagramLayout.Frame(
                box, memberX, memberY, inner.width(), inner.height(), memberX + inner.titleX()));
        emit(inner, memberX, memberY);
      }
    }
  }
}
