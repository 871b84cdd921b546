import Documents
import Files
import GitOps
import Glibc
import Kubernetes
import Testing

private let fixtures = getenv("DUET_FIXTURES").map { "\(String(cString: $0))/homelab" }

/// A real repository: image, replicas and variables of everything that renders can be traced.
@Suite(
  .enabled(
    if: fixtures != nil, "DUET_FIXTURES must name the folder with the fixture homelab"))
struct HomelabTracingTests {
  @Test func everyDeploymentsFieldsAreTraced() async throws {
    let disk = try DiskTree(try #require(fixtures))
    let stacks = StackFinder(disk).stacks()
    let tree = try Self.copy(disk)
    var count = 0
    for (stack, result) in await StackRenderer(tree).render(all: stacks) {
      guard let rendered = try? result.get() else { continue }
      for manifest in rendered.manifests where manifest.object.kind == "Deployment" {
        for edit in Self.edits(of: manifest.value) {
          let tracer = FieldTracer(
            tree, .stack(stack), others: stacks.filter { $0.id != stack.id },
            renderer: { StackRenderer($0) })
          let answer = await tracer.trace(
            GitRequest(ResourceIdentity(manifest.value), .fields([edit])))
          let way = try #require(
            answer.ways.first, "\(stack.path) \(manifest.object) \(edit.path): \(answer.refusals)")
          #expect(!way.addsPatch, "\(stack.path) \(manifest.object) \(edit.path)")
          #expect(way.changedLines.count <= 4, "\(way.files.flatMap(\.diff))")
          count += 1
        }
      }
    }
    #expect(count > 10)
  }

  private static func edits(of object: Value) -> [FieldEdit] {
    var edits: [FieldEdit] = []
    if let replicas = object[["spec", "replicas"]]?.integer {
      edits.append(
        FieldEdit(["spec", "replicas"], before: .integer(replicas), after: .integer(replicas + 1)))
    }
    for container in object[["spec", "template", "spec", "containers"]]?.array ?? [] {
      guard let name = container["name"]?.string, let image = container["image"]?.string else {
        continue
      }
      edits.append(
        FieldEdit(
          .container(name, "image"), before: .string(image),
          after: .string(image.prefix { $0 != "@" } + "-patched")))
      for variable in container["env"]?.array ?? [] {
        guard let key = variable["name"], let value = variable["value"] else { continue }
        edits.append(
          FieldEdit(
            .container(name, "env", .element(["name": key]), "value"), before: value,
            after: "true"))
      }
    }
    return edits.filter { $0.before != $0.after }
  }

  private static func copy(_ disk: DiskTree) throws -> MemoryTree {
    var copy = MemoryTree()
    func visit(_ folder: String) throws {
      for entry in try disk.list(folder) where entry.target == nil {
        let path = Paths.join(folder, entry.name)
        switch entry.kind {
        case .file: copy[path] = .file(try disk.read(path, limit: 64 << 20))
        case .folder: try visit(path)
        case .outside, .other: break
        }
      }
    }
    try visit("")
    return copy
  }
}
