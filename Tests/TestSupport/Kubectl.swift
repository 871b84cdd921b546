import Foundation
public import Testing

/// kubectl with a kubeconfig: a second opinion on a server, from somebody else's client.
public struct Kubectl: Sendable {
  /// What kubectl complained of, or that there is none.
  public struct Failure: Error {
    /// Its exit code.
    public var status: Int32
    /// What it wrote to its standard error.
    public var message: String
  }

  private let kubeconfig: String
  private let cache: String
  private let environment: [String]

  /// Makes a kubectl that uses the kubeconfig of that path, and keeps its discovery cache beside it.
  public init(kubeconfig: String) {
    self.init(kubeconfig, environment: [])
  }

  private init(_ kubeconfig: String, environment: [String]) {
    self.kubeconfig = kubeconfig
    cache = kubeconfig + ".cache"
    self.environment = environment
  }

  /// The same with ApplySets, which have to be asked for.
  public var withApplySets: Kubectl {
    Kubectl(kubeconfig, environment: ["KUBECTL_APPLYSET=true"])
  }

  /// Runs it and returns what it printed; throws `Failure` where its exit code isn't 0.
  @discardableResult
  public func callAsFunction(_ arguments: String..., input: String = "") async throws -> String {
    try await run(arguments, input: input)
  }

  /// Returns once the server serves the kinds of these definitions: `rollouts.argoproj.io`.
  public func waitForDefinitions(_ names: String...) async throws {
    // One that has no conditions yet is an error to kubectl, be it asked to wait or not.
    let path = #"jsonpath={.status.conditions[?(@.type=="Established")].status}"#
    for name in names {
      try await poll(for: "\(name) to be established", every: .milliseconds(100)) {
        (try? await self("get", "crd", name, "-o", path)) == "True"
      }
    }
  }

  /// Runs it with a list of arguments.
  @discardableResult
  public func run(_ arguments: [String], input: String = "") async throws -> String {
    // What has to be asked for isn't in an old one.
    let found = environment.isEmpty ? Self.program : Self.newProgram
    guard let program = found else { throw Failure(status: 127, message: "no kubectl") }
    let result = try await runToEnd(
      "/usr/bin/env",
      environment + [program, "--kubeconfig", kubeconfig, "--cache-dir", cache] + arguments,
      input: input)
    guard result.status == 0 else {
      throw Failure(status: result.status, message: result.errors)
    }
    return result.output
  }

  /// Whether there is one in the path, which may be newer than the server's.
  public static var isInPath: Bool { newProgram != nil }

  private static var newProgram: String? { programs.last }

  /// Whether there is one: in the folder that `KUBEBUILDER_ASSETS` names, or in the path.
  public static var isAvailable: Bool { program != nil }

  private static var program: String? { programs.first }

  private static var programs: [String] {
    let environment = ProcessInfo.processInfo.environment
    let folders =
      [environment["KUBEBUILDER_ASSETS"] ?? ""]
      + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.filter { !$0.isEmpty }.map { "\($0)/kubectl" }
      .filter(FileManager.default.isExecutableFile)
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that look at a server through kubectl.
  public static var kubectl: Self {
    .enabled(if: Kubectl.isAvailable, "needs kubectl, in the path or in KUBEBUILDER_ASSETS")
  }
}
