package dev.braid.engine.fast;

import dev.braid.engine.threads.OpenMp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;

/**
 * A convolution of one shape by oneDNN.
 *
 * <p>Pictures and volumes stay channels-last; the kernel, whose last axes are channels and filters,
 * is turned each time into the blocks that oneDNN likes best, for with plain kernels it falls back
 * on slow code.
 */
public final class Convolver {
  private static final Recent<Shape, Convolver> MADE = new Recent<>(128);

  private final Shape shape;
  private final memory.desc any;
  private final memory.desc plain;
  private final memory.desc bias;
  private final int count;
  private Reading forward;
  private ToWeights toWeights;
  private Reading toInput;

  private record Shape(Sliding window, boolean bias, boolean relu) {}

  private record Part(Primitive code, Area area, int number) {}

  /** The convolution; with relu its result is cut at zero. */
  public static Convolver of(Sliding window, boolean bias, boolean relu) {
    return MADE.get(new Shape(window, bias, relu), Convolver::new);
  }

  private Convolver(Shape shape) {
    this.shape = shape;
    Sliding w = shape.window;
    any = new memory.desc(w.kernel(), memory.data_type.f32, memory.format_tag.any);
    plain = new memory.desc(w.kernel(), memory.data_type.f32, w.kernelStrides());
    bias = new memory.desc(new long[] {w.filters()}, memory.data_type.f32, memory.format_tag.x);
    count = Parts.count(w.work());
  }

  static memory.desc picture(long... shape) {
    return new memory.desc(
        shape,
        memory.data_type.f32,
        shape.length == 5 ? memory.format_tag.ndhwc : memory.format_tag.nhwc);
  }

  private static Primitive turning(memory from, memory to) {
    return OpenMp.single(
        () ->
            new Primitive(new reorder(from, to))
                .argument(dnnl.DNNL_ARG_FROM, from)
                .argument(dnnl.DNNL_ARG_TO, to));
  }

  private static memory somewhere(memory.desc shape) {
    return new memory(shape, OneDnn.engine(), new Pointer());
  }

  /** The parts, made for those areas. */
  private static Parts<Part> parts(List<Area> areas, Function<Sliding, Primitive> make) {
    return Parts.of(
        areas.size(), i -> new Part(make.apply(areas.get(i).window()), areas.get(i), i));
  }

  /** A way that reads the kernel, which is brought into blocks first: the same for all parts. */
  private final class Reading {
    private final Primitive pack;
    private final Parts<Part> parts;

    Reading(
        List<Area> areas, memory.desc blocks, BiFunction<Sliding, memory.desc, Primitive> make) {
      memory packed = new memory(blocks, OneDnn.engine());
      pack = turning(somewhere(plain), packed);
      parts = parts(areas, w -> make.apply(w, blocks).argument(dnnl.DNNL_ARG_WEIGHTS, packed));
    }

    void run(Floats kernel, Consumer<Part> work) {
      pack.at(dnnl.DNNL_ARG_FROM, kernel).run();
      parts.run(work);
    }
  }

  /** The way forward of a part, whose kernel lies in those blocks. */
  private convolution_forward.primitive_desc how(Sliding w, memory.desc blocks) {
    int kind = dnnl.dnnl_forward_training;
    int algorithm = dnnl.dnnl_convolution_direct;
    memory.desc source = picture(w.input());
    memory.desc result = picture(w.output());
    long[] strides = Sliding.numbers(w.strides());
    long[] before = Sliding.numbers(w.before());
    long[] after = Sliding.numbers(w.after());
    convolution_forward.desc what =
        shape.bias
            ? new convolution_forward.desc(
                kind, algorithm, source, blocks, bias, result, strides, w.gaps(), before, after)
            : new convolution_forward.desc(
                kind, algorithm, source, blocks, result, strides, w.gaps(), before, after);
    return new convolution_forward.primitive_desc(
        what, OneDnn.attributes(false, shape.relu), OneDnn.engine());
  }

  private Reading makeForward() {
    List<Area> areas = Area.ofResult(shape.window, count);
    memory.desc best = OpenMp.single(() -> how(areas.get(0).window(), any).weights_desc());
    return new Reading(
        areas,
        best,
        (w, blocks) -> {
          convolution_forward.primitive_desc how = how(w, blocks);
          Primitive code =
              new Primitive(new convolution_forward(how), how)
                  .argument(dnnl.DNNL_ARG_SRC, picture(w.input()))
                  .argument(dnnl.DNNL_ARG_DST, picture(w.output()));
          return shape.bias ? code.argument(dnnl.DNNL_ARG_BIAS, bias) : code;
        });
  }

  /** Writes the result; the bias is null where there is none. */
  public synchronized void forward(Floats x, Floats kernel, Floats given, Floats out) {
    if (forward == null) {
      forward = makeForward();
    }
    forward.run(
        kernel,
        part -> {
          part.code
              .at(dnnl.DNNL_ARG_SRC, x, part.area.input())
              .at(dnnl.DNNL_ARG_DST, out, part.area.output());
          if (shape.bias) {
            part.code.at(dnnl.DNNL_ARG_BIAS, given);
          }
          part.code.run();
        });
  }

  /** Writes the gradients of kernel and, where there is one, bias. */
  public synchronized void weights(Floats x, Floats slope, Floats kernel, Floats given) {
    if (toWeights == null) {
      toWeights = new ToWeights();
    }
    toWeights.run(x, slope, kernel, given);
  }

  private final class ToWeights {
    private final Parts<Part> parts;
    private final Primitive unpack;
    private final long numbers;

    ToWeights() {
      List<Area> areas = Area.ofResult(shape.window, count);
      memory.desc blocks = OpenMp.single(() -> way(areas.get(0).window(), any).diff_weights_desc());
      numbers = blocks.get_size() / Float.BYTES;
      unpack = turning(somewhere(blocks), somewhere(plain));
      parts =
          parts(
              areas,
              w -> {
                convolution_backward_weights.primitive_desc way = way(w, blocks);
                Primitive code =
                    new Primitive(new convolution_backward_weights(way), way)
                        .argument(dnnl.DNNL_ARG_SRC, picture(w.input()))
                        .argument(dnnl.DNNL_ARG_DIFF_DST, picture(w.output()))
                        .argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, blocks);
                return shape.bias ? code.argument(dnnl.DNNL_ARG_DIFF_BIAS, bias) : code;
              });
    }

    private convolution_backward_weights.primitive_desc way(Sliding w, memory.desc blocks) {
      int algorithm = dnnl.dnnl_convolution_direct;
      memory.desc source = picture(w.input());
      memory.desc result = picture(w.output());
      long[] strides = Sliding.numbers(w.strides());
      long[] before = Sliding.numbers(w.before());
      long[] after = Sliding.numbers(w.after());
      convolution_backward_weights.desc what =
          shape.bias
              ? new convolution_backward_weights.desc(
                  algorithm, source, blocks, bias, result, strides, w.gaps(), before, after)
              : new convolution_backward_weights.desc(
                  algorithm, source, blocks, result, strides, w.gaps(), before, after);
      return new convolution_backward_weights.primitive_desc(
          what, OneDnn.attributes(), OneDnn.engine(), how(w, any));
    }

    /** Each part has a gradient of its own; they are added up. */
    void run(Floats x, Floats slope, Floats kernel, Floats given) {
      List<Floats> kernels = new ArrayList<>();
      List<Floats> biases = new ArrayList<>();
      for (int i = 0; i < parts.count(); i++) {
        kernels.add(StepMemory.take(numbers));
        if (shape.bias) {
          biases.add(i == 0 ? given : StepMemory.take(shape.window.filters()));
        }
      }
      parts.run(
          part -> {
            part.code
                .at(dnnl.DNNL_ARG_SRC, x, part.area.input())
                .at(dnnl.DNNL_ARG_DIFF_DST, slope, part.area.output())
                .at(dnnl.DNNL_ARG_DIFF_WEIGHTS, kernels.get(part.number));
            if (shape.bias) {
              part.code.at(dnnl.DNNL_ARG_DIFF_BIAS, biases.get(part.number));
            }
            part.code.run();
          });
      if (shape.bias) {
        Tiles.sum(biases);
      }
      unpack.at(dnnl.DNNL_ARG_FROM, Tiles.sum(kernels)).at(dnnl.DNNL_ARG_TO, kernel).run();
    }
  }

  /** The way of a part back to the input. */
  private convolution_backward_data.primitive_desc back(Sliding w, memory.desc blocks) {
    return new convolution_backward_data.primitive_desc(
        new convolution_backward_data.desc(
            dnnl.dnnl_convolution_direct,
            picture(w.input()),
            blocks,
            picture(w.output()),
            Sliding.numbers(w.strides()),
            w.gaps(),
            Sliding.numbers(w.before()),
            Sliding.numbers(w.after())),
        OneDnn.attributes(),
        OneDnn.engine(),
        how(w, any));
  }

  private Reading makeToInput() {
    List<Area> areas = Area.ofInput(shape.window, count);
    memory.desc best = OpenMp.single(() -> back(areas.get(0).window(), any).weights_desc());
    return new Reading(
        areas,
        best,
        (w, blocks) -> {
          convolution_backward_data.primitive_desc way = back(w, blocks);
          return new Primitive(new convolution_backward_data(way), way)
              .argument(dnnl.DNNL_ARG_DIFF_DST, picture(w.output()))
              .argument(dnnl.DNNL_ARG_DIFF_SRC, picture(w.input()));
        });
  }

  /** Writes the slope by the input. */
  public synchronized void input(Floats slope, Floats kernel, Floats back) {
    if (toInput == null) {
      toInput = makeToInput();
    }
    toInput.run(
        kernel,
        part ->
            part.code
                .at(dnnl.DNNL_ARG_DIFF_DST, slope, part.area.output())
                .at(dnnl.DNNL_ARG_DIFF_SRC, back, part.area.input())
                .run());
  }
}
