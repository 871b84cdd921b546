import Console
import GitOps
import Kubernetes

extension LiveWorld {
  /// Reads the repository, and again whenever something in it changes.
  func runRepository(_ send: @Sendable (Event) async -> Void) async {
    await read(send)
    for await _ in repository.changes() { await read(send) }
  }

  private func read(_ send: @Sendable (Event) async -> Void) async {
    let change = await repository.read()
    await send(.repository(change))
    guard case .read(let snapshot) = change else { return }
    // The first frame doesn't wait for the builds, nor do they for it.
    var isCommitted = false
    if case .repository(let state) = snapshot.git { isCommitted = !state.isDirty }
    await builds.noteRead(snapshot.stacks, isCommitted: isCommitted)
  }

  /// Builds all stacks, those whose files haven't changed excepted, whenever the repository was read.
  func runBuilds(_ environment: String?, _ send: @Sendable (Event) async -> Void) async {
    for await stacks in await builds.reads() {
      guard let renderer = await repository.renderer(environment: environment),
        let tree = await repository.tree()
      else { continue }
      await builds.build(
        stacks, environment: environment, with: renderer, files: FileMarks(tree)
      ) { stacks in
        await send(.repository(.built(stacks)))
      }
    }
  }

  /// Runs the repository's own script.
  func runScript(
    _ id: ScriptRun.ID, _ script: StackScript.Run, _ send: @escaping @Sendable (Event) async -> Void
  ) async {
    let ending = await repository.run(script) { await send(.script(id, .wrote([$0]))) }
    await send(.script(id, .ended(ending)))
  }
}
