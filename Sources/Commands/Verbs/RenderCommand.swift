import ArgumentParser
import Documents
import Files
import GitOps
import Kubernetes
import YAML

/// Prints the objects that a stack or a folder comes to.
struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Print the objects that a stack or a folder comes to.",
    discussion: """
      Takes the name of a stack, or a path: the folder of a kustomization, of a chart or of \
      manifests, or a file of manifests; - is the standard input. A path begins with a dot or a \
      slash, or leads to something that is no stack. No cluster is asked.
      """)

  @OptionGroup var repository: RepositoryOptions

  @Option(help: "The context whose environment is meant.")
  var context: String?

  @Option(name: [.short, .long], help: "How to print it: yaml or json.")
  var output: OutputFormat = .yaml

  @Argument(help: "A stack, a path, or - for the standard input.")
  var target = "."

  mutating func validate() throws {
    if output == .wide { throw ValidationError("render prints yaml or json") }
  }

  func run() async throws {
    try await run(in: .current(repository, ConnectionChoice(context: context)))
  }

  func run(in world: VerbWorld) async throws {
    let rendered = try await render(world)
    for warning in rendered.warnings { world.output.note("warning: \(SafeText.line(warning))") }
    if rendered.manifests.isEmpty {
      throw Problem("\(target) has no objects: no document with apiVersion and kind")
    }
    let values = rendered.manifests.map(\.value)
    switch output {
    case .yaml, .wide: world.output.write(YAMLWriter().string(documents: values))
    case .json:
      world.output.value(
        ["apiVersion": "v1", "kind": "List", "items": .array(values)], as: .json)
    }
  }

  private func render(_ world: VerbWorld) async throws -> RenderedStack {
    if target == "-" { return try await renderInput(world) }
    if let stack = try stack(world) {
      do throws(StackBuildError) {
        return try await stack.checkout.renderer.render(stack.stack)
      } catch {
        throw Problem(error, building: "the stack \(stack.stack.name)")
      }
    }
    return try await renderPath(world)
  }

  /// The stack that is meant; nil if it is a path.
  private func stack(_ world: VerbWorld) throws -> (checkout: Checkout, stack: Stack)? {
    guard !target.hasPrefix("."), !target.hasPrefix("/"), world.place.path != nil else {
      return nil
    }
    let checkout = try Checkout(world, repository)
    do throws(StackLookupError) {
      return (checkout, try checkout.selection.stack(named: target))
    } catch {
      if case .unknown = error {
        if DiskTree.realPath(absolute(world)) != nil { return nil }
        throw Problem(
          "there is neither a stack nor a path \(SafeText.line(target))",
          advice: error.advice.map(SafeText.line))
      }
      throw Problem(SafeText.line(error.summary), advice: error.advice.map(SafeText.line))
    }
  }

  /// Renders a path of the disk.
  ///
  /// What a kustomization takes may lie anywhere around its folder, so the tree is the whole disk;
  /// what is forbidden is the kustomization's own business.
  private func renderPath(_ world: VerbWorld) async throws -> RenderedStack {
    let path = absolute(world)
    guard let real = DiskTree.realPath(path) else {
      throw Problem("there is neither a stack nor a path \(SafeText.line(target))")
    }
    let tree: DiskTree
    do throws(FileTreeError) {
      tree = try DiskTree("/")
    } catch {
      throw Problem("the disk can't be read: \(error.words)")
    }
    let renderer = world.repository(repository).renderer(
      of: tree, environment: repository.env, allowsGeneratedNames: true)
    do throws(StackBuildError) {
      return try await renderer.render(path: String(real.dropFirst()))
    } catch {
      throw Problem(error, building: target) { Self.shown("/\($0)", from: world.currentFolder) }
    }
  }

  private func renderInput(_ world: VerbWorld) async throws -> RenderedStack {
    var tree = MemoryTree()
    tree["-"] = .file(world.input())
    do throws(StackBuildError) {
      return try await StackRenderer(tree).render(path: "-")
    } catch {
      throw Problem(error, building: "the standard input")
    }
  }

  private func absolute(_ world: VerbWorld) -> String {
    target.hasPrefix("/") ? target : "\(world.currentFolder ?? "")/\(target)"
  }

  /// A path as a person in a folder would write it.
  static func shown(_ path: String, from folder: String?) -> String {
    guard let folder, Paths.isBelow(path, folder) else { return path }
    let relative = Paths.relative(path, to: folder)
    return relative.isEmpty ? "." : relative
  }
}
