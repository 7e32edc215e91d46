package dev.braid;

import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import dev.braid.layers.pooling.AveragePooling1D;
import dev.braid.layers.pooling.AveragePooling2D;
import dev.braid.layers.pooling.AveragePooling3D;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.pooling.GlobalAveragePooling2D;
import dev.braid.layers.pooling.GlobalAveragePooling3D;
import dev.braid.layers.pooling.GlobalMaxPooling1D;
import dev.braid.layers.pooling.GlobalMaxPooling2D;
import dev.braid.layers.pooling.GlobalMaxPooling3D;
import dev.braid.layers.pooling.MaxPooling1D;
import dev.braid.layers.pooling.MaxPooling2D;
import dev.braid.layers.pooling.MaxPooling3D;
import dev.braid.layers.reshaping.Cropping1D;
import dev.braid.layers.reshaping.Cropping2D;
import dev.braid.layers.reshaping.Cropping3D;
import dev.braid.layers.reshaping.UpSampling1D;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.layers.reshaping.UpSampling3D;
import dev.braid.layers.reshaping.ZeroPadding1D;
import dev.braid.layers.reshaping.ZeroPadding2D;
import dev.braid.layers.reshaping.ZeroPadding3D;

/** The words of pooling, normalization, padding and enlarging, which {@link Braid} offers. */
abstract class SpatialWords extends ConvolutionWords {
  SpatialWords() {}

  // ---- poolings: windows move by their size unless strides say otherwise

  public static MaxPooling1D maxPooling1d() {
    return new MaxPooling1D(2);
  }

  public static MaxPooling1D maxPooling1d(long size) {
    return new MaxPooling1D(size);
  }

  public static MaxPooling2D maxPooling2d() {
    return new MaxPooling2D(2);
  }

  public static MaxPooling2D maxPooling2d(long size) {
    return new MaxPooling2D(size);
  }

  public static MaxPooling2D maxPooling2d(long height, long width) {
    return new MaxPooling2D(height, width);
  }

  public static MaxPooling3D maxPooling3d() {
    return new MaxPooling3D(2);
  }

  public static MaxPooling3D maxPooling3d(long size) {
    return new MaxPooling3D(size);
  }

  public static MaxPooling3D maxPooling3d(long depth, long height, long width) {
    return new MaxPooling3D(depth, height, width);
  }

  public static GlobalMaxPooling1D globalMaxPooling1d() {
    return new GlobalMaxPooling1D();
  }

  public static GlobalMaxPooling2D globalMaxPooling2d() {
    return new GlobalMaxPooling2D();
  }

  public static GlobalMaxPooling3D globalMaxPooling3d() {
    return new GlobalMaxPooling3D();
  }

  public static AveragePooling1D averagePooling1d() {
    return new AveragePooling1D(2);
  }

  public static AveragePooling1D averagePooling1d(long size) {
    return new AveragePooling1D(size);
  }

  public static AveragePooling2D averagePooling2d() {
    return new AveragePooling2D(2);
  }

  public static AveragePooling2D averagePooling2d(long size) {
    return new AveragePooling2D(size);
  }

  public static AveragePooling2D averagePooling2d(long height, long width) {
    return new AveragePooling2D(height, width);
  }

  public static AveragePooling3D averagePooling3d() {
    return new AveragePooling3D(2);
  }

  public static AveragePooling3D averagePooling3d(long size) {
    return new AveragePooling3D(size);
  }

  public static AveragePooling3D averagePooling3d(long depth, long height, long width) {
    return new AveragePooling3D(depth, height, width);
  }

  public static GlobalAveragePooling1D globalAveragePooling1d() {
    return new GlobalAveragePooling1D();
  }

  public static GlobalAveragePooling2D globalAveragePooling2d() {
    return new GlobalAveragePooling2D();
  }

  public static GlobalAveragePooling3D globalAveragePooling3d() {
    return new GlobalAveragePooling3D();
  }

  // ---- normalization

  /** Normalizes each channel over the batch. */
  public static BatchNormalization batchNormalization() {
    return new BatchNormalization();
  }

  /** Normalizes each sample over its last axis. */
  public static LayerNormalization layerNormalization() {
    return new LayerNormalization();
  }

  /** Normalizes each sample over groups of channels; -1 groups make each channel one. */
  public static GroupNormalization groupNormalization(long groups) {
    return new GroupNormalization(groups);
  }

  /** Brings each sample to length 1 along its last axis. */
  public static UnitNormalization unitNormalization() {
    return new UnitNormalization();
  }

  // ---- padding, cropping and enlarging

  public static ZeroPadding1D zeroPadding1d(long size) {
    return new ZeroPadding1D(size);
  }

  public static ZeroPadding1D zeroPadding1d(long before, long after) {
    return new ZeroPadding1D(new long[][] {{before, after}});
  }

  public static ZeroPadding2D zeroPadding2d(long size) {
    return new ZeroPadding2D(size);
  }

  /** As many at both ends of each axis. */
  public static ZeroPadding2D zeroPadding2d(long height, long width) {
    return new ZeroPadding2D(height, width);
  }

  public static ZeroPadding2D zeroPadding2d(long top, long bottom, long left, long right) {
    return new ZeroPadding2D(new long[][] {{top, bottom}, {left, right}});
  }

  public static ZeroPadding3D zeroPadding3d(long size) {
    return new ZeroPadding3D(size);
  }

  /** As many at both ends of each axis. */
  public static ZeroPadding3D zeroPadding3d(long depth, long height, long width) {
    return new ZeroPadding3D(depth, height, width);
  }

  /** For each axis how many before and after. */
  public static ZeroPadding3D zeroPadding3d(long[][] sides) {
    return new ZeroPadding3D(sides);
  }

  public static Cropping1D cropping1d(long size) {
    return new Cropping1D(size);
  }

  public static Cropping1D cropping1d(long before, long after) {
    return new Cropping1D(new long[][] {{before, after}});
  }

  public static Cropping2D cropping2d(long size) {
    return new Cropping2D(size);
  }

  /** As many at both ends of each axis. */
  public static Cropping2D cropping2d(long height, long width) {
    return new Cropping2D(height, width);
  }

  public static Cropping2D cropping2d(long top, long bottom, long left, long right) {
    return new Cropping2D(new long[][] {{top, bottom}, {left, right}});
  }

  public static Cropping3D cropping3d(long size) {
    return new Cropping3D(size);
  }

  /** As many at both ends of each axis. */
  public static Cropping3D cropping3d(long depth, long height, long width) {
    return new Cropping3D(depth, height, width);
  }

  /** For each axis how many before and after. */
  public static Cropping3D cropping3d(long[][] sides) {
    return new Cropping3D(sides);
  }

  public static UpSampling1D upSampling1d() {
    return new UpSampling1D(2);
  }

  public static UpSampling1D upSampling1d(long size) {
    return new UpSampling1D(size);
  }

  public static UpSampling2D upSampling2d() {
    return new UpSampling2D(2);
  }

  public static UpSampling2D upSampling2d(long size) {
    return new UpSampling2D(size);
  }

  public static UpSampling2D upSampling2d(long height, long width) {
    return new UpSampling2D(height, width);
  }

  public static UpSampling3D upSampling3d() {
    return new UpSampling3D(2);
  }

  public static UpSampling3D upSampling3d(long size) {
    return new UpSampling3D(size);
  }

  public static UpSampling3D upSampling3d(long depth, long height, long width) {
    return new UpSampling3D(depth, height, width);
  }
}
