/// What can happen on a node, and the language to select from it.
module vedette.event {
  requires transitive vedette.wire;
  requires static transitive org.jspecify;

  exports vedette.event;
}
