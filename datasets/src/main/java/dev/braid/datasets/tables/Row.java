package dev.braid.datasets.tables;

import java.util.List;

/**
 * One row of a table.
 *
 * @param place its position in messages, such as {@code line 7}
 * @param fields its texts
 */
record Row(String place, List<String> fields) {}
