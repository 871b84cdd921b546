public import Documents

/// How one object of the cluster differs from what Git wants, by Argo CD's rules.
///
/// What counts is what a sync would change: fields that Git doesn't name, and that the last sync
/// didn't set either, aren't compared. Argo CD also fills in what the API server sets by itself; here
/// that is known for the few fields that stand in lists which are replaced as a whole, and where
/// others of those lists are filled in there, a difference may be told that Argo CD doesn't see.
public struct ObjectComparison: Hashable, Sendable {
  /// A rule that couldn't be followed here, so that the comparison may say more than Argo CD's.
  public enum Unfollowed: Hashable, Sendable {
    /// A path in the language of jq that is more than a path.
    case path(String)
    /// A JSON pointer that is none.
    case pointer(String)
    /// Applying or comparing on the server's side.
    case serverSide
  }

  /// What the difference comes to; nil for hooks and others that aren't compared.
  public var status: SyncStatus?
  /// Where it differs: from what is there to what a sync would make of it.
  ///
  /// Values of Secrets are masked.
  public var changes: [Difference.Change]
  /// The live object as it is compared; `null` where there is none.
  ///
  /// Values of Secrets are masked.
  public var live: Value
  /// What a sync would make of it; `null` where it would be deleted.
  public var predicted: Value
  /// Whether a sync that prunes would delete it.
  public var requiresPruning: Bool
  /// Whether the application counts as out of sync because of it.
  public var counts: Bool
  /// What couldn't be followed.
  public var unfollowed: [Unfollowed]

  /// Compares an object as Git wants it with the one that is there; nil for none.
  public init(desired: Value?, live: Value?, _ settings: ComparisonSettings = ComparisonSettings())
  {
    let options = ObjectOptions(desired ?? live ?? [:])
    var normalizer = Normalizer(settings, live: live)
    let wanted = desired.map { normalizer.normalize($0) }
    let there = live.map { normalizer.normalize($0) }
    let applied = live.flatMap(Self.lastApplied).map { normalizer.normalize($0) }
    unfollowed = normalizer.unfollowed
    if options.comparing.contains("ServerSideDiff=true")
      || options.syncing.contains("ServerSideApply=true") || settings.isServerSide,
      !options.comparing.contains("ServerSideDiff=false")
    {
      unfollowed.append(.serverSide)
    }
    requiresPruning = desired == nil && live != nil && !options.isHook
    counts = !options.isHook && !(requiresPruning && options.ignoresExtraneous)
    var prediction = Value.null
    var compared = there ?? .null
    if let wanted, let there {
      let predictor = Predictor(settings.schema)
      (compared, prediction) = predictor.predict(wanted, there, applied: applied ?? wanted)
    } else if let wanted {
      prediction = wanted
    }
    let difference = Difference(from: compared, to: prediction, matching: .byName)
    if options.isHook {
      status = nil
    } else if desired == nil || live == nil {
      status = .outOfSync
    } else {
      status = difference.isEmpty ? .synced : .outOfSync
    }
    let mask = SecretMask(compared, prediction)
    self.live = mask.hide(compared)
    predicted = mask.hide(prediction)
    changes = Difference(from: self.live, to: predicted, matching: .byName).changes
  }

  /// What the last sync that wasn't on the server's side applied.
  private static func lastApplied(_ live: Value) -> Value? {
    guard
      let text = live[objectAt: "metadata"].textMap("annotations")[Normalizer.lastApplied],
      let applied = try? Value(json: Array(text.utf8)), applied.object != nil
    else { return nil }
    return applied
  }
}

/// Hides what Secrets hold, so that equal values still look equal and others don't.
struct SecretMask {
  private var masks: [String: [Value: String]] = [:]
  private let isSecret: Bool

  init(_ live: Value, _ predicted: Value) {
    isSecret = [live, predicted].contains {
      $0.text("kind") == "Secret" && $0.text("apiVersion") == "v1"
    }
    guard isSecret else { return }
    for object in [predicted, live] {
      for (key, value) in object["data"]?.object ?? [:] where masks[key]?[value] == nil {
        let length = 8 + 4 * (masks[key]?.count ?? 0)
        masks[key, default: [:]][value] = String(repeating: "+", count: length)
      }
    }
  }

  func hide(_ object: Value) -> Value {
    guard isSecret else { return object }
    var object = object
    for (key, value) in object["data"]?.object ?? [:] {
      object[["data", key] as Pointer] = .string(masks[key]?[value] ?? "++++++++")
    }
    object[["metadata", "annotations", Normalizer.lastApplied] as Pointer] = nil
    return object
  }
}
