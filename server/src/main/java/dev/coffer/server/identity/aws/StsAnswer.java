package dev.coffer.server.identity.aws;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** STS's answer to GetCallerIdentity (AWS STS API reference). */
final class StsAnswer {
  private static final List<String> RESULT = List.of("GetCallerIdentityResponse", "GetCallerIdentityResult");
  private static final int DEPTH_MAX = 8;
  private static final int TEXT_CHARS_MAX = 2_048;

  private StsAnswer() {}

  /** Empty when it is anything else, or says something twice. */
  static Optional<AwsRole.Caller> read(byte[] xml) {
    try {
      Map<String, String> result = result(xml);
      String account = result.getOrDefault("Account", "");
      String userId = result.getOrDefault("UserId", "");
      return userId.isEmpty()
          ? Optional.empty()
          : Arn.parse(result.getOrDefault("Arn", ""))
              .filter(arn -> arn.account().equals(account))
              .map(arn -> new AwsRole.Caller(arn, userId));
    } catch (XMLStreamException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> result(byte[] xml) throws XMLStreamException {
    XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
    Map<String, String> result = new HashMap<>();
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(reader.getLocalName());
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          String name = path.removeLast();
          boolean twice =
              RESULT.equals(List.copyOf(path)) && result.put(name, text.toString()) != null;
          if (twice) {
            throw new XMLStreamException("twice");
          }
          text.setLength(0);
        }
        default -> {}
      }
      if (path.size() > DEPTH_MAX || text.length() > TEXT_CHARS_MAX) {
        throw new XMLStreamException("too deep or too long");
      }
    }
    return result;
  }

  /** Nothing is looked up and nothing expanded while reading. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
