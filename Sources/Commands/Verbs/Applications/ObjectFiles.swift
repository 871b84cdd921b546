import Documents
import Glibc
import YAML

/// Reads the objects of files that somebody else wrote, or that `kubectl get` did: YAML of many
/// documents, JSON, JSON after JSON; lists are taken apart.
struct ObjectFiles {
  let world: VerbWorld
  /// What was read so far, in its order.
  private(set) var objects: [Value] = []
  /// What is no object: file, line and reason.
  private(set) var problems: [String] = []

  /// How much is read of one file.
  private static let limit = 1 << 30

  init(world: VerbWorld) { self.world = world }

  /// Reads a file, of `-` the standard input.
  ///
  /// What is no object is noted as a problem, and the rest read all the same; what can't be read as
  /// YAML or JSON at all is one problem as a whole.
  mutating func read(_ path: String) {
    let name = path == "-" ? "standard input" : path
    let bytes: [UInt8]
    do {
      bytes = try path == "-" ? world.input() : contents(of: path)
    } catch {
      return problems.append("\(error)")
    }
    let count = objects.count + problems.count
    if let values = Self.json(bytes) {
      for (value, line) in values { add(value, nil, line, "", of: nil, name) }
    } else {
      readYAML(bytes, name)
    }
    if objects.count + problems.count == count {
      problems.append(SafeText.line("\(name):1: there are no objects in it"))
    }
  }

  private mutating func readYAML(_ bytes: [UInt8], _ name: String) {
    var parser = YAMLParser(maximumSize: Self.limit)
    // Where a key is there twice, kubectl takes the last.
    parser.takesLastOfDuplicates = true
    do throws(YAMLError) {
      for document in try parser.parse(bytes, file: name) where !document.isEmpty {
        add(document.root.value, document.root, 0, "", of: nil, name)
      }
    } catch {
      problems.append(SafeText.line(error.description))
    }
  }

  /// JSON texts, one after another, each with its line; nil for what isn't that.
  ///
  /// YAML may begin with a brace too. JSON is read apart from it for the sake of speed: of a whole
  /// cluster it is much.
  private static func json(_ bytes: [UInt8]) -> [(Value, line: Int)]? {
    var reader = JSONReader(bytes)
    guard let first = reader.peekKind(), first == .object || first == .array else { return nil }
    var values: [(Value, line: Int)] = []
    var (line, counted) = (1, 0)
    while reader.peekKind() != nil {
      line += bytes[counted..<reader.position].count { $0 == UInt8(ascii: "\n") }
      counted = reader.position
      guard let value = try? reader.readValue() else { return nil }
      values.append((value, line))
    }
    return (try? reader.finish()) == nil ? nil : values
  }

  /// Takes in a value, with its node where lines are known of its parts.
  private mutating func add(
    _ value: Value, _ node: YAMLNode?, _ line: Int, _ path: String, of list: ItemKind?,
    _ file: String
  ) {
    func refuse(_ reason: String) {
      let place = path.isEmpty ? "" : "\(path): "
      problems.append(
        SafeText.line("\(file):\(node?.position.line ?? line): \(place)\(reason)"))
    }
    func addAll(_ items: [Value], _ nodes: YAMLNode?, _ path: String, of list: ItemKind?) {
      let nodes = nodes?.elements ?? []
      for (index, item) in items.enumerated() {
        let node = index < nodes.count ? nodes[index] : nil
        add(item, node, line, "\(path)[\(index)]", of: list, file)
      }
    }
    if let items = value.array, list == nil { return addAll(items, node, path, of: nil) }
    guard value.object != nil else { return refuse("this is no object, which is a mapping") }
    var value = value
    // The items of a list that has a kind of its own don't say theirs.
    if let list {
      if value["kind"] == nil { value["kind"] = .string(list.kind) }
      if value["apiVersion"] == nil { value["apiVersion"] = .string(list.apiVersion) }
    }
    guard let kind = value["kind"]?.string, !kind.isEmpty else {
      return refuse("this is no object: it has no kind")
    }
    guard kind.hasSuffix("List"), let items = value["items"]?.array else {
      return objects.append(value)
    }
    let own = ItemKind(
      kind: String(kind.dropLast(4)), apiVersion: value["apiVersion"]?.string ?? "")
    addAll(items, node?["items"], "\(path).items", of: own)
  }

  /// What kind the items of a list are; empty where it says nothing, as `List`.
  private struct ItemKind {
    var kind: String
    var apiVersion: String
  }

  /// Reads whatever can be read: pipes too, which shells have names for.
  func contents(of path: String) throws(Problem) -> [UInt8] {
    let absolute = path.hasPrefix("/") ? path : "\(world.currentFolder ?? "")/\(path)"
    let file = open(absolute, O_RDONLY | O_CLOEXEC)
    defer { if file >= 0 { close(file) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while file >= 0 {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { break }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
    let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    throw Problem(SafeText.line("\(path) can't be read: \(reason)"))
  }
}
