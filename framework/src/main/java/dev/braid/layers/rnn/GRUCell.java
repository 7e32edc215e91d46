package dev.braid.layers.rnn;

import dev.braid.config.Config;

/** A gated recurrent unit: an update gate mixes the state with a candidate. */
public final class GRUCell extends GatedCell<GRUCell> {
  private boolean resetAfter = true;

  public GRUCell(long units) {
    super(units);
  }

  public static GRUCell read(Config config) {
    return new GRUCell(config.whole("units", 0))
        .readOptions(config)
        .recurrentActivation(gateActivation(config))
        .resetAfter(config.flag("reset_after", true));
  }

  public boolean resetAfter() {
    return resetAfter;
  }

  /** Whether the reset gate acts after the state's product with its kernel, or before. */
  public GRUCell resetAfter(boolean on) {
    return with(copy -> copy.resetAfter = on);
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  long[] biasShape(long width) {
    return resetAfter ? new long[] {2, width} : new long[] {width};
  }

  @Override
  void describeLast(Config config) {
    config.put("reset_after", resetAfter);
  }

  @Override
  public String className() {
    return "GRUCell";
  }
}
