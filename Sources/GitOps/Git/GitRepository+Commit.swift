internal import Files

/// Writing commits without touching what is checked out.
///
/// Nothing but objects and one new branch is written: the working tree, the index, HEAD and the
/// branches that are there stay as they are, and hooks that belong to the working tree aren't run.
extension GitRepository {
  /// The commit that is checked out, in full; nil before the first one.
  public var head: String? {
    get async throws(GitWriteError) {
      let output = try await writing(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
      return output.exitCode == 0 ? Self.line(output) : nil
    }
  }

  /// Writes a commit with changed files on a new branch.
  ///
  /// The files are changed in the tree of `base`, which has to be the commit that is checked out.
  /// Where `branch` is taken, that is an error, or with `isFree` another name like it is used. Who
  /// commits, and whether commits are signed, is git's configuration to say.
  public func commit(
    _ files: [FileChange], on base: String, branch: String, isFree: Bool = false, message: String
  ) async throws(GitWriteError) -> GitCommit {
    let head = try await head
    guard head == base else { throw .moved(from: base, to: head ?? "nothing") }
    let branch = try await name(branch, isFree: isFree)
    guard try await writing(["var", "GIT_AUTHOR_IDENT"]).exitCode == 0,
      try await writing(["var", "GIT_COMMITTER_IDENT"]).exitCode == 0
    else { throw .nobody }
    let prefix = Self.line(try await succeeding(["rev-parse", "--show-prefix"]))
    var changes: [(path: [Substring], object: String?)] = []
    for file in files {
      let path = (prefix + file.path).split(separator: "/")
      guard let after = file.after else {
        changes.append((path, nil))
        continue
      }
      let object = try await succeeding(
        ["hash-object", "-w", "--no-filters", "--stdin"], input: after)
      changes.append((path, Self.line(object)))
    }
    guard let tree = try await tree("\(base)^{tree}", with: changes) else {
      throw .failed("the commit would have no files")
    }
    let signing = try await writing(["config", "--type=bool", "--get", "commit.gpgSign"])
    let isSigned = Self.line(signing) == "true"
    let commit = Self.line(
      try await succeeding(
        ["commit-tree", tree, "-p", base] + (isSigned ? ["-S"] : []) + ["-F", "-"],
        input: Array(message.utf8)))
    // All zeros: the branch mustn't be there.
    let nothing = String(repeating: "0", count: commit.utf8.count)
    _ = try await succeeding(
      ["update-ref", "-m", "branch: Created by duet", "refs/heads/\(branch)", commit, nothing])
    return GitCommit(folder: folder, branch: branch, commit: commit, remote: try await remote)
  }

  /// Pushes the branch of a commit to its remote, under the same name; returns git's words.
  public func push(_ commit: GitCommit) async throws(GitWriteError) -> String {
    guard let remote = commit.remote else { throw .noRemote }
    let output = try await writing([
      "push", remote, "refs/heads/\(commit.branch):refs/heads/\(commit.branch)",
    ])
    let words = Self.words(output)
    guard output.exitCode == 0 else { throw .failed(words) }
    return words
  }

  /// The remote that pushes go to, as git would choose it.
  private var remote: String? {
    get async throws(GitWriteError) {
      let names = try await writing(["remote"])
      let remotes = String(decoding: names.output, as: UTF8.self).split(separator: "\n")
        .map(String.init)
      let chosen = Self.line(try await writing(["config", "--get", "remote.pushDefault"]))
      if remotes.contains(chosen) { return chosen }
      let branch = Self.line(try await writing(["symbolic-ref", "--quiet", "--short", "HEAD"]))
      if !branch.isEmpty {
        let own = Self.line(try await writing(["config", "--get", "branch.\(branch).remote"]))
        if remotes.contains(own) { return own }
      }
      return remotes.first { $0 == "origin" } ?? (remotes.count == 1 ? remotes[0] : nil)
    }
  }

  /// A branch that isn't there yet.
  private func name(_ branch: String, isFree: Bool) async throws(GitWriteError) -> String {
    guard try await writing(["check-ref-format", "--branch", branch]).exitCode == 0 else {
      throw .badBranch(branch)
    }
    let known = try await succeeding(["for-each-ref", "--format=%(refname)", "refs/heads"])
    let names = Set(String(decoding: known, as: UTF8.self).split(separator: "\n").map(String.init))
    func isTaken(_ name: String) -> Bool { names.contains("refs/heads/\(name)") }
    guard isTaken(branch) else { return branch }
    guard isFree else { throw .branchExists(branch) }
    var number = 2
    while isTaken("\(branch)-\(number)") { number += 1 }
    return "\(branch)-\(number)"
  }

  /// A tree with some of its files changed; nil where nothing is left in it.
  private func tree(
    _ tree: String?, with changes: [(path: [Substring], object: String?)]
  ) async throws(GitWriteError) -> String? {
    var entries: [String: TreeLine] = [:]
    if let tree {
      for line in try await succeeding(["ls-tree", "-z", "--full-tree", tree]).split(separator: 0) {
        if let entry = TreeLine(line) { entries[entry.name] = entry }
      }
    }
    let groups = Dictionary(grouping: changes) { String($0.path.first ?? "") }
    for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
      if let file = group.first(where: { $0.path.count == 1 }) {
        let mode = entries[name].flatMap { $0.type == "blob" ? $0.mode : nil } ?? "100644"
        entries[name] = file.object.map {
          TreeLine(mode: mode, type: "blob", object: $0, name: name)
        }
        continue
      }
      let inner = entries[name].flatMap { $0.type == "tree" ? $0.object : nil }
      let rest = group.map { (path: Array($0.path.dropFirst()), object: $0.object) }
      entries[name] = try await self.tree(inner, with: rest).map {
        TreeLine(mode: "040000", type: "tree", object: $0, name: name)
      }
    }
    guard !entries.isEmpty else { return nil }
    let input = entries.values.sorted { $0.name < $1.name }.map { $0.text + "\0" }.joined()
    return Self.line(
      try await succeeding(["mktree", "-z", "--missing"], input: Array(input.utf8)))
  }

  // MARK: - Running git

  private func succeeding(
    _ arguments: [String], input: [UInt8]? = nil
  ) async throws(GitWriteError) -> [UInt8] {
    let output = try await writing(arguments, input: input)
    guard output.exitCode == 0 else {
      if output.errors.contains("not a git repository") { throw .noRepository(folder) }
      throw .failed(Self.words(output))
    }
    return output.output
  }

  private func writing(
    _ arguments: [String], input: [UInt8]? = nil
  ) async throws(GitWriteError) -> Output {
    do throws(GitTreeError) {
      return try await ask(arguments, input: input)
    } catch .gitMissing {
      throw .gitMissing
    } catch {
      throw .failed(error.description)
    }
  }

  private static func line(_ output: Output) -> String { line(output.output) }

  private static func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// What git said, without what addresses may have of passwords.
  private static func words(_ output: Output) -> String {
    let lines = output.errors.split(separator: "\n").map(String.init)
    let words = lines.map(withoutCredentials).joined(separator: "\n")
    return words.isEmpty ? (output.exitCode == 0 ? "" : "git failed without a word") : words
  }

  /// A text in which no address has a user or a password.
  static func withoutCredentials(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let range = rest.firstRange(of: "://") {
      result += rest[..<range.upperBound]
      rest = rest[range.upperBound...]
      let authority = rest.prefix { !"/?#'\" \t".contains($0) }
      if let at = authority.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    }
    return result + rest
  }
}

/// One line of `git ls-tree`, or of what `git mktree` reads.
private struct TreeLine {
  var mode: String
  var type: String
  var object: String
  var name: String

  init(mode: String, type: String, object: String, name: String) {
    self.mode = mode
    self.type = type
    self.object = object
    self.name = name
  }

  /// Reads `<mode> <type> <object>\t<name>`.
  init?(_ line: ArraySlice<UInt8>) {
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    let fields = String(decoding: line[..<tab], as: UTF8.self).split(separator: " ")
    guard fields.count == 3 else { return nil }
    (mode, type, object) = (String(fields[0]), String(fields[1]), String(fields[2]))
    name = String(decoding: line[(tab + 1)...], as: UTF8.self)
  }

  var text: String { "\(mode) \(type) \(object)\t\(name)" }
}
