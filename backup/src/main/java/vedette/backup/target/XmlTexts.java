package vedette.backup.target;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Picks the texts of some elements out of XML, whatever their namespace.
final class XmlTexts {
  private static final int LONGEST = 4_096;

  private XmlTexts() {}

  /// Local name → texts in their order; nothing if it is no XML, which an error page need not be.
  ///
  /// @throws IOException if XML breaks off
  static Map<String, List<String>> of(byte[] xml, Set<String> wanted) throws IOException {
    Map<String, List<String>> found = new HashMap<>();
    if (xml.length == 0 || xml[0] != '<') {
      return found;
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      String inside = "";
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          inside = wanted.contains(reader.getLocalName()) ? reader.getLocalName() : "";
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          inside = "";
        } else if (event == XMLStreamConstants.CHARACTERS && !inside.isEmpty()) {
          String text = reader.getText().strip();
          found
              .computeIfAbsent(inside, _ -> new ArrayList<>())
              .add(text.substring(0, Math.min(text.length(), LONGEST)));
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("expected XML. Found: " + e.getClass().getSimpleName(), e);
    }
    return found;
  }
}
