internal import Documents
public import Files
internal import YAML

/// Finds where in a repository's files the fields of a live object come from, and how they would be
/// changed there.
///
/// Places are guessed by what the files say and proved by rendering: a place counts if, with it
/// edited, the object comes out with just these fields. The files are those of one commit; nothing
/// is written.
public struct FieldTracer: Sendable {
  /// What a trace comes to.
  public struct Answer: Sendable {
    /// The ways, the closest to where the fields come from first.
    public var ways: [TracedChange] = []
    /// What can't be done, and why.
    public var refusals: [GitProposals.Refusal] = []
    /// The fields that are so already.
    public var inGit: [FieldPath] = []
    /// Whether the object is there at all.
    public var isFound = true
    /// Fields of the Application itself that would have to change instead: what it puts on top of
    /// its source goes before what its repository says.
    public var applicationEdits: [ApplicationEdit] = []
  }

  /// A field that an Application's own manifest sets.
  public struct ApplicationEdit: Hashable, Sendable {
    /// The field of the object.
    public var edit: FieldEdit
    /// The fields of the Application, below its source.
    public var changes: [FieldEdit]
  }

  let tree: MemoryTree
  let origin: TraceOrigin
  let others: [Stack]
  let renderer: @Sendable (MemoryTree) -> StackRenderer

  /// Makes a tracer for what a stack or an application's source brings.
  ///
  /// `others` are the stacks of the same tree that may share files with it.
  public init(
    _ tree: MemoryTree, _ origin: TraceOrigin, others: [Stack],
    renderer: @escaping @Sendable (MemoryTree) -> StackRenderer
  ) {
    self.tree = tree
    self.origin = origin
    self.others = others
    self.renderer = renderer
  }

  /// The ways to make a change.
  public func trace(_ request: GitRequest) async -> Answer {
    var answer = Answer()
    let before: RenderedStack
    do throws(StackBuildError) {
      before = try await origin.render(renderer(tree))
    } catch {
      answer.refusals = [
        .init(nil, "\(origin.name) can't be rendered: \(error.problems[0].description)")
      ]
      answer.isFound = false
      return answer
    }
    guard let object = before.find(request.object) else {
      answer.isFound = false
      if case .deletion = request.change { return answer }
      answer.refusals = [
        .init(nil, "\(request.object) isn't among what \(origin.name) renders to")
      ]
      return answer
    }
    switch request.change {
    case .deletion: await traceRemoval(object, before, &answer)
    case .fields(let edits): await trace(edits, object, before, &answer)
    }
    return answer
  }

  // MARK: - Fields

  private func trace(
    _ edits: [FieldEdit], _ object: TracedObject, _ before: RenderedStack, _ answer: inout Answer
  ) async {
    var wanted: [FieldEdit] = []
    for edit in edits {
      if let reason = UntraceableFields.reason(edit, of: object, in: before) {
        answer.refusals.append(.init(edit.path, reason))
      } else if edit.path.value(in: object.value) == edit.after {
        answer.inGit.append(edit.path)
      } else if let change = await applicationEdit(edit, object) {
        answer.applicationEdits.append(change)
      } else {
        wanted.append(edit)
      }
    }
    guard !wanted.isEmpty else { return }
    var progress = Progress(tree: tree, stack: before, object: object)
    var untraced: [FieldEdit] = []
    var attempts: [FieldPath: String] = [:]
    for edit in wanted {
      if let (site, next, isExact) = await step(edit, progress, &attempts) {
        progress.take(site, next, edit, isExact)
      } else {
        untraced.append(edit)
      }
    }
    let traced = progress
    if !untraced.isEmpty {
      if let (site, next) = await patch(untraced, progress) {
        for edit in untraced { progress.take(site, next, edit, true) }
        progress.addsPatch = true
      } else {
        for edit in untraced { answer.refusals.append(.init(edit.path, reason(edit, attempts))) }
      }
    }
    if !progress.edits.isEmpty {
      answer.ways.append(await change(progress, from: before, object))
    }
    // Where others would change too, or the field comes with more, a patch changes it alone.
    let isShared = answer.ways.first.map { !$0.effects.isEmpty || !progress.isExact } ?? false
    guard isShared, !traced.edits.isEmpty else { return }
    let start = Progress(tree: tree, stack: before, object: object)
    guard let (site, next) = await patch(progress.edits, start) else { return }
    var alone = start
    for edit in progress.edits { alone.take(site, next, edit, true) }
    alone.addsPatch = true
    let way = await change(alone, from: before, object)
    if way.effects.count < answer.ways[0].effects.count { answer.ways.append(way) }
  }

  private func reason(_ edit: FieldEdit, _ attempts: [FieldPath: String]) -> String {
    if (try? renderer(tree).source(ofFolder: origin.folder)) == .helm { return Self.chartReason }
    return attempts[edit.path] ?? "no place was found that it comes from"
  }

  static let chartReason =
    "it comes from a chart's templates, where it can't be traced; change the values by hand"

  /// The first place that proves right for a field: one that changes nothing else of the object, or
  /// else one that does.
  private func step(
    _ edit: FieldEdit, _ progress: Progress, _ attempts: inout [FieldPath: String]
  ) async -> (TraceSite, Rendering, isExact: Bool)? {
    let sites = sites(of: edit, progress)
    var second: (TraceSite, Rendering)?
    for site in sites + Self.together(sites, edit) {
      do throws(TraceFailure) {
        let changed = try site.edit(progress.tree)
        guard let next = await render(changed, progress.object) else {
          attempts[edit.path] = "\(site.layer) can't be changed so: nothing could be rendered then"
          continue
        }
        switch next.object.differs(from: progress.object, by: [edit]) {
        case .exact: return (site, next, true)
        case .more: second = second ?? (site, next)
        case .no: continue
        }
      } catch {
        attempts[edit.path] = error.reason
      }
    }
    return second.map { ($0.0, $0.1, false) }
  }

  /// A field may have to go from several layers at once.
  private static func together(_ sites: [TraceSite], _ edit: FieldEdit) -> [TraceSite] {
    guard edit.after == nil, sites.count > 1, let first = sites.first else { return [] }
    var all = first
    all.layer = sites.map(\.layer).joined(separator: ", and ")
    all.edit = { (tree) throws(TraceFailure) in
      var tree = tree
      for site in sites { tree = try site.edit(tree) }
      return tree
    }
    return [all]
  }

  private func sites(of edit: FieldEdit, _ progress: Progress) -> [TraceSite] {
    let sites = TraceSites(tree: progress.tree, object: progress.object, edit: edit)
    guard let layers = layers(in: progress.tree) else { return sites.inManifest }
    return argoSites(of: edit, progress) + sites.inKustomization(layers)
  }

  /// The layers, where a kustomization is built.
  func layers(in tree: MemoryTree) -> KustomizationLayers? {
    let layers = KustomizationLayers(below: Paths.normalize(origin.folder) ?? "", of: tree)
    return layers.outermost == nil ? nil : layers
  }

  /// A patch that sets fields, where one proves right.
  private func patch(
    _ edits: [FieldEdit], _ progress: Progress
  ) async -> (TraceSite, Rendering)? {
    guard let layer = layers(in: progress.tree)?.outermost else { return nil }
    let patch = NewPatch(
      tree: progress.tree, layer: layer, object: progress.object, edits: edits)
    for site in patch.sites {
      guard let changed = try? site.edit(progress.tree),
        let next = await render(changed, progress.object),
        next.object.differs(from: progress.object, by: edits) == .exact
      else { continue }
      return (site, next)
    }
    return nil
  }

  // MARK: - Rendering

  /// One rendering, with the object in it.
  struct Rendering {
    var tree: MemoryTree
    var stack: RenderedStack
    var object: TracedObject
  }

  /// How far the edits have come.
  struct Progress {
    var tree: MemoryTree
    var stack: RenderedStack
    var object: TracedObject
    var edits: [FieldEdit] = []
    var traces: [GitProposal.Trace] = []
    var isExact = true
    var addsPatch = false

    init(tree: MemoryTree, stack: RenderedStack, object: TracedObject) {
      (self.tree, self.stack, self.object) = (tree, stack, object)
    }

    mutating func take(
      _ site: TraceSite, _ next: Rendering, _ edit: FieldEdit, _ isExact: Bool
    ) {
      (tree, stack, object) = (next.tree, next.stack, next.object)
      edits.append(edit)
      self.isExact = self.isExact && isExact
      traces.append(.init(path: edit.path, file: site.file, line: site.line, layer: site.layer))
    }
  }

  private func render(_ tree: MemoryTree, _ object: TracedObject) async -> Rendering? {
    guard let stack = try? await origin.render(renderer(tree)),
      let found = stack.find(ResourceIdentity(object.manifest.value))
    else { return nil }
    return Rendering(tree: tree, stack: stack, object: found)
  }

  /// The change that all edits together come to.
  private func change(
    _ progress: Progress, from before: RenderedStack, _ object: TracedObject
  ) async -> TracedChange {
    var own = origin.stackEnvironment
    own.effects +=
      RenderedChanges(
        of: origin.name, environment: own.environment, from: before, to: progress.stack,
        except: object, edits: progress.edits
      ).effects
    let files = fileChanges(progress.tree, progress.traces.map(\.file), before, progress.stack)
    return TracedChange(
      edits: progress.edits, files: files, traces: progress.traces, addsPatch: progress.addsPatch,
      effects: own.effects + (await effects(on: others, files, progress.tree)),
      secrets: SecretTexts.inObjects(of: [before, progress.stack]))
  }

  // MARK: - Removal

  private func traceRemoval(
    _ object: TracedObject, _ before: RenderedStack, _ answer: inout Answer
  ) async {
    let removal = Removal(tree: tree, object: object, layers: layers(in: tree))
    var reason = "no place was found that it comes from"
    if case .helm? = try? renderer(tree).source(ofFolder: origin.folder) {
      reason = "it comes from a chart's templates, and can't be taken out of them"
    }
    for site in removal.sites {
      do throws(TraceFailure) {
        let changed = try site.edit(tree)
        guard let after = try? await origin.render(renderer(changed)),
          after.find(ResourceIdentity(object.manifest.value)) == nil
        else {
          reason = "\(site.layer): without it, nothing could be rendered"
          continue
        }
        let files = fileChanges(changed, [site.file], before, after)
        let environment = origin.stackEnvironment.environment
        let own = RenderedChanges(
          of: origin.name, environment: environment, from: before, to: after, except: object)
        let way = TracedChange(
          edits: [], files: files,
          traces: [.init(path: nil, file: site.file, line: site.line, layer: site.layer)],
          addsPatch: tree.kind(of: site.file) == nil,
          effects: own.effects + (await effects(on: others, files, changed)),
          secrets: SecretTexts.inObjects(of: [before]))
        guard let first = answer.ways.first else {
          answer.ways = [way]
          if way.effects.isEmpty { return }
          continue
        }
        guard way.effects.count < first.effects.count else { continue }
        answer.ways.append(way)
        return
      } catch {
        reason = error.reason
      }
    }
    if answer.ways.isEmpty { answer.refusals.append(.init(nil, reason)) }
  }
}

extension TraceOrigin {
  /// The environment of a stack, with room for what changes.
  fileprivate var stackEnvironment: (environment: String?, effects: [GitProposal.Effect]) {
    guard case .stack(let stack) = self else { return (nil, []) }
    return (stack.environment, [])
  }
}

/// One way to make a change in a repository's files.
public struct TracedChange: Hashable, Sendable {
  /// The fields that it makes so; none for a removal.
  public var edits: [FieldEdit]
  /// The files.
  public var files: [FileChange]
  /// Where the fields come from.
  public var traces: [GitProposal.Trace]
  /// Whether a patch is added.
  public var addsPatch: Bool
  /// What else comes out differently.
  public var effects: [GitProposal.Effect]
  /// What Secrets among the files hold, which isn't for the screen.
  public var secrets: SecretTexts
}
