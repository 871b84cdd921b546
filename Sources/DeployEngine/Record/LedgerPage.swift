internal import Documents

/// A stack's part of the ledger, as the ConfigMap that it is.
struct LedgerPage {
  /// The entries, the latest first.
  var entries: [LedgerEntry]

  /// Reads a ConfigMap; what can't be read is passed over.
  init(_ object: Value) {
    entries = (object["data"]?.object ?? [:]).values.compactMap { text in
      text.string.flatMap { try? Value(json: Array($0.utf8)) }.flatMap(LedgerEntry.init)
    }
    .sorted { $0.id > $1.id }
  }
}
