/** Model diagrams, model summaries, plots of training curves and run reports. */
package dev.braid.internal.plots;
