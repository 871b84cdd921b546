/// What kubelets and container runtimes say of containers, volumes and networks, in plain words.
enum RuntimeWords {
  /// What keeps a container from being made, or started.
  static func configuration(_ message: String) -> String {
    if let words = missing(message) { return "needs \(words)" }
    if message.firstRange(of: "runAsNonRoot") != nil,
      message.firstRange(of: "will run as root") != nil
    {
      return "must not run as root (runAsNonRoot), and its image does"
    }
    if message.firstRange(of: "runAsNonRoot") != nil {
      return "must not run as root (runAsNonRoot), and its image names a user without a number"
    }
    if let program = message.between("exec: \"", "\"") {
      if message.firstRange(of: "permission denied") != nil {
        return "can't execute \(program): permission denied"
      }
      return "can't start: \(program) isn't in its image"
    }
    return "can't start: \(plain(message))"
  }

  /// A ConfigMap, a Secret or a key of one that a message says isn't there; nil if it says no such
  /// thing.
  static func missing(_ message: String) -> String? {
    for (word, kind) in [("configmap", "ConfigMap"), ("secret", "Secret")] {
      let names = [
        message.between("\(word) \"", "\" not found"),
        message.between("\(kind) \"", "\" not found"),
        message.between("object \"", "\" not registered"),
      ]
      if let name = names[0] ?? names[1] { return "\(kind) \(name), which isn't there" }
    }
    if let rest = message.between("couldn't find key ", "\n")
      ?? message.firstRange(of: "couldn't find key ").map({ String(message[$0.upperBound...]) })
    {
      let words = rest.split(separator: " ")
      if words.count >= 4, words[1] == "in" {
        let name = words[3].split(separator: "/").last ?? words[3]
        return "the key \(words[0]) of \(words[2]) \(name.trimmingEnd), which it doesn't have"
      }
    }
    if let key = message.between("references non-existent config key: ", "\n")
      ?? message.firstRange(of: "references non-existent config key: ")
      .map({ String(message[$0.upperBound...]) })
    {
      return "the key \(key.trimmingEnd), which isn't there"
    }
    return nil
  }

  /// What keeps a volume from being mounted; `message` is that of a `FailedMount` or a
  /// `FailedAttachVolume`.
  static func volume(_ message: String) -> String {
    let name = message.between("for volume \"", "\"")
    let subject = name.map { "volume \($0)" } ?? "a volume"
    if let missing = missing(message) { return "\(subject) needs \(missing)" }
    if message.hasPrefix("Multi-Attach error") {
      return "\(subject) is still attached to another node"
    }
    if let volumes = message.between("unmounted volumes=[", "]") {
      return "these volumes aren't mounted in time: \(volumes)"
    }
    if let claim = message.between("persistentvolumeclaim \"", "\" not found") {
      return "its volume claim \(claim) isn't there"
    }
    guard let range = message.firstRange(of: "\" : ") ?? message.firstRange(of: "\": ") else {
      return "\(subject) can't be mounted: \(plain(message))"
    }
    return "\(subject) can't be mounted: \(plain(message[range.upperBound...]))"
  }

  /// What keeps its sandbox from being made; `message` is that of a `FailedCreatePodSandBox`.
  static func sandbox(_ message: String) -> String {
    let text = plain(message)
    for part in ["failed to setup network", "network: ", "plugin type=", "cni"]
    where text.lowercased().firstRange(of: part) != nil {
      let detail = text.firstRange(of: "plugin type=").map { String(text[$0.lowerBound...]) }
      return "its network can't be set up: \(detail ?? text)"
    }
    return "its sandbox can't be made: \(text)"
  }

  /// The first line of a message, without the wrapping of remote calls, in a length that can be read.
  static func plain(_ message: some StringProtocol) -> String {
    var text = String(message.prefix { !$0.isNewline })
    while let code = text.firstRange(of: "rpc error: code = ") {
      let rest = text[code.upperBound...]
      guard let description = rest.firstRange(of: " desc = ") else { break }
      text = String(text[..<code.lowerBound] + rest[description.upperBound...])
    }
    let words = text.trimmingEnd
    return words.count > 240 ? "\(words.prefix(239))…" : String(words)
  }
}
