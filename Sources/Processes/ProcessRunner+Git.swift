extension ProcessRunner {
  /// Runs git in a folder, in a way that suits a program: no locks taken, no prompts, no pager,
  /// messages in English and paths as they are.
  ///
  /// Variables that a surrounding git sets for its hooks are removed, so that it is the folder that
  /// says which repository is meant.
  public func git(
    _ arguments: [String], in directory: String, limits: ProcessLimits = ProcessLimits()
  ) async throws(ProcessError) -> ProcessOutput {
    try await run(Self.gitCommand(arguments, in: directory), limits: limits)
  }

  /// The command that `git(_:in:limits:)` runs.
  public static func gitCommand(_ arguments: [String], in directory: String) -> ProcessCommand {
    var environment: [String: String?] = [
      "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C",
    ]
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
      environment[name] = .some(nil)
    }
    return ProcessCommand(
      "git", ["-c", "core.quotepath=off"] + arguments, environment: environment,
      workingDirectory: directory)
  }
}
