import CurlHTTP
import Files
import GitOps
import HTTP
import Kubernetes
import Kustomize
import Processes

/// The programs that rendering may need: git and helm, and libcurl for single files.
struct ToolBox: KustomizeTools {
  /// Why a program didn't do what it was asked to, in one line.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Makes the thread that downloads, which hardly any kustomization needs.
  let makeLoop: @Sendable () -> TransferLoop

  /// Networks are slow, and charts may have to be fetched; nobody waits longer.
  private static let limits = ProcessLimits(
    outputBytes: 256 << 20, errorBytes: 256 << 10, timeout: .seconds(300))

  init(makeLoop: @escaping @Sendable () -> TransferLoop = { TransferLoop() }) {
    self.makeLoop = makeLoop
  }

  // MARK: Charts

  func renderChart(_ chart: ChartRendering) async throws -> [UInt8] {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    for (path, bytes) in chart.files { try folder.write(path, bytes) }
    let output = try await run(
      ProcessCommand("helm", chart.arguments, workingDirectory: folder.path),
      missing: "helm isn't installed; it renders charts (https://helm.sh)")
    guard output.exit.isSuccess else {
      throw Failure(description: Self.line(output.errorText, named: "helm"))
    }
    return output.output
  }

  // MARK: Repositories

  func checkOut(_ repository: RemoteRepository) async throws -> any FileTree {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    func git(_ arguments: [String]) async throws {
      let output = try await run(
        Processes.ProcessRunner.gitCommand(arguments, in: folder.path),
        missing: "git isn't installed")
      guard output.exit.isSuccess else {
        throw Failure(description: Self.line(output.errorText, named: "git"))
      }
    }
    try await git(["init", "--quiet"])
    let revision = repository.revision ?? "HEAD"
    try await git(
      ["fetch", "--quiet", "--depth=1", "--no-tags", "--", repository.address, revision])
    let fetched = try await GitRepository(folder.path, run: RepositoryReader.runGit)
      .tree(of: "FETCH_HEAD").tree
    guard repository.includesSubmodules, fetched.kind(of: ".gitmodules") != nil else {
      return fetched
    }
    // What is checked out may not run anything here.
    let safety = ["-c", "core.hooksPath=/dev/null"]
    try await git(safety + ["checkout", "--quiet", "FETCH_HEAD"])
    try await git(
      safety + ["submodule", "update", "--quiet", "--init", "--recursive", "--depth=1"])
    return try Self.copy(of: try DiskTree(folder.path))
  }

  /// The files of a folder that is about to go.
  private static func copy(of disk: DiskTree) throws -> MemoryTree {
    var copy = MemoryTree()
    func visit(_ folder: String, depth: Int) throws {
      for entry in try disk.list(folder) where entry.name != ".git" {
        let path = Paths.join(folder, entry.name)
        switch entry.kind {
        case .file: copy[path] = .file(try disk.read(path, limit: 64 << 20))
        case .folder where entry.target == nil && depth < 64: try visit(path, depth: depth + 1)
        case .folder, .outside, .other: break
        }
      }
    }
    try visit("", depth: 0)
    return copy
  }

  // MARK: Files

  func download(_ address: String) async throws -> [UInt8] {
    let loop = makeLoop()
    var address = address
    for _ in 0..<10 {
      guard let (server, target) = Self.split(address) else {
        throw Failure(description: "\(address) is no web address")
      }
      let transport = try CurlTransport(
        CurlConfiguration(baseURL: server, userAgent: "duet/\(Version.text)"), on: loop)
      let response: Response
      do throws(TransportError) {
        response = try await transport.send(Request(.get, target))
      } catch {
        throw Failure(description: KubernetesError.transport(error).summary)
      }
      switch response.status {
      case 200: return try await response.body.collect(upTo: 64 << 20)
      case 301, 302, 303, 307, 308:
        guard let next = response.headers["Location"] else {
          throw Failure(description: "the server leads on without saying where to")
        }
        address = next.hasPrefix("/") ? server + next : next
      default: throw Failure(description: "the server answers \(response.status)")
      }
    }
    throw Failure(description: "the servers lead on and on")
  }

  /// The server and the rest of an address; a fragment is for browsers.
  static func split(_ address: String) -> (server: String, target: String)? {
    guard let scheme = ["https://", "http://"].first(where: address.hasPrefix) else { return nil }
    let rest = address.dropFirst(scheme.count).prefix { $0 != "#" }
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    guard !host.isEmpty else { return nil }
    let target = rest.dropFirst(host.count)
    return (scheme + host, target.hasPrefix("/") ? String(target) : "/\(target)")
  }

  // MARK: Programs

  private func run(_ command: ProcessCommand, missing: String) async throws -> ProcessOutput {
    do throws(ProcessError) {
      return try await Processes.ProcessRunner().run(command, limits: Self.limits)
    } catch {
      switch error {
      case .executableNotFound: throw Failure(description: missing)
      case .timedOut: throw Failure(description: "\(command.executable) took too long")
      case .tooMuchOutput: throw Failure(description: "\(command.executable) wrote too much")
      default: throw error
      }
    }
  }

  /// What a program complained of, in one line: what it calls an error, or else all of it.
  static func line(_ errors: String, named program: String) -> String {
    let lines = errors.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }
      .filter { !$0.isEmpty }
    for mark in ["Error: ", "fatal: ", "error: "] {
      guard let first = lines.firstIndex(where: { $0.hasPrefix(mark) }) else { continue }
      return lines[first...].joined(separator: " ").replacing(mark, with: "", maxReplacements: 1)
    }
    return lines.isEmpty ? "\(program) failed without a word" : lines.joined(separator: "; ")
  }
}
