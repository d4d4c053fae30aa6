package vedette.watch.openbao;

import java.util.Optional;
import vedette.watch.view.KindPage;

/// What the page *Machine* shows of OpenBao.
public record OpenBaoPage(
    boolean initialized, boolean sealed, boolean standby, Optional<String> version)
    implements KindPage {}
