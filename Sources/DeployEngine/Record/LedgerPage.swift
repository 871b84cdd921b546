internal import Documents

/// A stack's part of the ledger, as the ConfigMap that it is.
struct LedgerPage {
  /// The entries, the latest first.
  private(set) var entries: [LedgerEntry]
  private var object: Value

  /// How many entries are kept, and how many bytes of them: a ConfigMap may have a million.
  private static let mostEntries = 60
  private static let mostBytes = 600_000
  /// How many objects of an entry are listed, and how long a reason may be.
  private static let mostObjects = 300
  private static let longestReason = 400

  /// The label by which ledgers are found.
  static let label = "duet/ledger"

  /// Reads a ConfigMap; what can't be read is passed over.
  init(_ object: Value) {
    self.object = object
    entries = (object["data"]?.object ?? [:]).values.compactMap { text in
      text.string.flatMap { try? Value(json: Array($0.utf8)) }.flatMap(LedgerEntry.init)
    }
    .sorted { $0.id > $1.id }
  }

  /// The page with one more entry, as a ConfigMap: the oldest ones go where there is no room.
  func adding(_ entry: LedgerEntry) -> Value {
    var texts = [(entry.id, Self.text(entry))]
    texts += entries.filter { $0.id != entry.id }.map { ($0.id, Self.text($0)) }
    texts.sort { $0.0 > $1.0 }
    var data: [String: Value] = [:]
    var bytes = 0
    for (id, text) in texts.prefix(Self.mostEntries) {
      bytes += text.utf8.count
      guard bytes <= Self.mostBytes || data.isEmpty else { break }
      data[id.text] = .string(text)
    }
    var object = object
    object["data"] = .object(data)
    return object
  }

  private static func text(_ entry: LedgerEntry) -> String {
    var entry = entry
    entry.reason = String(entry.reason.prefix(longestReason))
    if entry.objects.count > mostObjects {
      // What went wrong matters most.
      let failed = entry.objects.filter { !$0.message.isEmpty }
      let rest = entry.objects.filter { $0.message.isEmpty }
      entry.omitted += entry.objects.count - mostObjects
      entry.objects = Array((failed + rest).prefix(mostObjects))
    }
    for index in entry.objects.indices {
      entry.objects[index].message = String(entry.objects[index].message.prefix(longestReason))
    }
    return String(decoding: JSONWriter().bytes(entry.value), as: UTF8.self)
  }
}
