package dev.braid.internal.plots;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Parses XML strictly and throws an exception if it is not well-formed. */
final class Xml {
  private Xml() {}

  static Element parse(String text) throws Exception {
    String body = text.replace("<!DOCTYPE html>\n", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(body)))
        .getDocumentElement();
  }
}
