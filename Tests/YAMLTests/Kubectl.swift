import Documents
import Foundation
import YAML

/// The kubectl of this machine, asked how it reads a manifest; no cluster is needed for that.
enum Kubectl {
  static let isInstalled = path != nil

  private static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(
    separator: ":"
  )
  .map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  struct Failure: Error {
    var output: String
  }

  /// What kubectl makes of an object's `spec`, given as text that stands behind `spec:`.
  static func read(spec: String) throws -> Value {
    let manifest = "apiVersion: example.com/v1\nkind: Any\nmetadata: {name: x}\nspec:\(spec)"
    // Through files: a pipe that fills up while we write the other would stop both.
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "in.yaml"), folder.appending(path: "out.json"))
    try Data(manifest.utf8).write(to: input)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: path ?? "")
    process.arguments = ["label", "--local", "-f", input.path, "-o", "json", "asked=yes"]
    process.environment = ["HOME": folder.path, "KUBECONFIG": "/dev/null"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let message = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(output: String(decoding: message, as: UTF8.self))
    }
    return try JSONParser().parse(Data(contentsOf: output))["spec"] ?? .null
  }
}
