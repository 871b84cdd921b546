import Console
import ConsoleRuntime
import Files
import GitOps
import Kustomize
import Processes

/// Building stacks, and running the repository's own script.
extension RepositoryReader {
  func renderer(environment: String?) async -> StackRenderer? {
    await tree().map { renderer(of: $0, environment: environment) }
  }

  func renderer(
    commit: String, environment: String?
  ) async throws(StackBuildError) -> StackRenderer {
    guard let folder = place.path else {
      throw StackBuildError([StackProblem(file: "", reason: "there is no repository")])
    }
    do throws(GitTreeError) {
      let (tree, _) = try await GitRepository(folder, run: runsGit).tree(of: commit)
      return renderer(of: tree, environment: environment)
    } catch {
      throw StackBuildError([StackProblem(file: folder, reason: error.description)])
    }
  }

  /// Builds stacks of a tree as the configuration says.
  func renderer(
    of tree: any FileTree, environment: String?, allowsGeneratedNames: Bool = false
  ) -> StackRenderer {
    var options = StackRenderer.Options(place.configuration, environment: environment)
    if fetchesRemotes { options.fetchesRemotes = true }
    options.fetchingAdvice = fetchingAdvice
    options.allowsGeneratedNames = allowsGeneratedNames
    return StackRenderer(tree, options: options, tools: tools)
  }

  /// The script that deploys a stack here; nil where it isn't there.
  var script: StackScript? {
    let script = place.configuration.script ?? .usual
    guard let tree = try? open(), tree.kind(of: script.path) == .file else { return nil }
    return script
  }

  func run(
    _ script: StackScript.Run, receive: @escaping @Sendable (String) async -> Void
  ) async -> ProgramEnding {
    guard let folder = place.path else { return .notStarted("there is no repository") }
    // One pipe for both outputs, so that their lines come in the order in which they were written.
    let command = ProcessCommand(
      "/bin/sh", ["-c", "exec \"$0\" \"$@\" 2>&1", "./\(script.path)"] + script.arguments,
      environment: script.environment.mapValues { $0 }, workingDirectory: folder)
    do throws(ProcessError) {
      let exit = try await ProcessRunner().stream(command) { await receive($0.text) }
      if exit == .code(126) { return .notStarted("\(script.path) can't be run: is it executable?") }
      return ProgramEnding(exit)
    } catch {
      return ProgramEnding(error)
    }
  }
}
