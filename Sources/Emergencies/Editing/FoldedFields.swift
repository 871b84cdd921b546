internal import Documents

/// What of an object the server or a tool keeps for itself: folded away in an editor, and put back
/// behind it.
enum FoldedFields {
  static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  private static let metadata = [
    "managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink",
    "deletionTimestamp", "deletionGracePeriodSeconds",
  ]

  /// The places, in objects that have them.
  private static let places =
    [["status"] as Pointer] + metadata.map { ["metadata", $0] as Pointer }
    + [["metadata", "annotations", lastApplied] as Pointer]

  /// The object without them.
  static func fold(_ object: Value) -> Value {
    var folded = object
    for place in places where folded[place] != nil { folded[place] = nil }
    // What only held them would be a change if it stayed behind empty.
    let annotations: Pointer = ["metadata", "annotations"]
    if folded[annotations]?.object?.isEmpty == true { folded[annotations] = nil }
    return folded
  }

  /// The object with those of another one.
  static func unfold(_ object: Value, with other: Value) -> Value {
    var whole = fold(object)
    for place in places { if let value = other[place] { whole[place] = value } }
    return whole
  }

  /// The places at which an object says something else than the one it was made from; what isn't
  /// said is no matter.
  static func differences(in object: Value, from opened: Value) -> [Pointer] {
    places.filter { place in object[place].map { $0 != opened[place] } ?? false }
  }
}

extension Value {
  /// The value without fields that are `null`, but for those that are so in another value, too.
  ///
  /// To most kinds `null` means that nothing is said, and no patch can say otherwise.
  func droppingNulls(except other: Value?) -> Value {
    switch self {
    case .object(let fields):
      var kept: [String: Value] = [:]
      for (name, value) in fields {
        let counterpart = other?[name]
        if value.isNull, counterpart?.isNull != true { continue }
        kept[name] = value.droppingNulls(except: counterpart)
      }
      return .object(kept)
    case .array(let elements):
      return .array(
        elements.enumerated().map { $0.element.droppingNulls(except: other?[$0.offset]) })
    default: return self
    }
  }
}
