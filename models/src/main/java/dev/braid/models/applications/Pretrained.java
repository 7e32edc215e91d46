package dev.braid.models.applications;

/** Weights that Keras publishes. */
public enum Pretrained {
  /** Trained on the 1000 classes of ImageNet. */
  IMAGENET
}
