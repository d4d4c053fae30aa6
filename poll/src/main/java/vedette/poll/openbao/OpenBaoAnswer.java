package vedette.poll.openbao;

import java.util.Optional;
import vedette.poll.Answer;

/// `/v1/sys/health`.
///
/// @param initialized whether it has been set up
/// @param sealed whether it can give out nothing until somebody unseals it
/// @param standby whether another one of its cluster answers questions
/// @param version such as `2.6.2`
public record OpenBaoAnswer(
    boolean initialized, boolean sealed, boolean standby, Optional<String> version)
    implements Answer {}
