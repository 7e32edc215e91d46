package dev.braid.models.applications;

/** How a model without classifier reduces the last feature maps. */
public enum FeaturePooling {
  /** Not at all: the model returns feature maps. */
  NONE,
  /** By the mean of each map. */
  AVG,
  /** By the maximum of each map. */
  MAX
}
