package dev.braid.datasets;

/**
 * The origin and licence of a data set.
 *
 * @param title the title by its authors
 * @param creators the authors
 * @param address where it is published
 * @param licence the licence
 * @param note further information; empty for none
 */
public record Provenance(
    String title, String creators, String address, String licence, String note) {

  /** One line to credit the authors. */
  public String credit() {
    return title + ", by " + creators + ", " + address + ", " + licence + ".";
  }
}
