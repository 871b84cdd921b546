import Foundation
import GitOps

/// Runs the git that is installed, with nothing configured.
@Sendable func runRealGit(
  _ arguments: [String], _ input: [UInt8]?, _ folder: String
) throws -> GitRepository.Output? {
  let process = Process()
  let (output, errors, entry) = (Pipe(), Pipe(), Pipe())
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["git", "-c", "core.quotepath=off"] + arguments
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  process.environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin", "LC_ALL": "C",
    "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1",
  ]
  process.standardOutput = output
  process.standardError = errors
  process.standardInput = entry
  try process.run()
  // What the tests ask for fits into a pipe.
  try entry.fileHandleForWriting.write(contentsOf: input ?? [])
  try entry.fileHandleForWriting.close()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  let words = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return GitRepository.Output(
    exitCode: Int(process.terminationStatus), output: [UInt8](bytes),
    errors: String(decoding: words, as: UTF8.self))
}
