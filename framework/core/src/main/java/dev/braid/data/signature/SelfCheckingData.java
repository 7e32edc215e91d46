package dev.braid.data.signature;

import dev.braid.Problem;
import java.util.List;

/** Data that can be checked against a model before it is read. */
public interface SelfCheckingData {

  /** The problems that the data has with a model. */
  List<Problem> problems(ModelSignature model);
}
