internal import Documents
public import Files
internal import Kubernetes
internal import YAML

extension RepositoryConfiguration {
  /// Reads a configuration; `file` is its name for errors, and nothing is opened.
  ///
  /// An empty file says nothing. An unknown field is an error: it is most likely a misspelt one.
  public init(_ bytes: [UInt8], file: String) throws(RepositoryConfigurationError) {
    self.init()
    let document: YAMLDocument
    do throws(YAMLError) {
      document = try YAMLParser().parseOne(bytes, file: file)
    } catch {
      if case .documentCount(0) = error.reason { return }
      throw RepositoryConfigurationError([
        .init(file: file, line: error.line, reason: "\(error.reason)")
      ])
    }
    var reader = ConfigurationReader(file: file)
    reader.read(document.root, into: &self)
    guard reader.problems.isEmpty else { throw RepositoryConfigurationError(reader.problems) }
  }

  /// Reads the `.duet.yaml` of a repository; nil if there is none.
  public static func read(
    in tree: any FileTree
  ) throws(RepositoryConfigurationError) -> RepositoryConfiguration? {
    let name = RepositoryLocator.configurationName
    guard tree.kind(of: name) != nil else { return nil }
    let bytes: [UInt8]
    do throws(FileTreeError) {
      bytes = try tree.read(name, limit: 1 << 20)
    } catch {
      throw RepositoryConfigurationError([.init(file: name, reason: error.problem(name).reason)])
    }
    return try RepositoryConfiguration(bytes, file: name)
  }

  /// Where a person's own configuration is, by the XDG rules; nil without a home.
  public static func personalFile(environment: [String: String]) -> String? {
    // A relative path is to be ignored, as the rules say.
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return "\(folder)/duet/config.yaml"
    }
    return environment["HOME"].map { "\($0)/.config/duet/config.yaml" }
  }

  /// Reads a person's own configuration; nil if there is none.
  public static func read(
    file: String
  ) throws(RepositoryConfigurationError) -> RepositoryConfiguration? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try File.read(file)
    } catch {
      if error.isMissing { return nil }
      throw RepositoryConfigurationError([.init(file: file, reason: error.reason)])
    }
    return try RepositoryConfiguration(bytes, file: file)
  }
}

/// Goes through a configuration and remembers everything that is wrong.
private struct ConfigurationReader {
  let file: String
  var problems: [RepositoryConfigurationError.Problem] = []

  mutating func read(_ node: YAMLNode, into configuration: inout RepositoryConfiguration) {
    guard !node.value.isNull else { return }
    let known = [
      "repository", "stackRoots", "environments", "contexts", "applications", "theme", "readOnly",
      "policies", "keys", "inventoryNamespace", "script", "charts", "allowRemote",
    ]
    for field in fields(node, known, of: "the configuration") {
      let value = field.node
      switch field.key {
      case "repository": configuration.repository = text(field)
      case "stackRoots": configuration.stackRoots = stackRoots(value)
      case "environments":
        for field in fields(value, nil, of: "environments") {
          configuration.environments[field.key] = environment(field.node)
        }
      case "contexts":
        for field in fields(value, nil, of: "contexts") where isProtected(field.node) {
          configuration.protectedContexts.insert(field.key)
        }
      case "applications":
        for field in fields(value, nil, of: "applications") {
          for detail in fields(field.node, ["checkout"], of: "an application") {
            configuration.checkouts[field.key] = text(detail)
          }
        }
      case "theme": configuration.theme = text(field)
      case "readOnly": configuration.isReadOnly = flag(field)
      case "inventoryNamespace": configuration.inventoryNamespace = namespace(field)
      case "script": configuration.script = script(field)
      case "charts":
        for field in fields(value, nil, of: "charts") {
          configuration.charts[field.key] = chart(field.node)
        }
      case "allowRemote": configuration.fetchesRemotes = flag(field)
      case "policies": configuration.policies = value.value.object ?? [:]
      case "keys":
        for field in fields(value, nil, of: "keys") {
          configuration.keys[field.key] = text(field)
        }
      default: break
      }
    }
  }

  private mutating func stackRoots(_ node: YAMLNode) -> StackRoots {
    // Naming one sort of root says nothing about the other.
    var roots = StackRoots()
    for field in fields(node, ["bases", "overlays"], of: "stackRoots") {
      let paths = texts(field)
      for (path, line) in paths where Paths.normalize(path) == nil || path.hasPrefix("/") {
        complain(line, "\(field.key): \(path) must be a path within the repository")
      }
      if field.key == "bases" { roots.bases = paths.map(\.0) }
      if field.key == "overlays" { roots.overlays = paths.map(\.0) }
    }
    return roots
  }

  private mutating func environment(_ node: YAMLNode) -> RepositoryConfiguration.Environment {
    var environment = RepositoryConfiguration.Environment()
    for field in fields(node, ["context", "overlay", "protected"], of: "an environment") {
      switch field.key {
      case "context": environment.context = text(field)
      case "overlay": environment.overlay = text(field)
      case "protected": environment.isProtected = flag(field) ?? false
      default: break
      }
    }
    return environment
  }

  private mutating func chart(_ node: YAMLNode) -> ChartSettings {
    var settings = ChartSettings()
    for field in fields(node, ["release", "namespace", "values"], of: "a chart") {
      switch field.key {
      case "release": settings.release = text(field)
      case "namespace": settings.namespace = namespace(field)
      case "values": settings.values = texts(field).map(\.0)
      default: break
      }
    }
    return settings
  }

  /// A path alone, which gets the stack's name; or the path with the arguments it gets.
  private mutating func script(_ field: YAMLNode.Field) -> StackScript? {
    let parts = texts(field)
    guard let (path, line) = parts.first else { return nil }
    guard !path.hasPrefix("/"), let normal = Paths.normalize(path), !normal.isEmpty else {
      complain(line, "script: \(path) must be a path within the repository")
      return nil
    }
    let arguments = parts.dropFirst().map(\.0)
    return StackScript(
      path: normal,
      arguments: field.node.value.array == nil ? [StackScript.stackPlaceholder] : arguments)
  }

  /// A name that the server would take.
  private mutating func namespace(_ field: YAMLNode.Field) -> String? {
    guard let name = text(field) else { return nil }
    let isValid =
      name.utf8.count <= 63 && name.first != "-" && name.last != "-"
      && name.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
    if !isValid {
      complain(
        field.node.position.line,
        "\(field.key): \(name) can't be a namespace: small letters, digits and dashes")
    }
    return isValid ? name : nil
  }

  private mutating func isProtected(_ context: YAMLNode) -> Bool {
    let details = fields(context, ["protected"], of: "a context")
    return details.contains { flag($0) == true }
  }

  // MARK: Values

  private mutating func complain(_ line: Int, _ reason: String) {
    problems.append(.init(file: file, line: line, reason: reason))
  }

  /// The fields of a mapping that are known; all, where `known` is nil.
  private mutating func fields(
    _ node: YAMLNode, _ known: [String]?, of what: String
  ) -> [YAMLNode.Field] {
    guard !node.value.isNull else { return [] }
    guard node.value.object != nil else {
      complain(node.position.line, "\(what) must be a mapping")
      return []
    }
    guard let known else { return node.fields }
    for field in node.fields where !known.contains(field.key) {
      complain(
        field.keyPosition.line,
        "unknown field \"\(field.key)\" in \(what); it has \(known.joined(separator: ", "))")
    }
    return node.fields.filter { known.contains($0.key) }
  }

  private mutating func text(_ field: YAMLNode.Field) -> String? {
    if let text = field.node.value.string, !text.isEmpty { return text }
    complain(field.node.position.line, "\(field.key) must be text")
    return nil
  }

  private mutating func flag(_ field: YAMLNode.Field) -> Bool? {
    if let flag = field.node.value.bool { return flag }
    complain(field.node.position.line, "\(field.key) must be true or false")
    return nil
  }

  /// One text, or a list of them, each with its line.
  private mutating func texts(_ field: YAMLNode.Field) -> [(String, Int)] {
    let nodes = field.node.value.array == nil ? [field.node] : field.node.elements
    return nodes.compactMap { node in
      if let text = node.value.string, !text.isEmpty { return (text, node.position.line) }
      complain(node.position.line, "\(field.key) must be a path or a list of paths")
      return nil
    }
  }
}
