package io.localstream.engine.endpoint;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An object in a bucket.
 *
 * @param key the key
 * @param versionId one of its versions; if empty, the current version
 */
record ObjectVersion(String key, Optional<String> versionId) {
  private static final XMLInputFactory XML = XMLInputFactory.newInstance();

  static {
    // A document type could name files of this machine.
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  /**
   * Reads the objects in the body of a DeleteObjects request.
   *
   * @throws AwsError if the body is not XML, or names no object
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">DeleteObjects</a>
   */
  static List<ObjectVersion> deletedBy(byte[] body) {
    List<ObjectVersion> objects = new ArrayList<>();
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(body), "UTF-8");
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("Object")) {
          objects.add(read(xml));
        }
      }
    } catch (XMLStreamException e) {
      throw malformed();
    }
    if (objects.isEmpty()) {
      throw malformed();
    }
    return objects;
  }

  private static ObjectVersion read(XMLStreamReader xml) throws XMLStreamException {
    Optional<String> key = Optional.empty();
    Optional<String> versionId = Optional.empty();
    while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
      String name = xml.getLocalName();
      Optional<String> text = Optional.of(xml.getElementText());
      if (name.equals("Key")) {
        key = text;
      } else if (name.equals("VersionId")) {
        versionId = text;
      }
    }
    return new ObjectVersion(key.orElseThrow(ObjectVersion::malformed), versionId);
  }

  private static AwsError malformed() {
    return new AwsError(
        400,
        "MalformedXML",
        "the body must be a Delete element with an Object element and its Key for each object");
  }
}
