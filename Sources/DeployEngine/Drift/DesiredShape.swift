internal import Documents
internal import Kubernetes

/// One object as Git says it, kept as text: it is only looked at when the live one has changed.
struct DesiredShape: Sendable {
  /// Tells it from other shapes of the same object.
  let digest: UInt64
  /// The object as it is written.
  let json: [UInt8]
  let isSecret: Bool
  /// Whether its kind is one of Kubernetes' own, whose lists are known.
  let isBuiltIn: Bool

  init(_ object: Value, _ kind: ResourceKind) {
    json = JSONWriter().bytes(object)
    digest = ByteDigest.of(json)
    isSecret = Masking.isSecret(object)
    isBuiltIn = !kind.group.contains(".") || kind.group.hasSuffix(".k8s.io")
  }

  /// The object as it is written; null if it couldn't be read again.
  var object: Value { (try? Value(json: json)) ?? .null }
}

extension DesiredShape: Hashable {
  static func == (a: DesiredShape, b: DesiredShape) -> Bool {
    a.digest == b.digest && a.json == b.json
  }

  func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

// It has the values of Secrets in it.
extension DesiredShape: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "•••" }
  var debugDescription: String { "•••" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// Digests of bytes, different in every run of the program: what they are of can't be found out.
enum ByteDigest {
  private static let seed = UInt64.random(in: .min ... .max)

  /// The digest of bytes, together with one that came before.
  static func of(_ bytes: [UInt8], after digest: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var hash = mix(seed ^ digest ^ UInt64(raw.count))
      var index = 0
      while index &+ 8 <= raw.count {
        hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index &+= 8
      }
      var rest: UInt64 = 0
      while index < raw.count {
        rest = rest << 8 | UInt64(raw[index])
        index &+= 1
      }
      return mix(hash ^ rest)
    }
  }

  /// The digest of values that are compared as values.
  static func of(_ value: some Hashable) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(seed)
    hasher.combine(value)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value | 1).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low ^ value
  }
}
