package org.ash.cli.experiment;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ash.text.NearestNames;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping in a YAML file whose errors name line and column. */
final class YamlSection {
  private static final int MOST_NESTED = 20;

  private final String file;
  private final String place;
  private final Map<String, Node> values;
  private final Map<String, YamlText> keys;

  private YamlSection(String file, MappingNode node) {
    this.file = file;
    this.place = YamlText.place(file, node.getStartMark());
    values = new LinkedHashMap<>();
    keys = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      YamlText key = scalar(entry.getKeyNode(), "a key");
      if (keys.putIfAbsent(key.text(), key) != null) {
        throw key.wrong(
            "the key '"
                + key.text()
                + "' stands there twice; first at "
                + keys.get(key.text()).place()
                + ".");
      }
      values.put(key.text(), entry.getValueNode());
    }
  }

  /**
   * Reads a file.
   *
   * @param file its name, for errors
   * @throws ExperimentException when it is not YAML, or not a mapping
   */
  static YamlSection read(String file, Reader reader) throws IOException {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      Node node =
          new Compose(settings)
              .composeString(shallow(file, settings, reader))
              .orElseThrow(() -> new ExperimentException(file + " is empty."));
      return section(file, node, file);
    } catch (CharacterCodingException e) {
      throw new ExperimentException(file + " is not UTF-8; save it as that.", e);
    } catch (MarkedYamlEngineException e) {
      throw new ExperimentException(
          YamlText.place(file, e.getProblemMark()) + ": not YAML: " + e.getProblem() + ".", e);
    } catch (YamlEngineException e) {
      throw new ExperimentException(file + ": not YAML: " + e.getMessage(), e);
    }
  }

  /**
   * The text of a file, whose nesting is no deeper than a reader by recursion can follow: the
   * parser of events, which is none, sees to it first.
   */
  private static String shallow(String file, LoadSettings settings, Reader reader)
      throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text.toString())) {
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      if (depth > MOST_NESTED) {
        throw new ExperimentException(
            YamlText.place(file, event.getStartMark())
                + ": nested deeper than "
                + MOST_NESTED
                + "; an experiment needs 4.");
      }
    }
    return text.toString();
  }

  /**
   * Refuses keys that mean nothing.
   *
   * @throws ExperimentException naming the first, where it stands and what is near
   */
  void allow(Collection<String> known) {
    for (YamlText key : keys.values()) {
      if (!known.contains(key.text())) {
        throw key.wrong(
            "no key '"
                + key.text()
                + "'. Known here: "
                + String.join(", ", known)
                + "."
                + NearestNames.question(key.text(), known));
      }
    }
  }

  /** The keys, in order. */
  Collection<YamlText> keys() {
    return keys.values();
  }

  /** Where the mapping begins. */
  String place() {
    return place;
  }

  /** A scalar; empty when the key is not there. */
  Optional<YamlText> text(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> scalar(node, "'" + key + "'"));
  }

  /** A list of scalars, or one scalar alone; empty when the key is not there. */
  Optional<List<YamlText>> texts(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> list(key, node));
  }

  /** Whether the value of a key is a list. */
  boolean isList(String key) {
    return values.get(key) instanceof SequenceNode;
  }

  /** A mapping within; empty when the key is not there. */
  Optional<YamlSection> section(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> section(file, node, "'" + key + "'"));
  }

  private List<YamlText> list(String key, Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(scalar(node, "'" + key + "'"));
    }
    List<YamlText> texts = new ArrayList<>();
    sequence.getValue().forEach(item -> texts.add(scalar(item, "an entry of '" + key + "'")));
    if (texts.isEmpty()) {
      throw wrong(node, "'" + key + "' is an empty list.");
    }
    return texts;
  }

  private static YamlSection section(String file, Node node, String what) {
    if (node instanceof MappingNode mapping) {
      return new YamlSection(file, mapping);
    }
    throw new ExperimentException(
        YamlText.place(file, node.getStartMark())
            + ": "
            + what
            + " must be a mapping, lines of 'key: value'.");
  }

  private YamlText scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return new YamlText(scalar.getValue(), YamlText.place(file, node.getStartMark()));
    }
    throw wrong(node, what + " must be one value.");
  }

  private ExperimentException wrong(Node node, String message) {
    return new ExperimentException(YamlText.place(file, node.getStartMark()) + ": " + message);
  }
}
