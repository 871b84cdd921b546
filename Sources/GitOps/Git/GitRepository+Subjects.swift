extension GitRepository {
  /// What commits are about: the first line of each one's message, by the commit.
  ///
  /// Only whole names of commits are asked about; those that the repository hasn't got are left out,
  /// and so are all where git can't be asked.
  public func subjects(of commits: some Sequence<String>) async -> [String: String] {
    let commits = Set(commits.filter(\.isCommit)).sorted()
    guard !commits.isEmpty,
      let output = try? await run(
        ["log", "--no-walk=unsorted", "--ignore-missing", "--format=%H %s"] + commits, nil, folder),
      output.exitCode == 0
    else { return [:] }
    var subjects: [String: String] = [:]
    for line in String(decoding: output.output, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { subjects[String(parts[0])] = String(parts[1]) }
    }
    return subjects
  }
}
