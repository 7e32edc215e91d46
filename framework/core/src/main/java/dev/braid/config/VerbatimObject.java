package dev.braid.config;

import java.util.Map;

/** An object of a class that is not known, which is written exactly as it was read. */
public interface VerbatimObject {
  /** Returns Keras' object, as it stands in the file that it was read from. */
  Map<String, Object> written();
}
