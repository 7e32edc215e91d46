/** Layout of layered diagrams: positions of boxes and routes of lines, independent of models. */
package dev.braid.plots.layout;
