package dev.braid;

import dev.braid.constraints.MaxNorm;
import dev.braid.constraints.MinMaxNorm;
import dev.braid.constraints.NonNeg;
import dev.braid.constraints.UnitNorm;
import dev.braid.initializers.Constant;
import dev.braid.initializers.GlorotNormal;
import dev.braid.initializers.GlorotUniform;
import dev.braid.initializers.HeNormal;
import dev.braid.initializers.HeUniform;
import dev.braid.initializers.IdentityInitializer;
import dev.braid.initializers.LecunNormal;
import dev.braid.initializers.LecunUniform;
import dev.braid.initializers.Ones;
import dev.braid.initializers.Orthogonal;
import dev.braid.initializers.RandomNormal;
import dev.braid.initializers.RandomUniform;
import dev.braid.initializers.TruncatedNormal;
import dev.braid.initializers.VarianceScaling;
import dev.braid.initializers.Zeros;
import dev.braid.optimizers.Adadelta;
import dev.braid.optimizers.Adagrad;
import dev.braid.optimizers.Adam;
import dev.braid.optimizers.AdamW;
import dev.braid.optimizers.Adamax;
import dev.braid.optimizers.Lion;
import dev.braid.optimizers.Nadam;
import dev.braid.optimizers.RMSprop;
import dev.braid.optimizers.SGD;
import dev.braid.regularizers.L1;
import dev.braid.regularizers.L1L2;
import dev.braid.regularizers.L2;
import dev.braid.schedules.CosineDecay;
import dev.braid.schedules.CosineDecayRestarts;
import dev.braid.schedules.ExponentialDecay;
import dev.braid.schedules.InverseTimeDecay;
import dev.braid.schedules.PiecewiseConstantDecay;
import dev.braid.schedules.PolynomialDecay;

/** The words for how weights begin and change. */
abstract class OptimizerWords extends ScoreWords {
  OptimizerWords() {}

  // ---- optimizers, with Keras' learning rates where none is given

  public static SGD sgd() {
    return new SGD(0.01);
  }

  public static SGD sgd(double learningRate) {
    return new SGD(learningRate);
  }

  public static SGD sgd(Schedule learningRate) {
    return new SGD(0).learningRate(learningRate);
  }

  public static Adam adam() {
    return new Adam(0.001);
  }

  public static Adam adam(double learningRate) {
    return new Adam(learningRate);
  }

  public static Adam adam(Schedule learningRate) {
    return new Adam(0).learningRate(learningRate);
  }

  public static AdamW adamW() {
    return new AdamW(0.001);
  }

  public static AdamW adamW(double learningRate) {
    return new AdamW(learningRate);
  }

  public static AdamW adamW(Schedule learningRate) {
    return new AdamW(0).learningRate(learningRate);
  }

  public static RMSprop rmsprop() {
    return new RMSprop(0.001);
  }

  public static RMSprop rmsprop(double learningRate) {
    return new RMSprop(learningRate);
  }

  public static RMSprop rmsprop(Schedule learningRate) {
    return new RMSprop(0).learningRate(learningRate);
  }

  public static Adagrad adagrad() {
    return new Adagrad(0.001);
  }

  public static Adagrad adagrad(double learningRate) {
    return new Adagrad(learningRate);
  }

  public static Adagrad adagrad(Schedule learningRate) {
    return new Adagrad(0).learningRate(learningRate);
  }

  public static Adadelta adadelta() {
    return new Adadelta(0.001);
  }

  public static Adadelta adadelta(double learningRate) {
    return new Adadelta(learningRate);
  }

  public static Adadelta adadelta(Schedule learningRate) {
    return new Adadelta(0).learningRate(learningRate);
  }

  public static Adamax adamax() {
    return new Adamax(0.001);
  }

  public static Adamax adamax(double learningRate) {
    return new Adamax(learningRate);
  }

  public static Adamax adamax(Schedule learningRate) {
    return new Adamax(0).learningRate(learningRate);
  }

  public static Nadam nadam() {
    return new Nadam(0.001);
  }

  public static Nadam nadam(double learningRate) {
    return new Nadam(learningRate);
  }

  public static Nadam nadam(Schedule learningRate) {
    return new Nadam(0).learningRate(learningRate);
  }

  public static Lion lion() {
    return new Lion(0.001);
  }

  public static Lion lion(double learningRate) {
    return new Lion(learningRate);
  }

  public static Lion lion(Schedule learningRate) {
    return new Lion(0).learningRate(learningRate);
  }

  // ---- schedules of the learning rate

  public static CosineDecay cosineDecay(double initial, double steps) {
    return new CosineDecay(initial, steps);
  }

  public static CosineDecayRestarts cosineDecayRestarts(double initial, double firstSteps) {
    return new CosineDecayRestarts(initial, firstSteps);
  }

  public static ExponentialDecay exponentialDecay(double initial, double steps, double rate) {
    return new ExponentialDecay(initial, steps, rate);
  }

  public static InverseTimeDecay inverseTimeDecay(double initial, double steps, double rate) {
    return new InverseTimeDecay(initial, steps, rate);
  }

  public static PiecewiseConstantDecay piecewiseConstantDecay(long[] boundaries, double[] values) {
    return new PiecewiseConstantDecay(boundaries, values);
  }

  public static PolynomialDecay polynomialDecay(double initial, double steps) {
    return new PolynomialDecay(initial, steps);
  }

  // ---- initializers

  public static Zeros zeros() {
    return new Zeros();
  }

  public static Ones ones() {
    return new Ones();
  }

  public static GlorotUniform glorotUniform() {
    return new GlorotUniform();
  }

  public static GlorotNormal glorotNormal() {
    return new GlorotNormal();
  }

  public static HeUniform heUniform() {
    return new HeUniform();
  }

  public static HeNormal heNormal() {
    return new HeNormal();
  }

  public static LecunUniform lecunUniform() {
    return new LecunUniform();
  }

  public static LecunNormal lecunNormal() {
    return new LecunNormal();
  }

  public static RandomNormal randomNormal() {
    return new RandomNormal();
  }

  public static RandomUniform randomUniform() {
    return new RandomUniform();
  }

  public static TruncatedNormal truncatedNormal() {
    return new TruncatedNormal();
  }

  public static Orthogonal orthogonal() {
    return new Orthogonal();
  }

  public static VarianceScaling varianceScaling() {
    return new VarianceScaling();
  }

  public static IdentityInitializer identityMatrix() {
    return new IdentityInitializer(1);
  }

  public static Constant constant(double value) {
    return new Constant(value);
  }

  public static RandomNormal randomNormal(double mean, double deviation) {
    return new RandomNormal(mean, deviation);
  }

  public static RandomUniform randomUniform(double low, double high) {
    return new RandomUniform(low, high);
  }

  public static TruncatedNormal truncatedNormal(double mean, double deviation) {
    return new TruncatedNormal(mean, deviation);
  }

  public static Orthogonal orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  // ---- regularizers and constraints

  public static L1 l1() {
    return new L1(0.01);
  }

  public static L1 l1(double factor) {
    return new L1(factor);
  }

  public static L2 l2() {
    return new L2(0.01);
  }

  public static L2 l2(double factor) {
    return new L2(factor);
  }

  public static L1L2 l1l2(double l1, double l2) {
    return new L1L2(l1, l2);
  }

  public static MaxNorm maxNorm(double max) {
    return new MaxNorm(max);
  }

  public static NonNeg nonNeg() {
    return new NonNeg();
  }

  public static UnitNorm unitNorm() {
    return new UnitNorm();
  }

  public static MinMaxNorm minMaxNorm(double min, double max) {
    return new MinMaxNorm(min, max, 1);
  }
}
