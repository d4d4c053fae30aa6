package vedette.app.kinds;

/// The ways in which a service may be, whatever it is.
enum Way {
  UP,
  STARTING,
  SYNCING,
  LOCKED,
  RESTRICTED,
  UNAUTHORISED,
  STALE,
  HANGING,
  GONE,
  BACK
}
