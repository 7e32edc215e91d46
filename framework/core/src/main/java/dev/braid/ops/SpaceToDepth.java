package dev.braid.ops;

import java.util.List;

/** Moves elements between the channels and the height and width of images. */
final class SpaceToDepth {
  private SpaceToDepth() {}

  static Value toSpace(Value x, long block, boolean channelsFirst) {
    Value in = last(x, channelsFirst);
    Size depth = in.sizeOf(3).over(block * block);
    Size height = in.sizeOf(1);
    Size width = in.sizeOf(2);
    Size b = Size.of(block);
    Value out =
        in.reshape(List.of(in.sizeOf(0), height, width, b, b, depth))
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(List.of(in.sizeOf(0), height.times(block), width.times(block), depth));
    return first(out, channelsFirst);
  }

  static Value toDepth(Value x, long block, boolean channelsFirst) {
    Value in = last(x, channelsFirst);
    Size height = in.sizeOf(1).over(block);
    Size width = in.sizeOf(2).over(block);
    Size b = Size.of(block);
    Value out =
        in.reshape(List.of(in.sizeOf(0), height, b, width, b, in.sizeOf(3)))
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(List.of(in.sizeOf(0), height, width, in.sizeOf(3).times(block * block)));
    return first(out, channelsFirst);
  }

  private static Value last(Value x, boolean channelsFirst) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException("images of " + x.rank() + " axes; 4 are required");
    }
    return channelsFirst ? x.permute(0, 2, 3, 1) : x;
  }

  private static Value first(Value x, boolean channelsFirst) {
    return channelsFirst ? x.permute(0, 3, 1, 2) : x;
  }
}
