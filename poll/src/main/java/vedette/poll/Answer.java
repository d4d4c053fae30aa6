package vedette.poll;

/// Something that a service said of itself; each kind of service has its own sealed family.
public interface Answer {}
