/// The stacks that one environment is about.
///
/// Those are its own and the bases, less the bases that it has an overlay of. Where no environment
/// is known, all stacks are meant.
public struct StackSelection: Hashable, Sendable {
  /// Why a stack isn't among those meant.
  public enum Reason: Hashable, Sendable {
    /// It is for another environment.
    case otherEnvironment(String)
    /// The environment has an overlay of it.
    case replaced(by: Stack.ID)
  }

  /// The environment; nil if none is known.
  public var environment: String?
  /// The stacks that are meant, in the order in which they were found.
  public var stacks: [Stack]
  /// The others, and why.
  public var hidden: [Stack.ID: Reason]
  /// All stacks, for lookups.
  private var all: [Stack]

  /// Selects from all stacks.
  public init(_ stacks: [Stack], environment: String?) {
    self.environment = environment
    all = stacks
    hidden = [:]
    guard let environment else {
      self.stacks = stacks
      return
    }
    var overlays: [String: Stack.ID] = [:]
    for stack in stacks where stack.environment == environment {
      overlays[stack.unit] = overlays[stack.unit] ?? stack.id
    }
    for stack in stacks {
      if let other = stack.environment {
        if other != environment { hidden[stack.id] = .otherEnvironment(other) }
      } else if let overlay = overlays[stack.unit] {
        hidden[stack.id] = .replaced(by: overlay)
      }
    }
    self.stacks = stacks.filter { [hidden] in hidden[$0.id] == nil }
  }

  /// The stack of that name, or of that folder.
  ///
  /// A folder always means itself; a name means the stack that is for the environment.
  public func stack(named name: String) throws(StackLookupError) -> Stack {
    var path = name
    while path.hasSuffix("/") { path.removeLast() }
    if let stack = all.first(where: { $0.path == path }) { return stack }
    for matches: (Stack) -> Bool in [{ $0.name == path }, { $0.unit == path }] {
      let found = stacks.filter(matches)
      if found.count == 1 { return found[0] }
      if found.count > 1 { throw .ambiguous(name, found) }
    }
    let elsewhere = all.filter { $0.name == path || $0.unit == path }
    guard elsewhere.isEmpty else {
      throw .otherEnvironment(name, elsewhere.compactMap(\.environment), selected: environment)
    }
    throw .unknown(name, known: stacks.map(\.name))
  }
}

/// Why a name doesn't lead to a stack.
public enum StackLookupError: Error, Hashable, Sendable {
  /// There is no such stack.
  case unknown(String, known: [String])
  /// Several are called so.
  case ambiguous(String, [Stack])
  /// It is there for other environments alone.
  case otherEnvironment(String, [String], selected: String?)

  /// What is wrong, in one line.
  public var summary: String {
    switch self {
    case .unknown(let name, _): "there is no stack \(name)"
    case .ambiguous(let name, let stacks):
      "\(name) may be any of \(stacks.map(\.path).joined(separator: ", "))"
    case .otherEnvironment(let name, let environments, let selected):
      "\(name) is there for \(environments.joined(separator: ", "))"
        + (selected.map { ", and not for \($0)" } ?? "")
    }
  }

  /// What a person can do about it.
  public var advice: String? {
    switch self {
    case .unknown(_, let known):
      known.isEmpty
        ? "no stacks are found here; `stackRoots` in .duet.yaml says where they are"
        : "there are \(known.joined(separator: ", "))"
    case .ambiguous: "name the folder, or the environment with --env"
    case .otherEnvironment: "name the environment with --env"
    }
  }
}

extension Stack {
  /// What stays the same from a base to its overlays: the name, less the parts that say which of
  /// them it is, as in `monitoring/base` and `monitoring/overlays/dev`.
  var unit: String {
    var parts = name.split(separator: "/")
    if let overlays = parts.lastIndex(of: "overlays"), overlays > 0, overlays + 1 < parts.count {
      parts.removeSubrange(overlays...(overlays + 1))
    } else if let base = parts.lastIndex(of: "base"), base > 0 {
      parts.remove(at: base)
    }
    return parts.joined(separator: "/")
  }
}
