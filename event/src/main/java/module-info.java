/// What can happen on a node, the language to select from it, and its output formats.
module vedette.event {
  requires transitive vedette.wire;
  requires static transitive org.jspecify;
  requires tools.jackson.core;

  exports vedette.event;
  exports vedette.event.json;
  exports vedette.event.text;
}
