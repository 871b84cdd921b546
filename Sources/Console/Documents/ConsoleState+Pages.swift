import DeployEngine
import Documents
import GitOps
import Kubernetes
import TUI

extension ConsoleState {
  /// The lines of a page, made anew whenever what it shows may have changed.
  func lines(of document: Document) -> [DocumentLine] {
    switch document.content {
    case .description(let key):
      let subject = cluster.subjects[key] ?? ClusterState.Subject()
      return Description(
        key: key, subject: subject, now: now.seconds, width: pageWidth,
        owner: ownerLine(of: key),
        nodePods: key.kind == .nodes ? cluster.nodePods[key.name.name] : nil
      ).lines
    case .pod(let name): return podLines(of: name)
    case .yaml(let key):
      let subject = cluster.subjects[key] ?? ClusterState.Subject()
      return YAMLPage(key: key, subject: subject, revealsSecrets: document.revealsSecrets).lines
    case .help: return helpLines
    case .stack(let id):
      guard let row = stackRow(id) else {
        return [DocumentLine(StyledText("The stack \(id) isn't there any more.", Role.muted))]
      }
      return lines(of: row)
    case .operation(let name): return operationLines(of: name)
    case .operations:
      return operationsPage.lines
    case .history(let name): return historyLines(of: name)
    case .deploy(let id): return deploys[id].map(lines) ?? []
    case .deploys: return DeploysPage(deploys: deploys, now: now).lines
    case .ledger(let id):
      return LedgerPage(content: ledgers[id] ?? .loading, now: now.seconds, width: pageWidth).lines
    case .drift(let id, let key): return driftLines(of: key, in: id)
    case .comparison(let name, let key):
      return ComparisonPage(
        application: name, resource: key, row: applications[name],
        result: cluster.comparisons[document.content], now: now.seconds, width: pageWidth
      ).lines
    case .script(let id):
      return scripts[id].map { ScriptPage(script: $0, now: now, width: pageWidth).lines } ?? []
    case .revisions(let key): return revisionLines(of: key)
    case .drain(let id):
      return drains[id].map { DrainPage(drain: $0, now: now, width: pageWidth).lines } ?? []
    case .logLine(let line):
      return LogLinePage(
        line: line, now: now, localOffset: settings.localOffset, width: pageWidth
      ).lines
    case .errors: return errorsPage.lines
    case .portForwards:
      return PortForwardsPage(forwards: forwards, now: now, width: pageWidth).lines
    case .removal(let id):
      return removals[id].map { RemovalPage(removal: $0, width: pageWidth).lines } ?? []
    case .edit(let id): return edits[id].map { page(of: $0).lines } ?? []
    case .edits:
      return EditsPage(
        edits: edits, kept: keptEdits, context: cluster.id.context, now: now, width: pageWidth
      ).lines
    case .emergencies:
      return EmergenciesPage(log: emergencies, now: now, width: pageWidth).lines
    case .emergency(let id):
      return EmergencyPage(emergency: emergencies[id], now: now, width: pageWidth).lines
    case .gitChange(let id):
      return gitFlows[id].map { GitChangePage(flow: $0, width: pageWidth).lines } ?? []
    case .coverage:
      return CoveragePage(
        report: owners.coverage, namespaces: owners.coveredNamespaces, now: now, width: pageWidth
      ).lines
    case .holdings(let holder): return holdingsPage(of: holder)?.lines ?? []
    }
  }

  /// What stands above a page.
  func title(of document: Document) -> String {
    switch document.content {
    case .description(let key): "Describe \(key.kind.singular) \(key.name)"
    case .pod(let name): "Pod \(name)"
    case .yaml(let key): "YAML of \(key.kind.singular) \(key.name)"
    case .help: "Keys"
    case .stack(let id): "Stack \(stackRow(id)?.stack.name ?? id.path)"
    case .operation(let name): "Operation of \(name)"
    case .operations: operationsPage.title
    case .history(let name): "History of \(name)"
    case .deploy(let id): deploys[id]?.title(now: now) ?? ""
    case .deploys: "Deploys"
    case .ledger(let id): "Ledger of \(stackRow(id)?.stack.name ?? id.path)"
    case .drift(_, let key): "Drift of \(key.kind.singular) \(key.name)"
    case .comparison(let name, let key):
      "Diff of \(key.map { "\($0.kind.singular) \($0.name)" } ?? "application \(name)")"
    case .script(let id):
      scripts[id].map { ScriptPage(script: $0, now: now, width: pageWidth).title } ?? ""
    case .revisions(let key): "Revisions of \(key.kind.singular) \(key.name)"
    case .drain(let id): drains[id].map { "Drain of node \($0.node.name.name)" } ?? ""
    case .logLine(let line): "A line of \(line.source)"
    case .errors: "New errors of \(logs.title ?? "the log")"
    case .portForwards: PortForwardsPage(forwards: forwards, now: now, width: pageWidth).title
    case .removal(let id):
      removals[id].map { RemovalPage(removal: $0, width: pageWidth).title } ?? ""
    case .edit(let id): edits[id].map { page(of: $0).title } ?? ""
    case .edits: "Edits by hand"
    case .emergencies: EmergenciesPage(log: emergencies, now: now, width: pageWidth).title
    case .emergency(let id): "Change past Git \(id)"
    case .gitChange(let id):
      gitFlows[id].map { GitChangePage(flow: $0, width: pageWidth).title } ?? ""
    case .coverage: "Owners"
    case .holdings(let holder): holdingsPage(of: holder)?.title ?? "Owners"
    }
  }

  // MARK: - Keys

  /// The keys of the deck: those of the focused pane first, with why one can't be used now.
  private var helpLines: [DocumentLine] {
    var page = Page()
    let kind = focus == .resources ? kindContext : nil
    let here: [BindingContext] =
      focus == .logs ? [.logs] : [focus.bindingContext] + (kind.map { [$0] } ?? []) + [.list]
    let order =
      here + [.everywhere]
      + BindingContext.allCases.filter { $0 != .everywhere && !here.contains($0) }
    for context in order {
      guard let bindings = Keymap.standard.bindings[context], !bindings.isEmpty else { continue }
      let isHere = here.contains(context) || context == .everywhere
      page.section(context.rawValue, note: isHere ? "" : "elsewhere") { page in
        for binding in bindings {
          page.add(line(for: binding, isHere: isHere), depth: 1)
        }
      }
      page.addSpace()
    }
    page.section("Palette", note: "after :") { page in
      for completion in completions(for: "", limit: .max) {
        page.add(
          StyledText([
            ("  \(completion.line.padded(to: 18))", Style(.key)), (completion.note, Style(.text)),
          ]), depth: 1)
      }
      page.add(
        StyledText([
          ("  \("KIND [NAMESPACE]".padded(to: 18))", Style(.key)),
          ("any kind the cluster has, by any of its names", Style(.text)),
        ]), depth: 1)
    }
    return page.lines
  }

  private func line(for binding: Binding, isHere: Bool) -> StyledText {
    let keys = binding.keys.joined(separator: " ").padded(to: 18)
    var deck = self
    deck.overlays = []
    if isHere, case .disabled(let reason) = deck.availability(of: binding) {
      return StyledText([
        ("  \(keys)", Style(.muted)), (binding.explanation, Style(.muted)),
        (" — not now: \(reason)", Style(.warning)),
      ])
    }
    return StyledText([("  \(keys)", Style(.key)), (binding.explanation, Style(.text))])
  }

  // MARK: - A deploy

  private func lines(of deploy: Deploy) -> [DocumentLine] {
    switch deploy.phase {
    case .planning:
      return [
        DocumentLine(
          StyledText("asking the server what it would make of every object …", Role.muted))
      ]
    case .unplannable(let error):
      var page = Page(width: pageWidth)
      if case .broken(let problems) = error {
        for problem in problems {
          page.addSentence(StyledText("✖ \(problem)", Role.error), indent: 2)
        }
      } else {
        page.addSentence(StyledText("✖ \(error.summary)", Role.error), indent: 2)
      }
      if let advice = error.advice { page.addSentence(StyledText("  \(advice)", Role.muted)) }
      return page.lines
    case .planned(let plan):
      return ReviewPage(
        deploy: deploy, plan: plan, width: pageWidth, isProtected: isProtected,
        isReadOnly: settings.isReadOnly
      ).lines
    case .applying(let plan), .stopping(let plan), .finished(let plan, _):
      return ProgressPage(deploy: deploy, plan: plan, width: pageWidth).lines
    }
  }

  // MARK: - An object's drift

  private func driftLines(of key: ObjectKey, in id: Stack.ID) -> [DocumentLine] {
    var page = Page(width: pageWidth)
    guard let drift = drifts[id]?.objects.first(where: { $0.key == key }) else {
      page.add(StyledText("it isn't among the stack's objects any more", Role.muted))
      return page.lines
    }
    page.add(StyledText("\(drift.sign)  \(drift.words)", drift.role))
    guard !drift.fields.isEmpty else { return page.lines }
    page.addSpace()
    let comparison = FieldComparison(width: pageWidth, columns: .two)
    if let heading = comparison.heading { page.add(heading) }
    for field in drift.fields {
      let lines = comparison.lines(
        .init(label: field.label, live: field.live, git: field.desired, result: field.desired))
      for line in lines { page.add(line) }
    }
    if drift.fieldCount > drift.fields.count {
      page.add(
        StyledText(
          "… and \(drift.fieldCount - drift.fields.count) more; v on the stack shows all",
          Role.muted))
    }
    return page.lines
  }

  // MARK: - A stack

  /// The columns that a page's text has.
  var pageWidth: Int { size.width - 4 }

  private func lines(of row: StackRow) -> [DocumentLine] {
    let stack = row.stack
    var page = Page(width: pageWidth)
    page.field("Folder", stack.path, role: .strong)
    page.field("Source", "\(stack.source)")
    page.field("Environment", stack.environment ?? "all")
    page.field(
      "Git",
      row.changedFiles == 0 ? "as committed" : "\(row.changedFiles) changed files, not committed",
      role: row.changedFiles == 0 ? .text : .warning)
    if case .notBuilt = stack.content {
      page.field(
        "Built", "not yet: the objects below are those its files name directly", role: .warning)
    }
    if !stack.problems.isEmpty {
      page.addSpace()
      page.section("Problems", note: "it can't be deployed as it is") { page in
        for problem in stack.problems {
          page.addSentence(StyledText("  ✖ \(problem)", Role.degraded), depth: 1)
        }
      }
    }
    page.addSpace()
    page.section("Objects", note: "\(row.objectsText)") { page in
      let rows = stack.objects.map { object -> [StyledText] in
        [
          StyledText(object.kind), StyledText(object.namespace),
          StyledText(object.name, Role.strong),
          StyledText("\(object.file):\(object.line)", Role.muted),
        ]
      }
      page.table(["KIND", "NAMESPACE", "NAME", "WHERE"], rows, depth: 1)
    }
    if !stack.leftOut.isEmpty {
      page.addSpace()
      page.section("Left out", note: "files that are no part of it") { page in
        let rows = stack.leftOut.map {
          [StyledText($0.file), StyledText($0.reason.text, Role.muted)]
        }
        page.table(["FILE", "WHY"], rows, depth: 1)
      }
    }
    return page.lines
  }
}

extension LeftOutFile.Reason {
  /// For a person.
  fileprivate var text: String {
    switch self {
    case .noObject: "no apiVersion and kind: values, most likely"
    case .talosConfiguration: "a Talos machine configuration"
    case .kustomizeConfiguration: "a configuration of kustomize's own"
    case .notNamed: "the kustomization doesn't name it"
    case .localConfiguration: "meant for tools alone (local-config)"
    case .leadsOutside: "a link that leads out of the repository, or nowhere"
    }
  }
}

extension String {
  /// The text with spaces after it up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - DisplayWidth.of(self)))
  }
}
