import Files
import YAML

/// The files of a tree, each read and parsed once, with a record of which were.
final class SourceFiles {
  private let tree: any FileTree
  private var parsed: [String: [YAMLDocument]] = [:]
  /// All files that were read.
  private(set) var read: Set<String> = []

  /// More than any manifest has; a larger file is a mistake.
  static let largestFile = 64 << 20

  init(_ tree: any FileTree) {
    self.tree = tree
  }

  /// The place of a file that a kustomization in `folder` names: in the folder, or below it.
  func locate(
    _ path: String, from folder: String, complain: (String) -> KustomizeError.Problem
  ) throws(KustomizeError) -> String {
    guard !path.isEmpty else { throw KustomizeError([complain("an empty path")]) }
    guard !path.hasPrefix("/"), let place = Paths.normalize(Paths.join(folder, path)) else {
      throw KustomizeError([complain("\(path) leads out of the tree")])
    }
    guard Paths.isBelow(place, folder) else {
      throw KustomizeError([complain("\(path) is a file outside of the kustomization's folder")])
    }
    guard tree.kind(of: place) == .file else {
      throw KustomizeError([complain("\(path) doesn't exist: there is no file \(place)")])
    }
    return place
  }

  func bytes(_ place: String) throws(KustomizeError) -> [UInt8] {
    do throws(FileTreeError) {
      let bytes = try tree.read(place, limit: Self.largestFile)
      read.insert(place)
      return bytes
    } catch {
      throw KustomizeError([.init(file: place, reason: "can't be read: \(error)")])
    }
  }

  func documents(_ place: String) throws(KustomizeError) -> [YAMLDocument] {
    if let known = parsed[place] {
      read.insert(place)
      return known
    }
    let bytes = try bytes(place)
    do throws(YAMLError) {
      let documents = try YAMLParser().parse(bytes, file: place)
      parsed[place] = documents
      return documents
    } catch {
      throw KustomizeError([
        .init(file: place, line: error.position.line, reason: "\(error.reason)")
      ])
    }
  }
}
