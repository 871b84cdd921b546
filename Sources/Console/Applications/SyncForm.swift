import GitOps
import Kubernetes
import TUI

/// What can be decided about a sync, a rollback and a deletion, and what comes of it.
extension ConsoleState {
  /// Opens the options of a sync of the applications that are meant.
  mutating func openSyncForm() {
    let names = targetApplications
    guard !names.isEmpty else { return }
    overlays.append(.form(FormState(.sync(names), fields: syncFields(names))))
  }

  private func syncFields(_ names: [ObjectName]) -> [FormState.Field] {
    let rows = names.compactMap { applications[$0] }
    let sources = rows.count == 1 ? rows[0].sources : []
    var fields = sources.indices.map { index in
      FormState.Field(
        .revision(index), sources.count == 1 ? "Revision" : "Revision \(index + 1)",
        sources.count == 1
          ? "A branch, tag, commit or version; empty for what the application asks for."
          : "Of \(sources[index].label): a branch, tag, commit or version.",
        .text(PromptState(), standard: sources[index].wantedRevision))
    }
    let surplus = rows.flatMap(\.resources).count(where: \.requiresPruning)
    fields += [
      .init(
        .prune, "Prune",
        surplus == 0
          ? "Delete what isn't in Git any more; nothing is at the moment."
          : "Delete what isn't in Git any more: \(surplus) at the moment.", .tick(false)),
      .init(.dryRun, "Dry run", "Only try what it would do, and change nothing.", .tick(false)),
      .init(
        .force, "Force", "Delete and make anew what can't be changed; its data and pods go too.",
        .tick(false)),
      .init(.applyOnly, "Apply only", "Apply the resources, and leave hooks out.", .tick(false)),
      .init(
        .replace, "Replace", "Replace objects as a whole instead of changing them.", .tick(false)),
      .init(
        .serverSide, "Server-side", "Let the server merge, and keep who owns which field.",
        .tick(false)),
    ]
    if rows.count == 1, !rows[0].resources.isEmpty {
      fields.append(
        .init(
          .resources, "Resources",
          "space chooses from a list, ctrl-o those out of sync. Hooks are left out then, and "
            + "nothing is remembered to roll back to.", .several([])))
    }
    return fields
  }

  /// What the form asks for.
  ///
  /// The application's own options are copied by whoever asks Argo CD; only what differs from them is
  /// said here.
  func syncRequest(_ form: FormState) -> SyncRequest {
    var request = SyncRequest(
      prunes: form.isTicked(.prune), isDryRun: form.isTicked(.dryRun),
      skipsHooks: form.isTicked(.applyOnly), isForced: form.isTicked(.force))
    for field in form.fields {
      guard case .revision(let index) = field.item, case .text(let line, _) = field.content else {
        continue
      }
      let text = line.text.trimmingSpaces
      if !text.isEmpty { request.revisions[index] = text }
    }
    let policy = form.application.flatMap(application)?.policy
    for (item, option) in FormState.options {
      let isOwn = policy?.has("\(option)=true") ?? false
      if form.isTicked(item) != isOwn { request.options.append("\(option)=\(!isOwn)") }
    }
    if case .several(let labels)? = form[.resources] {
      request.resources = labels.sorted().compactMap { SyncResource(label: $0) }
    }
    return request
  }

  /// An application as a whole, where it is followed.
  func application(_ name: ObjectName) -> Application? {
    cluster.subjects[ObjectKey(.applications, name)]?.value.map { Application($0) }
  }

  // MARK: - Its resources

  /// The resources that a sync can be limited to; hooks are no part of them.
  private func choices(of name: ObjectName) -> [PickerState.Choice] {
    let resources = applications[name]?.resources.filter { !$0.isHook } ?? []
    return resources.map { resource in
      let sync = resource.sync.map { "\($0.glyph) \($0)" } ?? ""
      return PickerState.Choice(
        SyncResource(resource).label,
        note: resource.requiresPruning ? "\(sync), to be pruned" : sync)
    }
  }

  /// Puts the list of resources on top of the form.
  mutating func pickResources(for form: FormState) -> [Command] {
    guard let name = form.application, case .several(let chosen)? = form[.resources] else {
      return []
    }
    overlays.append(
      .picker(PickerState(.resources(name), choices: choices(of: name), chosen: chosen)))
    return []
  }

  /// The labels of an application's resources that are out of sync.
  func outOfSync(_ name: ObjectName) -> Set<String> {
    let resources = applications[name]?.resources ?? []
    return Set(
      resources.filter { !$0.isHook && $0.sync == .outOfSync }.map { SyncResource($0).label })
  }

  mutating func chooseOutOfSync(in form: inout FormState) {
    guard let name = form.application, form[.resources] != nil else { return }
    let labels = outOfSync(name)
    guard !labels.isEmpty else { return say("nothing is out of sync", .warning) }
    form.decide(.resources, .several(labels))
  }

  // MARK: - What is known beside it

  /// Takes what the application itself says into a form about it.
  func settled(_ form: FormState) -> FormState {
    if form.application == nil, let object = form.object.flatMap({ cluster.subjects[$0]?.value }) {
      var form = form
      form.take(object)
      return form
    }
    guard let application = form.application.flatMap(application) else { return form }
    var form = form
    for (item, option) in FormState.options {
      form.suggest(item, .tick(application.policy.has("\(option)=true")))
    }
    if form[.cascade] != nil { form.suggestCascade(application.cascade) }
    return form
  }

  /// A form with what is known beside it.
  func view(of form: FormState) -> FormView {
    FormView(form: form, title: title(of: form), facts: facts(of: form))
  }

  /// What stands above a form.
  private func title(of form: FormState) -> String {
    switch form.purpose {
    case .scale, .images, .variable, .drain: changeTitle(of: form) ?? ""
    case .sync(let names): "Sync \(Self.words(names)) with options"
    case .rollBack(let name, let id): "Roll \(name.name) back to number \(id)"
    case .delete(let names): "Delete \(Self.words(names))"
    case .saveLog: "Save the log"
    case .portForward(let pod): "Forward ports to \(pod)"
    case .cleanUp(_, let place): "Clean up pods of \(place)"
    case .commit(let id, _): gitFlows[id].map { "Commit \([$0.key].title)" } ?? ""
    case .edit(let id): edits[id].map { "What becomes of the edit of \($0.name)" } ?? ""
    case .pause(let names): "Pause \(Self.words(names))"
    case .pauseFlux(let keys): "Pause \(keys.words)"
    }
  }

  /// What stands below the rows of a form.
  private func facts(of form: FormState) -> [StyledText] {
    switch form.purpose {
    case .scale, .images, .variable, .drain: return changeFacts(of: form)
    case .sync(let names):
      guard names.count == 1 else {
        return [StyledText("Each keeps its own sync options besides.", Role.muted)]
      }
      guard let application = application(names[0]) else {
        return [StyledText("reading its own options …", Role.muted)]
      }
      return application.policy.words.map { StyledText($0) }
    case .rollBack(let name, let id):
      guard let entry = application(name)?.status.history.first(where: { $0.id == id }) else {
        return []
      }
      return [
        StyledText("As it was synced: \(entry.revisions.map(\.shortened).joined(separator: ", "))")
      ]
    case .delete(let names):
      return names.prefix(6).map { StyledText("  \($0)", Role.strong) }
        + (names.count > 6 ? [StyledText("  … and \(names.count - 6) more")] : [])
    case .saveLog: return savingFacts
    case .portForward:
      return isProtected ? [StyledText("▲ The context is protected.", Role.warning)] : []
    case .cleanUp:
      let count = form.chosenLeftovers.count
      return [
        StyledText(count == 1 ? "1 pod is chosen." : "\(count) pods are chosen.", Role.strong)
      ]
    case .edit, .commit, .pause, .pauseFlux: return []
    }
  }
}

extension FormState {
  /// The options of a sync that are rows of their own.
  static let options: [(Item, String)] = [
    (.replace, "Replace"), (.serverSide, "ServerSideApply"),
  ]
}

extension SyncResource {
  /// For a list: `apps/Deployment shop/web`.
  var label: String {
    "\(group.isEmpty ? "" : "\(group)/")\(kind) \(namespace.isEmpty ? "" : "\(namespace)/")\(name)"
  }

  /// Reads a label; nil for what is none.
  init?(label: String) {
    let words = label.split(separator: " ", maxSplits: 1)
    guard words.count == 2 else { return nil }
    func parts(_ text: Substring) -> (String, String) {
      guard let slash = text.firstIndex(of: "/") else { return ("", String(text)) }
      return (String(text[..<slash]), String(text[text.index(after: slash)...]))
    }
    let (kind, name) = (parts(words[0]), parts(words[1]))
    self.init(group: kind.0, kind: kind.1, namespace: name.0, name: name.1)
  }
}

extension ApplicationSource {
  /// What tells it apart from the others.
  fileprivate var label: String {
    if !name.isEmpty { return name }
    let place = chart.isEmpty ? path : chart
    return place.isEmpty ? repository : place
  }

  /// What it asks for.
  fileprivate var wantedRevision: String { targetRevision.isEmpty ? "HEAD" : targetRevision }
}

extension SyncPolicy {
  /// What it says of every sync, for a person.
  fileprivate var words: [String] {
    var words = [
      options.isEmpty
        ? "It has no sync options of its own."
        : "Its own options: \(options.joined(separator: ", "))"
    ]
    if let retry, retry.limit != 0 {
      words.append(
        retry.limit < 0
          ? "It is tried again without end." : "It is tried again \(retry.limit) times.")
    }
    return words
  }
}

extension String {
  /// The first characters of a commit, anything else whole.
  var shortened: String { isCommit ? String(prefix(7)) : self }

  /// Whether it is the whole name of a commit.
  var isCommit: Bool { utf8.count == 40 && allSatisfy(\.isHexDigit) }
}
