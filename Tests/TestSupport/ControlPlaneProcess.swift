import Foundation
import Glibc

/// A child process that can't outlive the process that started it.
///
/// Linux sends a process its parent-death signal when the *thread* that made it ends, not when the
/// process does. So each child gets a thread of its own, which starts it and then waits for it:
/// the thread is there as long as the child, and goes only before it when everything goes.
final class ControlPlaneProcess: Sendable {
  private let process: Process

  /// Starts a program; its output is added to the file at `log`.
  init(_ program: String, _ arguments: [String], log: String) async throws {
    process = try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        let process = Process()
        do {
          process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
          process.arguments = ["--pdeathsig", "KILL", "--", program] + arguments
          process.standardInput = FileHandle.nullDevice
          let output = try appendingHandle(log)
          process.standardOutput = output
          process.standardError = output
          try process.run()
        } catch {
          return continuation.resume(throwing: error)
        }
        continuation.resume(returning: process)
        process.waitUntilExit()
      }
      thread.start()
    }
  }

  /// Whether it hasn't exited yet.
  var isRunning: Bool { process.isRunning }

  /// Sends a signal and waits until the process is gone.
  func end(_ signal: Int32) async throws {
    guard process.isRunning else { return }
    kill(process.processIdentifier, signal)
    try await poll(for: "process \(process.processIdentifier) to end") { !self.process.isRunning }
  }
}

/// What a program that ran to its end said.
struct ProcessResult: Sendable {
  /// The exit code, or the signal that ended it.
  var status: Int32
  /// What it wrote to its standard output.
  var output: String
  /// What it wrote to its standard error.
  var errors: String
}

/// Runs a program to its end, on a thread of its own: nothing waits on the cooperative pool.
func runToEnd(
  _ program: String, _ arguments: [String], input: String = ""
) async throws -> ProcessResult {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Result { try runBlocking(program, arguments, input: input) })
    }
  }
}

/// Runs a program to its end on the calling thread.
private func runBlocking(
  _ program: String, _ arguments: [String], input: String
) throws -> ProcessResult {
  // Files rather than pipes: no reader is needed for each, and none can fill up.
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "duet-run-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (inputFile, outputFile, errorFile) = (
    folder.appendingPathComponent("in"), folder.appendingPathComponent("out"),
    folder.appendingPathComponent("err")
  )
  try Data(input.utf8).write(to: inputFile)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardInput = try FileHandle(forReadingFrom: inputFile)
  process.standardOutput = try appendingHandle(outputFile.path)
  process.standardError = try appendingHandle(errorFile.path)
  try process.run()
  process.waitUntilExit()
  return ProcessResult(
    status: process.terminationStatus,
    output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
}

/// A handle that writes at the end of a file, which is made if it isn't there.
private func appendingHandle(_ path: String) throws -> FileHandle {
  if !FileManager.default.fileExists(atPath: path) {
    try Data().write(to: URL(fileURLWithPath: path))
  }
  let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  try handle.seekToEnd()
  return handle
}

/// Asks again and again, in small steps, until the answer is yes.
///
/// For other processes only, which can't be awaited: everything of our own has a way to be idle.
func poll(
  for what: String, upTo limit: Duration = .seconds(60), every step: Duration = .milliseconds(20),
  _ isThere: @Sendable () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now.advanced(by: limit)
  while try await !isThere() {
    guard ContinuousClock.now < deadline else { throw ControlPlane.StartError.timedOut(what) }
    try await Task.sleep(for: step)
  }
}
