import Documents
import Files
import YAML

/// The files of a tree, each read and parsed once, with a record of which were.
final class SourceFiles {
  /// What was read of a tree; good as long as the tree stays as it is.
  struct Cache: Sendable {
    fileprivate var folders: [String: [String: FileEntry]] = [:]
    fileprivate var documents: [String: [YAMLDocument]] = [:]
    fileprivate var resources: [String: [Resource]] = [:]
    fileprivate var kustomizations: [String: KustomizationFile] = [:]
    /// What the kustomizations of folders come to by themselves.
    var accumulations: [String: Accumulation] = [:]

    /// Takes over what another knows beside this one.
    mutating func merge(_ other: Cache) {
      folders.merge(other.folders) { known, _ in known }
      documents.merge(other.documents) { known, _ in known }
      resources.merge(other.resources) { known, _ in known }
      kustomizations.merge(other.kustomizations) { known, _ in known }
      accumulations.merge(other.accumulations) { known, _ in known }
    }
  }

  let tree: any FileTree
  /// Put before the paths of files that aren't of the builder's own tree.
  let prefix: String
  private(set) var cache: Cache
  /// All files that were read.
  private(set) var read: Set<String> = []

  /// More than any manifest has; a larger file is a mistake.
  private static let largestFile = 64 << 20

  init(_ tree: any FileTree, cache: Cache = Cache(), prefix: String = "") {
    self.tree = tree
    self.cache = cache
    self.prefix = prefix
  }

  /// How a file is called in problems and results.
  func name(_ place: String) -> String { prefix + place }

  /// Takes note of files that something taken from the cache was made of.
  func markRead(_ files: Set<String>) { read.formUnion(files) }

  /// Starts a new record of what is read, and gives back the present one.
  func exchangeRecord(_ record: Set<String> = []) -> Set<String> {
    defer { read = record }
    return read
  }

  /// Keeps what the kustomization of a folder comes to.
  func keep(_ accumulation: Accumulation, of folder: String) {
    cache.accumulations[folder] = accumulation
  }

  // MARK: - Places

  /// What a path leads to, links followed.
  enum Place: Hashable {
    case file(String)
    case folder(String)
    case nothing
    /// Out of the tree, or to what is neither a file nor a folder.
    case elsewhere
  }

  /// What a path from a folder leads to.
  func place(of path: String, from folder: String) -> Place {
    guard !path.hasPrefix("/") else { return .elsewhere }
    // Links are followed before `..` is, as a file system does.
    var parts = Array((Paths.join(folder, path)).split(separator: "/").reversed())
    var real = ""
    while let part = parts.popLast() {
      if part == "." { continue }
      if part == ".." {
        guard !real.isEmpty else { return .elsewhere }
        real = Paths.folder(of: real)
        continue
      }
      guard let entry = entries(of: real)[String(part)] else { return .nothing }
      let next = entry.target ?? Paths.join(real, entry.name)
      switch entry.kind {
      case .folder: real = next
      case .file: return parts.isEmpty ? .file(next) : .nothing
      case .outside, .other: return .elsewhere
      }
    }
    return .folder(real)
  }

  private func entries(of folder: String) -> [String: FileEntry] {
    if let known = cache.folders[folder] { return known }
    let list = (try? tree.list(folder)) ?? []
    let entries = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    cache.folders[folder] = entries
    return entries
  }

  /// The place of a file that a kustomization in `folder` names: in the folder, or below it.
  func locate(
    _ path: String, from folder: String, complain: (String) -> KustomizeError.Problem
  ) throws(KustomizeError) -> String {
    guard !path.isEmpty else { throw KustomizeError([complain("an empty path")]) }
    switch place(of: path, from: folder) {
    case .file(let place):
      guard !Paths.isBelow(place, folder) else { return place }
      throw KustomizeError([
        complain(
          "\(path) is a file outside of the kustomization's folder, which kustomize doesn't read")
      ])
    case .folder: throw KustomizeError([complain("\(path) is a folder, and must be a file")])
    case .elsewhere: throw KustomizeError([complain("\(path) leads out of the tree")])
    case .nothing:
      let place = Paths.normalize(Paths.join(folder, path)) ?? path
      throw KustomizeError([complain("\(path) doesn't exist: there is no file \(name(place))")])
    }
  }

  // MARK: - Contents

  func bytes(_ place: String) throws(KustomizeError) -> [UInt8] {
    do throws(FileTreeError) {
      let bytes = try tree.read(place, limit: Self.largestFile)
      read.insert(place)
      return bytes
    } catch {
      let reason =
        switch error {
        case .missing: "doesn't exist"
        case .outside: "leads out of the tree"
        case .tooLarge(_, let limit): "is larger than \(limit >> 20) MiB"
        case .unreadable(_, let reason): "can't be read: \(reason)"
        }
      throw KustomizeError([.init(file: name(place), reason: reason)])
    }
  }

  /// The documents of a file, as kustomize reads manifests and patches.
  func documents(_ place: String) throws(KustomizeError) -> [YAMLDocument] {
    if let known = cache.documents[place] {
      read.insert(place)
      return known
    }
    let documents = try parse(bytes(place), place, dialect: .kustomize)
    cache.documents[place] = documents
    return documents
  }

  /// The objects of a file of manifests.
  func resources(_ place: String) throws(KustomizeError) -> [Resource] {
    if let known = cache.resources[place] {
      read.insert(place)
      return known
    }
    let bytes = try bytes(place)
    let documents = try parse(bytes, place, dialect: .kustomize)
    let resources = try ResourceReader.read(documents, of: bytes, file: name(place))
    cache.resources[place] = resources
    return resources
  }

  /// The kustomization of a folder; nil where it has none.
  func kustomization(in folder: String) throws(KustomizeError) -> KustomizationFile? {
    if let known = cache.kustomizations[folder] {
      read.insert(Paths.join(folder, Paths.name(of: known.file)))
      return known
    }
    let entries = entries(of: folder)
    let found = KustomizationFile.names.filter { entries[$0]?.kind == .file }
    guard let file = found.first else { return nil }
    guard found.count == 1 else {
      throw KustomizeError([
        .init(
          file: name(Paths.join(folder, file)),
          reason: "is beside \(found.dropFirst().joined(separator: " and ")); keep one of them")
      ])
    }
    if let target = entries[file]?.target, !Paths.isBelow(target, folder) {
      throw KustomizeError([
        .init(
          file: name(Paths.join(folder, file)),
          reason: "is a link to \(target), outside of its folder, which kustomize doesn't read")
      ])
    }
    let place = Paths.join(folder, file)
    let kustomization = try parseKustomization(bytes(place), place, in: folder)
    cache.kustomizations[folder] = kustomization
    return kustomization
  }

  private func parseKustomization(
    _ bytes: [UInt8], _ place: String, in folder: String
  ) throws(KustomizeError) -> KustomizationFile {
    var parser = YAMLParser(maximumSize: Self.largestFile)
    var documents: [YAMLDocument]
    var duplicate: YAMLError?
    do throws(YAMLError) {
      do throws(YAMLError) {
        documents = try parser.parse(bytes, file: name(place))
      } catch {
        guard case .duplicateKey = error.reason else { throw error }
        // The same field twice is a mistake, but one that kustomize lives with.
        duplicate = error
        parser.takesLastOfDuplicates = true
        documents = try parser.parse(bytes, file: name(place))
      }
    } catch {
      throw KustomizeError([
        .init(file: name(place), line: error.position.line, reason: "\(error.reason)")
      ])
    }
    let start = SourcePosition(line: 1, column: 1)
    let empty = YAMLNode(scalar: .null, from: start, to: start)
    // As kustomize does: the first document counts.
    var kustomization = KustomizationFile(
      documents.first?.root ?? empty, file: name(place), folder: folder)
    if let duplicate {
      kustomization.warn(duplicate.position.line, "\(duplicate.reason); the last counts")
    }
    return kustomization
  }

  private func parse(
    _ bytes: [UInt8], _ place: String, dialect: YAMLParser.Dialect
  ) throws(KustomizeError) -> [YAMLDocument] {
    guard bytes.first != UInt8(ascii: "%") else {
      throw KustomizeError([
        .init(
          file: name(place), line: 1,
          reason: "begins with a YAML directive, which kustomize doesn't read; remove the line")
      ])
    }
    do throws(YAMLError) {
      return try YAMLParser(maximumSize: Self.largestFile, dialect: dialect)
        .parse(bytes, file: name(place))
    } catch {
      throw KustomizeError([
        .init(file: name(place), line: error.position.line, reason: "\(error.reason)")
      ])
    }
  }
}
