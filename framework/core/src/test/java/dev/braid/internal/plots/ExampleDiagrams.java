package dev.braid.internal.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Diagrams of all kinds of models. */
final class ExampleDiagrams {
  private final List<DiagramBox> boxes = new ArrayList<>();
  private final List<DiagramArrow> arrows = new ArrayList<>();
  private String shape = "(None, 64)";

  static Map<String, Diagram> all() {
    Map<String, Diagram> all = new TreeMap<>();
    all.put("chain", chain());
    all.put("multi", multi());
    all.put("residual", residual());
    all.put("siamese", siamese());
    all.put("siamese-once", siameseOnce());
    all.put("deep", deep());
    all.put("inception", inception());
    all.put("names", names());
    all.put("nested", nested());
    return all;
  }

  private ExampleDiagrams add(String id, String type, String activation, String... from) {
    boxes.add(DiagramBox.of(id, id, type, activation, from.length == 0 ? "" : shape, shape));
    for (String source : from) {
      arrows.add(new DiagramArrow(source, id));
    }
    return this;
  }

  private ExampleDiagrams shape(String next) {
    shape = next;
    return this;
  }

  private Diagram diagram(String title) {
    return new Diagram(title, boxes, arrows);
  }

  static Diagram chain() {
    return new ExampleDiagrams()
        .shape("(None, 784)")
        .add("pixels", "InputLayer", "")
        .add("hidden", "Dense", "relu", "pixels")
        .add("batch_normalization", "BatchNormalization", "", "hidden")
        .add("dropout", "Dropout", "", "batch_normalization")
        .shape("(None, 10)")
        .add("label", "Dense", "softmax", "dropout")
        .diagram("chain");
  }

  static Diagram multi() {
    return new ExampleDiagrams()
        .shape("(None, 64, 64, 3)")
        .add("image_input", "InputLayer", "")
        .add("conv2d", "Conv2D", "relu", "image_input")
        .add("max_pooling2d", "MaxPooling2D", "", "conv2d")
        .add("flatten", "Flatten", "", "max_pooling2d")
        .shape("(None, 100)")
        .add("text_input", "InputLayer", "")
        .add("embedding", "Embedding", "", "text_input")
        .add("lstm", "LSTM", "tanh", "embedding")
        .shape("(None, 5)")
        .add("meta", "InputLayer", "")
        .shape("(None, 261)")
        .add("concatenate", "Concatenate", "", "flatten", "lstm", "meta")
        .add("dense", "Dense", "relu", "concatenate")
        .add("classification_output", "Dense", "softmax", "dense")
        .add("regression_output", "Dense", "", "dense")
        .diagram("multi");
  }

  static Diagram residual() {
    ExampleDiagrams net =
        new ExampleDiagrams().shape("(None, 32, 32, 64)").add("image", "InputLayer", "");
    String last = "image";
    for (int block = 1; block <= 3; block++) {
      String name = "block" + block;
      net.add(name + "_conv1", "Conv2D", "", last)
          .add(name + "_bn1", "BatchNormalization", "", name + "_conv1")
          .add(name + "_relu", "Activation", "relu", name + "_bn1")
          .add(name + "_conv2", "Conv2D", "", name + "_relu");
      String skip = last;
      if (block == 2) {
        skip = name + "_shortcut";
        net.add(skip, "Conv2D", "", last);
      }
      net.add(name + "_add", "Add", "", name + "_conv2", skip)
          .add(name + "_out", "Activation", "relu", name + "_add");
      last = name + "_out";
    }
    return net.add("pool", "GlobalAveragePooling2D", "", last)
        .shape("(None, 10)")
        .add("label", "Dense", "softmax", "pool")
        .diagram("residual");
  }

  private static Diagram tower(String prefix) {
    ExampleDiagrams inside = new ExampleDiagrams();
    String last = "";
    String[][] layers = {
      {"x", "InputLayer", ""},
      {"embed", "Embedding", ""},
      {"encode", "Bidirectional", ""},
      {"project", "Dense", "tanh"}
    };
    for (String[] layer : layers) {
      String id = prefix + layer[0];
      inside.boxes.add(DiagramBox.of(id, layer[0], layer[1], layer[2], "(None, 32)", "(None, 32)"));
      if (!last.isEmpty()) {
        inside.arrows.add(new DiagramArrow(last, id));
      }
      last = id;
    }
    return inside.diagram("tower");
  }

  static Diagram siamese() {
    ExampleDiagrams net = new ExampleDiagrams().shape("(None, 32)");
    net.add("left", "InputLayer", "").add("right", "InputLayer", "");
    DiagramBox tower = DiagramBox.of("tower", "tower", "Functional", "", "(None, 32)", "(None, 8)");
    net.boxes.add(tower.inside(tower("a/")));
    DiagramBox again =
        DiagramBox.of("tower again", "tower", "Functional", "", "(None, 32)", "(None, 8)");
    net.boxes.add(again.note("shares its weights").inside(tower("b/")));
    net.arrows.add(new DiagramArrow("left", "a/x"));
    net.arrows.add(new DiagramArrow("right", "tower again"));
    return net.add("distance", "Subtract", "", "tower", "b/project")
        .add("same", "Dense", "sigmoid", "distance")
        .diagram("siamese");
  }

  static Diagram siameseOnce() {
    ExampleDiagrams net = new ExampleDiagrams().shape("(None, 32)");
    net.add("left", "InputLayer", "").add("right", "InputLayer", "");
    DiagramBox tower = DiagramBox.of("tower", "tower", "Functional", "", "(None, 32)", "(None, 8)");
    net.boxes.add(tower.inside(tower("")));
    net.arrows.add(new DiagramArrow("left", "x"));
    net.arrows.add(new DiagramArrow("right", "x"));
    return net.add("distance", "Subtract", "", "project")
        .add("same", "Dense", "sigmoid", "distance")
        .diagram("siamese");
  }

  static Diagram deep() {
    ExampleDiagrams net = new ExampleDiagrams().add("layer_0", "InputLayer", "");
    for (int layer = 1; layer < 60; layer++) {
      boolean skip = layer % 4 == 0;
      if (skip) {
        net.add("layer_" + layer, "Add", "", "layer_" + (layer - 1), "layer_" + (layer - 4));
      } else {
        net.add("layer_" + layer, "Dense", "relu", "layer_" + (layer - 1));
      }
      if (layer == 50) {
        net.arrows.add(new DiagramArrow("layer_2", "layer_50"));
      }
    }
    return net.diagram("deep");
  }

  static Diagram inception() {
    ExampleDiagrams net =
        new ExampleDiagrams().shape("(None, 28, 28, 192)").add("image", "InputLayer", "");
    String last = "image";
    for (int block = 1; block <= 2; block++) {
      String name = "mixed" + block;
      net.add(name + "_1x1", "Conv2D", "relu", last)
          .add(name + "_3x3_reduce", "Conv2D", "relu", last)
          .add(name + "_3x3", "Conv2D", "relu", name + "_3x3_reduce")
          .add(name + "_5x5_reduce", "Conv2D", "relu", last)
          .add(name + "_5x5", "Conv2D", "relu", name + "_5x5_reduce")
          .add(name + "_5x5_b", "Conv2D", "relu", name + "_5x5")
          .add(name + "_pool", "MaxPooling2D", "", last)
          .add(name + "_pool_1x1", "Conv2D", "relu", name + "_pool")
          .add(
              name,
              "Concatenate",
              "",
              name + "_1x1",
              name + "_3x3",
              name + "_5x5_b",
              name + "_pool_1x1");
      last = name;
    }
    return net.add("label", "Dense", "softmax", last).diagram("inception");
  }

  static Diagram names() {
    String wide = "encoder/block_12/multi_head_self_attention/query_projection_with_a_long_name";
    return new ExampleDiagrams()
        .add("a<b>&\"c\"'d'", "InputLayer", "")
        .shape("[(None, 64), (None, 64), (None, 64), (None, 64)]")
        .add(wide, "MyVeryOwnLayerClassWithAnUncommonlyLongName", "swish", "a<b>&\"c\"'d'")
        .add("größe_日本語_😀", "LSTM", "", wide)
        .add("x".repeat(120), "Dense", "", "größe_日本語_😀")
        .add("e", "Dense", "", "x".repeat(120))
        .diagram("<names> & \"co\"");
  }

  /**
   * Returns two levels of nesting with a long branch beside the frame and a skip connection from
   * its middle.
   */
  static Diagram nested() {
    ExampleDiagrams core = new ExampleDiagrams().add("core_in", "InputLayer", "");
    core.add("core_a", "Dense", "relu", "core_in").add("core_b", "Dense", "relu", "core_in");
    core.add("core_out", "Add", "", "core_a", "core_b");
    ExampleDiagrams backbone = new ExampleDiagrams().add("features", "InputLayer", "");
    backbone.add("stem", "Dense", "relu", "features");
    DiagramBox inner = DiagramBox.of("core", "core", "Functional", "", "(None, 64)", "(None, 64)");
    backbone.boxes.add(inner.inside(core.diagram("core")));
    backbone.arrows.add(new DiagramArrow("stem", "core_in"));
    backbone.add("neck", "Dense", "relu", "core_out");
    ExampleDiagrams net =
        new ExampleDiagrams().add("image", "InputLayer", "").add("extra", "InputLayer", "");
    DiagramBox outer =
        DiagramBox.of("backbone", "backbone", "Functional", "", "(None, 64)", "(None, 64)");
    net.boxes.add(outer.inside(backbone.diagram("backbone")));
    net.arrows.add(new DiagramArrow("image", "features"));
    net.add("side_1", "Dense", "relu", "extra");
    for (int side = 2; side < 7; side++) {
      net.add("side_" + side, "Dense", "relu", "side_" + (side - 1));
    }
    return net.add("merge", "Concatenate", "", "neck", "stem", "side_6")
        .add("head", "Dense", "softmax", "merge")
        .diagram("nested");
  }

  /** Returns a random graph of plain boxes. */
  static Diagram random(long seed) {
    Random random = new Random(seed);
    ExampleDiagrams net = new ExampleDiagrams();
    int count = 3 + random.nextInt(25);
    for (int node = 0; node < count; node++) {
      List<String> from = new ArrayList<>();
      for (int link = node == 1 ? 1 : random.nextInt(4); link > 0 && node > 0; link--) {
        String source = "n" + Math.max(0, node - 1 - random.nextInt(Math.min(node, 9)));
        if (!from.contains(source)) {
          from.add(source);
        }
      }
      net.shape("(None, " + (int) Math.pow(10, random.nextInt(6)) + ")");
      net.add("n" + node, "Dense", random.nextBoolean() ? "relu" : "", from.toArray(String[]::new));
    }
    return net.diagram("random " + seed);
  }

  /**
   * Returns a random graph of boxes and frames, many of them side by side, with links to nested
   * boxes.
   */
  static Diagram randomFramed(long seed) {
    Random random = new Random(seed);
    ExampleDiagrams net = new ExampleDiagrams();
    List<List<String>> groups = new ArrayList<>();
    int count = 3 + random.nextInt(10);
    for (int group = 0; group < count; group++) {
      List<String> members = new ArrayList<>();
      ExampleDiagrams inner = new ExampleDiagrams();
      int size = 1 + random.nextInt(6);
      for (int node = 0; node < size; node++) {
        String id = "g" + group + "_" + node;
        boolean linked = node > 0 && random.nextInt(5) > 0;
        String[] from = linked ? new String[] {members.get(random.nextInt(node))} : new String[0];
        inner.add(id, "Dense", "", from);
        members.add(id);
      }
      if (size > 1 && random.nextInt(4) > 0) {
        DiagramBox frame = DiagramBox.of("g" + group, "frame_" + group, "Functional", "", "", "");
        net.boxes.add(frame.inside(inner.diagram("inner")));
      } else {
        net.boxes.addAll(inner.boxes);
        net.arrows.addAll(inner.arrows);
      }
      groups.add(members);
      for (int link = group == 1 ? 1 : random.nextInt(3); link > 0 && group > 0; link--) {
        List<String> source = groups.get(random.nextInt(group));
        net.arrows.add(
            new DiagramArrow(
                source.get(random.nextInt(source.size())),
                members.get(random.nextInt(members.size()))));
      }
    }
    return net.diagram("framed " + seed);
  }
}
