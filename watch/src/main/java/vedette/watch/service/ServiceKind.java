package vedette.watch.service;

import java.util.List;
import vedette.watch.view.KindPage;

/// A kind of service, as data: what it is called, what is measured of it, how its readings are
/// understood.
public interface ServiceKind {
  /// The kind in addresses, settings and labels, such as `lnd`: lower case letters, at most 16.
  String word();

  /// The kind for people, such as `LND`.
  String title();

  /// The call that tells how the service is: while it is not answered, nothing else is either.
  String mainCall();

  /// Everything that a fold of this kind may measure.
  List<Measure> measures();

  /// The record that [ServiceFold#page] gives, for the API's schema.
  Class<? extends KindPage> page();

  /// Begins to understand a service of this kind, of which nothing is known yet.
  ServiceFold fold(String key, Surroundings around);
}
