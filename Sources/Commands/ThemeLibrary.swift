import Documents
internal import Files
import GitOps
import Kubernetes
import TUI
import YAML

/// The themes there are: Duet's own, and the files in the user's theme folder, k9s skins among
/// them.
///
/// A user's file goes before one of Duet's of the same name.
struct ThemeLibrary: Sendable {
  /// The folder of the user's themes; nil without a home.
  let folder: String?

  /// The theme of a console that wasn't told otherwise.
  static let standard = "catppuccin-mocha"

  /// Makes the library of a person whose configuration is that file: the folder is beside it.
  init(configuration file: String?) {
    let parent = file.flatMap { file in file.lastIndex(of: "/").map { file[..<$0] } }
    folder = parent.map { "\($0)/themes" }
  }

  /// All names, in order.
  var names: [String] {
    Set(userFiles.keys).union(BuiltInThemes.files.map(\.name)).sorted()
  }

  /// Reads a theme; throws a `Problem` with the file and the place where it can't be used.
  func theme(named name: String) throws -> Theme.Loaded {
    if let path = userFiles[name] {
      do {
        return try Self.load(try File.read(path), name: name, path: path)
      } catch let error as FileError {
        throw Problem("the theme \(path) can't be read: \(error.reason)")
      }
    }
    guard let file = BuiltInThemes.files.first(where: { $0.name == name }) else {
      throw Problem(
        "there is no theme \(name)", advice: "choose one of \(names.joined(separator: ", "))")
    }
    return try Self.load(file.bytes, name: name, path: "\(name).yaml")
  }

  private var userFiles: [String: String] {
    guard let folder, let files = try? DiskTree(folder).list("") else { return [:] }
    var found: [String: String] = [:]
    for file in files.map(\.name).sorted() where file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
      let name = String(file[..<(file.lastIndex(of: ".") ?? file.endIndex)])
      found[name] = "\(folder)/\(file)"
    }
    return found
  }

  private static func load(_ bytes: [UInt8], name: String, path: String) throws -> Theme.Loaded {
    do {
      let documents = try YAMLParser().parse(bytes, file: path)
      let node = documents.first.map { ThemeNode($0.value) } ?? .map([:])
      return try Theme.load(node, name: name)
    } catch let error as YAMLError {
      throw Problem("\(error)")
    } catch let error as ThemeError {
      throw Problem("the theme \(path) can't be used: \(error.words)")
    }
  }
}

extension ThemeNode {
  /// A document as themes see it: scalars are texts, what is null isn't there.
  init(_ value: Value) {
    switch value {
    case .object(let fields):
      self = .map(fields.filter { !$0.value.isNull }.mapValues { ThemeNode($0) })
    case .array(let elements): self = .list(elements.map { ThemeNode($0) })
    case .string(let text): self = .scalar(text)
    case .integer(let number): self = .scalar(String(number))
    case .largeInteger(let digits): self = .scalar(digits)
    case .double(let number): self = .scalar(String(number))
    case .bool(let flag): self = .scalar(flag ? "true" : "false")
    case .null: self = .scalar("")
    }
  }
}

extension ThemeError {
  fileprivate var words: String {
    switch self {
    case .unknownFormat: "it has neither `roles` (a theme) nor `k9s` (a k9s skin)"
    case .malformed(let part): "`\(part)` isn't of the expected form"
    case .unknownRole(let role): "there is no role `\(role)`"
    case .unknownColor(let color, let role): "role `\(role)` has no such colour: `\(color)`"
    }
  }
}
