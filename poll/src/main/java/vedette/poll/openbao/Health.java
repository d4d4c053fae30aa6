package vedette.poll.openbao;

/// How an OpenBao is.
///
/// @param standby whether another one is active
/// @param version as it says, may be empty
public record Health(boolean initialized, boolean sealed, boolean standby, String version) {}
