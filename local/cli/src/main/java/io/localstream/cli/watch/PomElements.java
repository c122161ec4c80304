package io.localstream.cli.watch;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Finds the elements of a POM. */
final class PomElements {
  private PomElements() {}

  /** Returns the first child with a tag; an empty element if there is none. */
  static Element child(Element parent, String tag) {
    return children(parent, tag)
        .findFirst()
        .orElseGet(() -> parent.getOwnerDocument().createElement(tag));
  }

  /** Returns whether there is a child with a tag. */
  static boolean has(Element parent, String tag) {
    return children(parent, tag).findAny().isPresent();
  }

  /** Returns the text of the first child with a tag; empty text if there is none. */
  static String text(Element parent, String tag) {
    return child(parent, tag).getTextContent().strip();
  }

  /** Returns the children with a tag. */
  static Stream<Element> children(Element parent, String tag) {
    return children(parent).filter(element -> element.getTagName().equals(tag));
  }

  /** Returns all children. */
  static Stream<Element> children(Element parent) {
    return IntStream.range(0, parent.getChildNodes().getLength())
        .mapToObj(parent.getChildNodes()::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast);
  }
}
