package vedette.poll.truebit;

import java.util.Optional;

/// What an entry of the log says about the node.
public sealed interface Finding {
  /// The kind under which the entry is kept.
  LogKind kind();

  /// A task came in.
  ///
  /// @param message whole, if its JSON was
  record TaskReceived(Optional<String> executionId, Optional<NodeMessage.TaskCreated> message)
      implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.TASK_RECEIVED;
    }
  }

  /// An execution ended, well or not.
  record TaskCompleted(String executionId) implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.TASK_COMPLETED;
    }
  }

  /// A slot.
  ///
  /// @param subscriber who uses it, such as `InvoiceSubscriber`
  /// @param acquired whether it was taken; otherwise given back
  /// @param current how many are taken now
  /// @param total how many there are
  record Semaphore(String subscriber, boolean acquired, int current, int total) implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.SEMAPHORE;
    }
  }

  /// About an invoice.
  ///
  /// @param invoice if the entry has it whole
  record InvoiceSeen(Optional<NodeMessage.Invoice> invoice) implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.INVOICE;
    }
  }

  /// About the node's registration.
  ///
  /// @param address the node's own
  /// @param registered whether it is; otherwise it has asked to be
  record Registration(String address, boolean registered) implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.REGISTRATION;
    }
  }

  /// A task's program was loaded.
  record TaskDownloaded(String taskId) implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.TASK_DOWNLOAD;
    }
  }

  /// An execution began.
  record TaskStarted(Optional<String> executionId) implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.TASK_START;
    }
  }

  /// What an execution wrote at its end.
  ///
  /// @param error whether it is standard error
  /// @param metrics if there are any
  /// @param data the JSON, cut to a bound
  record ExecutionOutput(
      Optional<String> executionId,
      boolean error,
      Optional<ExecutionMetrics> metrics,
      Optional<String> data)
      implements Finding {
    @Override
    public LogKind kind() {
      return LogKind.EXECUTION_OUTPUT;
    }
  }

  /// Nothing that changes what is known.
  record Other(LogKind kind) implements Finding {}
}
