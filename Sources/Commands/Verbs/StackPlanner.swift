import ConsoleRuntime
import DeployEngine
import GitOps
import Kubernetes

/// One cluster and one repository, between which verbs go back and forth.
struct StackPlanner: Sendable {
  let world: VerbWorld
  let checkout: Checkout
  let cluster: LiveWorld.Cluster
  let git: GitStatus

  /// Connects, and asks Git meanwhile.
  init(_ world: VerbWorld, _ options: RepositoryOptions) async throws {
    let checkout = try Checkout(world, options)
    async let git = checkout.reader.git()
    cluster = try await world.connect()
    for warning in cluster.warnings { world.output.note("warning: \(SafeText.line(warning))") }
    self.world = world
    self.checkout = checkout
    self.git = await git
  }

  /// Where the records of deploys are.
  var inventoryNamespace: String {
    checkout.configuration.inventoryNamespace ?? RepositoryConfiguration.usualInventoryNamespace
  }

  /// The stack of that name, if it is for this cluster.
  func stack(named name: String) throws -> Stack {
    let stack = try checkout.stack(named: name)
    do throws(EnvironmentError) {
      try checkout.configuration.check(
        stack, context: world.context ?? "", asked: checkout.asked)
    } catch {
      throw Problem(error.summary, advice: error.advice)
    }
    return stack
  }

  /// Plans a stack as its files are now.
  func plan(_ stack: Stack) async throws -> Plan {
    let rendered: RenderedStack
    do throws(StackBuildError) {
      rendered = try await checkout.renderer.render(stack)
    } catch {
      throw Problem(error, building: "the stack \(stack.name)")
    }
    return try await plan(rendered, git: git)
  }

  /// Plans what is rendered.
  func plan(
    _ rendered: RenderedStack, git: GitStatus, rollbackOf entry: LedgerEntry.ID? = nil
  ) async throws -> Plan {
    let planner = cluster.planner(inventoryNamespace: inventoryNamespace)
    do throws(DeployError) {
      return try await planner.plan(rendered, git: git, rollbackOf: entry)
    } catch {
      throw Problem(error, about: rendered.stack)
    }
  }
}

extension Problem {
  /// Why a stack can't be planned.
  init(_ error: DeployError, about stack: Stack) {
    if case .broken(let problems) = error {
      self.init(StackBuildError(problems), building: "the stack \(stack.name)")
    } else {
      self.init(
        "\(SafeText.line(stack.name)): \(SafeText.line(error.summary))",
        advice: error.advice.map(SafeText.line))
    }
  }

  /// Why the cluster doesn't answer.
  init(_ error: KubernetesError) {
    self.init(SafeText.line(error.summary), advice: error.advice.map(SafeText.line))
  }
}
