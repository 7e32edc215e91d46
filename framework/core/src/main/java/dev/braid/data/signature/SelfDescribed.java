package dev.braid.data.signature;

import dev.braid.Problem;
import java.util.List;

/** Data that knows what it holds before it is read. */
public interface SelfDescribed {

  /** What does not fit a model. */
  List<Problem> problems(Signature model);
}
