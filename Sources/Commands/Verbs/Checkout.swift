import Files
import GitOps
import Kustomize

/// The infrastructure repository as a verb sees it: its stacks, those that the environment means,
/// and how to build them.
struct Checkout: Sendable {
  /// The repository's folder.
  let folder: String
  let tree: any FileTree
  let configuration: RepositoryConfiguration
  /// The stacks, those of other environments among them.
  let all: [Stack]
  /// What the environment means.
  let selection: StackSelection
  let renderer: StackRenderer
  /// The environment that was asked for; nil where the context says it, or nothing does.
  let asked: String?

  /// Reads it; throws a `Problem` where there is none, or no such environment.
  init(_ world: VerbWorld, _ options: RepositoryOptions) throws {
    let folder: String
    switch world.place.folder {
    case .found(let path): folder = path
    case .missing(let reason):
      throw Problem(
        "there is no infrastructure repository: \(reason)",
        advice: "go to its folder, or name it with --repo")
    }
    do throws(FileTreeError) {
      tree = try DiskTree(folder)
    } catch {
      throw Problem("\(folder) can't be read: \(error.words)")
    }
    self.folder = folder
    configuration = world.place.configuration
    asked = options.env
    all = StackFinder(tree, configuration: configuration).stacks()
    let environment: String?
    do throws(EnvironmentError) {
      environment = try configuration.environment(
        named: options.env, context: world.context, stacks: all)
    } catch {
      throw Problem(error.summary, advice: error.advice)
    }
    selection = StackSelection(all, environment: environment)
    var rendering = StackRenderer.Options(configuration, environment: environment)
    if options.allowRemote { rendering.fetchesRemotes = true }
    renderer = StackRenderer(tree, options: rendering, tools: world.tools)
  }

  /// The stack of that name; throws a `Problem` where it isn't one.
  func stack(named name: String) throws -> Stack {
    do throws(StackLookupError) {
      return try selection.stack(named: name)
    } catch {
      throw Problem(SafeText.line(error.summary), advice: error.advice.map(SafeText.line))
    }
  }

  /// Where the repository stands.
  func git(_ world: VerbWorld) async -> GitStatus {
    await GitRepository(folder, run: world.git).status()
  }
}

extension Problem {
  /// Why something can't be built, each reason on a line of its own.
  init(_ error: StackBuildError, building name: String, place: (String) -> String = { $0 }) {
    let reasons = error.problems.map { problem in
      var problem = problem
      problem.file = place(problem.file)
      return SafeText.line(problem.description)
    }
    self.init("\(SafeText.line(name)) can't be built", advice: reasons.joined(separator: "\n  "))
  }
}
