internal import Crypto
public import GitOps
public import Kubernetes

extension Inventory {
  /// The namespace of inventories, ledgers and leases where no other is configured.
  public static let defaultNamespace = "duet"

  /// The parent's name for a stack: `stack-traefik`, `stack-monitoring.loki--prod`.
  ///
  /// Names that can't be written so get a few digits of a hash, so that no two stacks share one.
  public static func name(
    of stack: Stack, namespace: String = defaultNamespace
  ) -> ObjectName {
    name(stack: stack.name, environment: stack.environment, namespace: namespace)
  }

  /// The parent's name for a stack of that name in an environment.
  public static func name(
    stack: String, environment: String?, namespace: String = defaultNamespace
  ) -> ObjectName {
    ObjectName(
      namespace: namespace, name: "stack-" + RecordName.text(stack, environment: environment))
  }
}

/// What the records of a stack are called in the cluster.
enum RecordName {
  /// Names of objects may have 253 characters; prefix and hash need some.
  private static let longest = 200

  /// A name that is a valid part of an object's, different for different stacks.
  static func text(_ stack: String, environment: String?) -> String {
    let parts = stack.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let all = parts + [environment].compactMap { $0 }
    let text =
      parts.map(plain).joined(separator: ".") + (environment.map { "--\(plain($0))" } ?? "")
    if all.allSatisfy(isPlain), text.utf8.count <= longest { return text }
    let digits = digits(of: "\(stack)\n\(environment ?? "")")
    // Cutting a name off may leave a dot at its end, which no hyphen can follow.
    return "\(text.prefix(longest))-\(digits)".replacing(".-", with: "-")
  }

  /// Eight digits that stand for a text.
  static func digits(of text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).prefix(4)
      .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Whether a part of a name stands for itself: lower case and digits, with single hyphens inside.
  private static func isPlain(_ part: String) -> Bool {
    !part.isEmpty && plain(part) == part && !part.contains("--")
  }

  /// The part with everything but lower case and digits made into hyphens, with none at its ends.
  private static func plain(_ part: String) -> String {
    var text = ""
    for character in part.lowercased().unicodeScalars {
      switch character {
      case "a"..."z", "0"..."9": text.unicodeScalars.append(character)
      default: text.append("-")
      }
    }
    let trimmed = text.drop { $0 == "-" }
    guard let last = trimmed.lastIndex(where: { $0 != "-" }) else { return "x" }
    return String(trimmed[...last])
  }
}
