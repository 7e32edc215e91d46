/** Pictures of models, summaries, curves of a training run and its report. */
package dev.braid.plots;
