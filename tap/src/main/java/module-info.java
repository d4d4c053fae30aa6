/// Events from a running node, from Core's capture directory and from capture files.
module vedette.tap {
  requires transitive vedette.event;
  requires static transitive org.jspecify;

  exports vedette.tap;
  exports vedette.tap.bpf;
  exports vedette.tap.capture;
}
