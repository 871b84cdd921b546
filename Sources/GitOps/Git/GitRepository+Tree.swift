public import Files

/// Why the files of a commit can't be had.
public enum GitTreeError: Error, Hashable, Sendable {
  /// git isn't installed.
  case gitMissing
  /// The repository here doesn't know such a commit, branch or tag.
  case unknownRevision(String)
  /// Its files have more bytes together than can be kept in memory.
  case tooLarge(limit: Int)
  /// git failed, in its own words.
  case failed(String)
}

extension GitTreeError: CustomStringConvertible {
  /// What is wrong, in one line for a person.
  public var description: String {
    switch self {
    case .gitMissing: "git isn't installed"
    case .unknownRevision(let revision):
      "the repository here has no commit \(revision); `git fetch` may bring it"
    case .tooLarge(let limit): "the files of the commit have more than \(limit >> 20) MiB"
    case .failed(let reason): reason
    }
  }
}

extension GitRepository {
  /// The most that the files of a commit may have together.
  private static let largestTree = 512 << 20

  /// The files that the folder had in a commit, and the commit in full.
  ///
  /// They are read from Git's objects, not through an archive: what the repository's attributes say
  /// about archives and line ends has no say in what is deployed. Submodules are left out.
  public func tree(
    of revision: String
  ) async throws(GitTreeError) -> (tree: MemoryTree, commit: String) {
    let resolved = try await ask(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
    guard resolved.exitCode == 0 else { throw .unknownRevision(revision) }
    let commit = String(
      decoding: resolved.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let listing = try await succeed(["ls-tree", "-r", "-l", "-z", commit])
    let entries = listing.split(separator: 0).compactMap(TreeEntry.init)
    guard entries.reduce(0, { $0 + $1.size }) <= Self.largestTree else {
      throw .tooLarge(limit: Self.largestTree)
    }
    var tree = MemoryTree()
    guard !entries.isEmpty else { return (tree, commit) }
    let wanted = entries.map { "\($0.object)\n" }.joined()
    let batch = try await succeed(["cat-file", "--batch"], input: Array(wanted.utf8))
    var reader = BatchReader(bytes: batch)
    for entry in entries {
      guard let content = reader.next() else {
        throw .failed("git said less of the commit's files than it should have")
      }
      tree[entry.path] =
        entry.isLink ? .link(String(decoding: content, as: UTF8.self)) : .file(Array(content))
    }
    return (tree, commit)
  }

  private func succeed(
    _ arguments: [String], input: [UInt8]? = nil
  ) async throws(GitTreeError) -> [UInt8] {
    let output = try await ask(arguments, input: input)
    guard output.exitCode == 0 else {
      throw .failed(output.errors.split(separator: "\n").first.map(String.init) ?? "git failed")
    }
    return output.output
  }

  /// Runs git in the folder; what it made of it is in its exit code.
  func ask(
    _ arguments: [String], input: [UInt8]? = nil
  ) async throws(GitTreeError) -> Output {
    let output: Output?
    do {
      output = try await run(arguments, input, folder)
    } catch {
      throw .failed("\(error)")
    }
    guard let output else { throw .gitMissing }
    return output
  }
}

/// One file of `git ls-tree -r -l -z`.
private struct TreeEntry {
  var path: String
  var object: Substring
  var size: Int
  var isLink: Bool

  /// Reads `<mode> <type> <object> <size>\t<path>`; nil for what isn't a file.
  init?(_ entry: ArraySlice<UInt8>) {
    guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    let fields = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
    guard fields.count == 4, fields[1] == "blob" else { return nil }
    path = String(decoding: entry[(tab + 1)...], as: UTF8.self)
    object = fields[2]
    size = Int(fields[3]) ?? 0
    isLink = fields[0] == "120000"
  }
}

/// Reads what `git cat-file --batch` prints: a line about each object, its bytes, a line's end.
private struct BatchReader {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let fields = String(decoding: bytes[offset..<end], as: UTF8.self).split(separator: " ")
    guard fields.count == 3, let size = Int(fields[2]), end + 1 + size < bytes.count else {
      return nil
    }
    offset = end + 1 + size + 1
    return bytes[(end + 1)..<(end + 1 + size)]
  }
}
