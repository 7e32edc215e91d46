/** Layout of layered diagrams: positions of boxes and routes of lines, independent of models. */
package dev.braid.internal.plots.layout;
