import Files
import GitOps

/// The infrastructure repository as a verb sees it: its stacks, those that the environment means,
/// and how to build them.
struct Checkout: Sendable {
  let reader: RepositoryReader
  /// The repository's folder.
  let folder: String
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
    reader = world.repository(options)
    let tree = try reader.open()
    folder = tree.root
    configuration = world.place.configuration
    asked = options.env
    all = reader.stacks(in: tree)
    let environment: String?
    do throws(EnvironmentError) {
      environment = try configuration.environment(
        named: options.env, context: world.context, stacks: all)
    } catch {
      throw Problem(error.summary, advice: error.advice)
    }
    selection = StackSelection(all, environment: environment)
    renderer = reader.renderer(of: tree, environment: environment)
  }

  /// Reads it where there is one; that it can't be read is only a problem where it was named.
  static func ifAny(_ world: VerbWorld, _ options: RepositoryOptions) throws -> Checkout? {
    do {
      return try Checkout(world, options)
    } catch {
      if options.repo != nil || options.env != nil { throw error }
      return nil
    }
  }

  /// What the environment means, and is for a context.
  func stacks(for context: String?) -> [Stack] {
    selection.stacks.filter {
      (try? configuration.check($0, context: context ?? "", asked: asked)) != nil
    }
  }

  /// The stack of that name; throws a `Problem` where it isn't one.
  func stack(named name: String) throws -> Stack {
    do throws(StackLookupError) {
      return try selection.stack(named: name)
    } catch {
      throw Problem(SafeText.line(error.summary), advice: error.advice.map(SafeText.line))
    }
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
