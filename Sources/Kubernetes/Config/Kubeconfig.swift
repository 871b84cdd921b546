import Documents
import YAML

/// What one or several kubeconfig files say, merged as kubectl merges them.
///
/// Entries are merged whole: of two with the same name, the one in the first file counts, and
/// nothing of the other is used. Paths are relative to the file they stand in.
public struct Kubeconfig: Sendable {
  /// A context: a cluster, a user and a namespace under one name.
  public struct Context: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The cluster's name.
    public var cluster: String
    /// The user's name; empty for nobody.
    public var user: String
    /// The namespace; nil for `default`.
    public var namespace: String?
  }

  /// An entry as it stands in a file.
  struct Entry: Sendable {
    var file: String
    var owner: String
    var node: YAMLNode
  }

  /// The files it was read from, in order.
  public private(set) var files: [String] = []
  /// All contexts, sorted by name.
  public private(set) var contexts: [Context] = []
  /// The context used where none is named.
  public private(set) var currentContext: String?

  var contextEntries: [String: Entry] = [:]
  var clusters: [String: Entry] = [:]
  var users: [String: Entry] = [:]

  /// Reads the kubeconfig that `kubectl` would: the one named, those in `KUBECONFIG`, or
  /// `~/.kube/config`; nil where there is none and this is a pod.
  public static func load(
    _ choice: ConnectionChoice = ConnectionChoice(), from surroundings: Surroundings = .current
  ) throws(ConfigurationError) -> Kubeconfig? {
    var paths: [String]
    if let path = choice.kubeconfig, !path.isEmpty {
      paths = [path]
    } else if let list = surroundings.environment("KUBECONFIG"), !list.isEmpty {
      paths = []
      for path in list.split(separator: ":").map(String.init) where !paths.contains(path) {
        paths.append(path)
      }
    } else {
      paths = ["\(surroundings.environment("HOME") ?? "")/.kube/config"]
    }
    var kubeconfig = Kubeconfig()
    for path in paths {
      let bytes: [UInt8]
      do {
        bytes = try surroundings.readFile(path)
      } catch {
        // A list may name files that aren't there; a file that was asked for must be.
        if error.isMissing, choice.kubeconfig == nil { continue }
        throw .unreadable(error)
      }
      try kubeconfig.add(bytes, path: path)
    }
    if kubeconfig.files.isEmpty {
      if InCluster.isPod(surroundings) { return nil }
      throw .nothing(searched: paths)
    }
    return kubeconfig
  }

  /// Adds what another file says and those before it didn't.
  mutating func add(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
    let root: YAMLNode
    do throws(YAMLError) {
      root = try YAMLParser().parseOne(bytes, file: path).root
    } catch {
      throw .notYAML("\(error)")
    }
    files.append(path)
    if root.value.isNull { return }
    guard root.value.object != nil else {
      let field = ConfigurationField(
        file: path, line: root.position.line, owner: "kubeconfig", name: "the document")
      throw .field(field, reason: "isn't a mapping")
    }
    try Self.merge(root["clusters"], "cluster", path, into: &clusters)
    try Self.merge(root["users"], "user", path, into: &users)
    try Self.merge(root["contexts"], "context", path, into: &contextEntries)
    let whole = Entry(file: path, owner: "kubeconfig", node: root)
    let name = try whole.text("current-context")
    currentContext = currentContext ?? name
    contexts = []
    for (name, entry) in contextEntries {
      contexts.append(
        Context(
          name: name, cluster: try entry.text("cluster") ?? "", user: try entry.text("user") ?? "",
          namespace: try entry.text("namespace")))
    }
    contexts.sort { $0.name < $1.name }
  }

  private static func merge(
    _ list: YAMLNode?, _ kind: String, _ path: String, into entries: inout [String: Entry]
  ) throws(ConfigurationError) {
    guard let list, !list.value.isNull else { return }
    guard list.value.array != nil else {
      let field = ConfigurationField(
        file: path, line: list.position.line, owner: "kubeconfig", name: "\(kind)s")
      throw .field(field, reason: "isn't a list")
    }
    var own: Set<String> = []
    for element in list.elements {
      guard let name = element["name"]?.value.string else {
        let field = ConfigurationField(
          file: path, line: element.position.line, owner: "an entry of \(kind)s", name: "name")
        throw .field(field, reason: "is missing or isn't text")
      }
      let owner = "\(kind) \"\(name)\""
      guard own.insert(name).inserted else {
        let field = ConfigurationField(
          file: path, line: element.position.line, owner: owner, name: "name")
        throw .field(field, reason: "is there twice in this file")
      }
      guard entries[name] == nil, let node = element[kind], !node.value.isNull else { continue }
      entries[name] = Entry(file: path, owner: owner, node: node)
    }
  }
}
