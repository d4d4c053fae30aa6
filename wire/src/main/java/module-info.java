/// Bitcoin P2P bytes to records, with nothing but the JDK.
module vedette.wire {
  requires static transitive org.jspecify;

  exports vedette.wire;
}
