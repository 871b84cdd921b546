import Foundation
import Testing

@testable import DemoCluster

/// kubectl, where it is installed.
enum Kubectl {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/kubectl" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Runs a real kubectl against a served cluster: the one judge of the API that isn't ours.
@Suite(.enabled(if: Kubectl.path != nil, "kubectl is not on the PATH"), .serialized)
struct KubectlTests {
  /// One run of kubectl.
  struct Run {
    var status: Int32
    var output: String
    var errors: String
  }

  /// A served cluster, for as long as the body runs.
  private func withCluster(
    _ body:
      @escaping @Sendable (_ run: @Sendable (String, String?) async throws -> Run) async throws
      -> Void
  ) async throws {
    let server = DemoAPIServer()
    let folder = FileManager.default.temporaryDirectory.appending(path: "duet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (ports, port) = AsyncStream<UInt16>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve { port.yield($0) } }
      group.addTask {
        guard let number = await ports.first(where: { _ in true }) else { return }
        let config = folder.appending(path: "config")
        try DemoAPIServer.kubeconfig(port: number).write(
          to: config, atomically: true, encoding: .utf8)
        try await body { line, input in
          try await kubectl(line, input, config: config.path, home: folder.path)
        }
      }
      // The server runs until the rest is done.
      try await group.next()
      group.cancelAll()
    }
  }

  private func kubectl(
    _ line: String, _ input: String?, config: String, home: String
  ) async throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Kubectl.path))
    process.arguments = line.split(separator: " ").map(String.init)
    process.environment = ["KUBECONFIG": config, "HOME": home, "KUBECACHEDIR": home]
    let output = Pipe()
    let errors = Pipe()
    let entry = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = entry
    try process.run()
    if let input { try entry.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try entry.fileHandleForWriting.close()
    return await Task.detached {
      let text = output.fileHandleForReading.readDataToEndOfFile()
      let problems = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Run(
        status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
        errors: String(decoding: problems, as: UTF8.self))
    }.value
  }

  static let manifest = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {color: red}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: "nginx:1.27"}]}
    """

  @Test func itAppliesAndReads() async throws {
    try await withCluster { run in
      let created = try await run("apply -f -", Self.manifest)
      #expect(created.output == "configmap/settings created\ndeployment.apps/web created\n")
      let again = try await run("apply -f -", Self.manifest)
      #expect(again.output == "configmap/settings unchanged\ndeployment.apps/web unchanged\n")
      let changed = try await run(
        "apply -f -", Self.manifest.replacing("nginx:1.27", with: "nginx:1.28"))
      #expect(changed.output == "configmap/settings unchanged\ndeployment.apps/web configured\n")
      let wide = try await run("get deployment web -o wide --no-headers", nil)
      #expect(wide.output.split(separator: " ").dropFirst(5) == ["web", "nginx:1.28", "app=web\n"])
      let described = try await run("describe deployment web", nil)
      #expect(described.output.contains("RollingUpdateStrategy:  25% max unavailable"))
    }
  }

  @Test func itAppliesOnTheServer() async throws {
    try await withCluster { run in
      _ = try await run("apply --server-side -f - --field-manager=first", Self.manifest)
      let other = Self.manifest.replacing("red", with: "blue")
      let conflict = try await run("apply --server-side -f - --field-manager=second", other)
      #expect(conflict.status == 1)
      #expect(
        conflict.errors.contains(
          "Apply failed with 1 conflict: conflict with \"first\": .data.color"))
      let forced = try await run(
        "apply --server-side --force-conflicts -f - --field-manager=second", other)
      #expect(forced.output.hasPrefix("configmap/settings serverside-applied"))
    }
  }

  @Test func itChangesAndDeletes() async throws {
    try await withCluster { run in
      _ = try await run("apply -f -", Self.manifest)
      #expect(
        try await run("scale deployment web --replicas=3", nil).output
          == "deployment.apps/web scaled\n")
      for (kind, patch) in [
        (
          "strategic",
          #"{"spec":{"template":{"spec":{"containers":[{"name":"log","image":"b"}]}}}}"#
        ),
        ("merge", #"{"metadata":{"labels":{"a":"b"}}}"#),
        ("json", #"[{"op":"add","path":"/metadata/labels/c","value":"d"}]"#),
      ] {
        let patched = try await run("patch deployment web --type \(kind) -p \(patch)", nil)
        #expect(patched.output == "deployment.apps/web patched\n")
      }
      let names = try await run(
        "get deployment web -o jsonpath={.spec.replicas}:{.spec.template.spec.containers[*].name}",
        nil)
      #expect(names.output == "3:log web")
      let deleted = try await run("delete deployment,configmap web settings", nil)
      #expect(deleted.output.contains("deployment.apps \"web\" deleted"))
      #expect(try await run("get deployment web", nil).errors.contains("(NotFound)"))
    }
  }

  @Test func itsOwnCreationsAreUnderstood() async throws {
    try await withCluster { run in
      for line in [
        "create namespace team", "create configmap c --from-literal=a=b -n team",
        "create deployment d --image=x:1 --replicas=2 --port=80 -n team",
        "create job j --image=x:1 -n team -- echo hi",
        "create quota q --hard=pods=2 -n team",
        "create role r --verb=get --resource=pods -n team",
        "create ingress i --rule=a.example/*=d:80 -n team",
      ] {
        let created = try await run(line, nil)
        #expect(created.output.hasSuffix("created\n"), "\(line): \(created.errors)")
      }
      let job = try await run(
        "get job j -n team -o jsonpath={.spec.template.spec.containers[0].command}", nil)
      #expect(job.output == #"["echo","hi"]"#)
      #expect(try await run("auth can-i delete pods", nil).output == "yes\n")
      #expect(
        try await run("explain deployment.spec.strategy", nil).output
          .contains("rollingUpdate\t<RollingUpdateDeployment>"))
      #expect(try await run("delete namespace team", nil).status == 0)
    }
  }
}
