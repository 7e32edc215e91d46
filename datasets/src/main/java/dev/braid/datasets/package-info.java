/** Real data: bundled small sets, downloaders, CSV files, image folders and DataVec. */
package dev.braid.datasets;
