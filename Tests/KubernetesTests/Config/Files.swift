import Kubernetes

/// Files and an environment that exist only in a test.
struct Files: Sendable {
  var files: [String: String] = [:]
  var environment: [String: String] = [:]

  var surroundings: Surroundings {
    Surroundings(
      environment: { [environment] in environment[$0] },
      readFile: { [files] path throws(FileError) in
        guard let text = files[path] else {
          throw FileError(path: path, reason: "No such file or directory", isMissing: true)
        }
        return Array(text.utf8)
      })
  }
}
