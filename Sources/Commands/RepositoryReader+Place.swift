internal import Files
import GitOps
import Glibc

extension RepositoryReader {
  /// Where the repository is, or where it was looked for in vain; with the configuration that holds
  /// there.
  struct Place: Hashable, Sendable {
    /// Its folder, as an absolute path.
    enum Folder: Hashable, Sendable {
      case found(String)
      /// For a person: where it was looked for.
      case missing(String)
    }

    var folder: Folder
    /// What the repository's configuration and the person's own say together.
    var configuration = RepositoryConfiguration()

    /// The path, where there is one.
    var path: String? {
      guard case .found(let path) = folder else { return nil }
      return path
    }
  }
}

extension RepositoryReader.Place {
  /// The repository named on the command line, or else by the person's configuration, or else the
  /// one around the current folder.
  ///
  /// Throws a `Problem` where a named one can't be read, or its configuration is wrong.
  static func find(
    named: String?, _ own: PersonalConfiguration, currentFolder: String?
  ) throws -> Self {
    if let named { return try place(named, own, advice: "check --repo") }
    if let repository = own.repository {
      return try place(repository, own, advice: "check `repository` in \(own.file ?? "")")
    }
    guard let currentFolder else {
      return Self(folder: .missing("there is no current folder"), configuration: own.content)
    }
    let roots = own.content.stackRoots ?? StackRoots()
    guard let found = RepositoryLocator.repository(around: currentFolder, roots: roots) else {
      return Self(folder: .missing("none around \(currentFolder)"), configuration: own.content)
    }
    return try place(found.folder, own, advice: nil)
  }

  private static func place(
    _ path: String, _ own: PersonalConfiguration, advice: String?
  ) throws -> Self {
    let tree: DiskTree
    do throws(FileTreeError) {
      tree = try DiskTree(path)
    } catch {
      throw Problem("the repository \(path) can't be read: \(error.words)", advice: advice)
    }
    do throws(RepositoryConfigurationError) {
      let shared = try RepositoryConfiguration.read(in: tree) ?? RepositoryConfiguration()
      let located = shared.locatingCheckouts(from: tree.root, home: own.home)
      return Self(
        folder: .found(tree.root), configuration: located.merged(withPersonal: own.content))
    } catch {
      // Within the repository the file is named by itself; out here by its whole path.
      throw Problem(
        RepositoryConfigurationError(
          error.problems.map {
            .init(file: "\(tree.root)/\($0.file)", line: $0.line, reason: $0.reason)
          }))
    }
  }

  /// The folder that the program was started in.
  static var currentFolder: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return nil }
    return String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension FileTreeError {
  /// Why, for a person.
  var words: String {
    switch self {
    case .missing: "it isn't there"
    case .outside: "it leads out of the repository"
    case .tooLarge(_, let limit): "it has more than \(limit) bytes"
    case .unreadable(_, let reason): reason
    }
  }
}
