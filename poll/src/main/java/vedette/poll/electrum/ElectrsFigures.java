package vedette.poll.electrum;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.json.Malformed;

/// Reads electrs' metrics, which are in Prometheus' text form. Of each line that is wanted only the
/// number is kept: what a server says of itself cannot make new names here.
///
/// What there is differs: 0.12 has no height any more, and memory only shows where it was built in.
/// Source: electrs' `src/{server,electrum,mempool,metrics}.rs`.
final class ElectrsFigures {
  private static final double MOST_EXACT = 9e15;

  private double mempoolTransactions;
  private double mempoolVsize;
  private double requests;
  private double requestSeconds;
  private double height;
  private double memory;
  private boolean hasMempool;
  private boolean hasRequests;
  private boolean hasHeight;
  private boolean hasMemory;
  private boolean any;

  private ElectrsFigures() {}

  /// Reads a whole page.
  ///
  /// @throws Malformed if there is no metric of electrs in it
  static ElectrumAnswer read(byte[] body) {
    ElectrsFigures figures = new ElectrsFigures();
    new String(body, StandardCharsets.UTF_8).lines().forEach(figures::line);
    if (!figures.any) {
      throw new Malformed("metrics", "lines that begin with electrs_", "none");
    }
    return new ElectrumAnswer.ElectrsMetrics(
        whole(figures.hasHeight, figures.height),
        whole(figures.hasMempool, figures.mempoolTransactions),
        whole(figures.hasMempool, figures.mempoolVsize),
        whole(figures.hasRequests, figures.requests),
        figures.hasRequests && Double.isFinite(figures.requestSeconds)
            ? OptionalDouble.of(figures.requestSeconds)
            : OptionalDouble.empty(),
        whole(figures.hasMemory, figures.memory));
  }

  private void line(String line) {
    any |= line.startsWith("electrs_");
    int space = line.lastIndexOf(' ');
    if (line.startsWith("#") || space < 0) {
      return;
    }
    int brace = line.indexOf('{');
    String name = line.substring(0, brace >= 0 && brace < space ? brace : space);
    double value = number(line.substring(space + 1));
    if (value < 0) {
      return;
    }
    switch (name) {
      case "electrs_mempool_txs_count" -> {
        mempoolTransactions += value;
        hasMempool = true;
      }
      case "electrs_mempool_txs_vsize" -> mempoolVsize += value;
      case "electrs_rpc_duration_count" -> {
        requests += value;
        hasRequests = true;
      }
      case "electrs_rpc_duration_sum" -> requestSeconds += value;
      case "electrs_index_height" -> {
        height = value;
        hasHeight = true;
      }
      case "process_resident_memory_bytes" -> {
        memory = value;
        hasMemory = true;
      }
      default -> {
        // There are many more, for electrs' own developers.
      }
    }
  }

  /// Negative for what is no number from 0.
  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : -1;
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  private static OptionalLong whole(boolean there, double value) {
    return there && value <= MOST_EXACT ? OptionalLong.of(Math.round(value)) : OptionalLong.empty();
  }
}
