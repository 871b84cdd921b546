import GitOps
import Kubernetes

/// What a line of the palette means.
enum PaletteCommand: Equatable {
  case action(Action)
  case show(ResourceKind, namespaces: Set<String>?)
  case namespaces(Set<String>)
  case context(String)
  case theme(String)
  case sort(String)
  /// The logs of what was named.
  case logs(LogRequest)
  /// What is asked for, and of which stack.
  case stack(Deploy.Purpose, String)
  /// Not understood; the text says why.
  case unknown(String)
}

/// A word that could complete the line, and what it stands for.
struct Completion: Hashable {
  /// The whole line, completed.
  var line: String
  /// What it stands for, for a person.
  var note: String
}

extension ConsoleState {
  /// Reads a line of the palette.
  func paletteCommand(_ line: String) -> PaletteCommand {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return .unknown("type a command, or a kind") }
    let rest = Array(words.dropFirst())
    let argument = rest.first
    switch first.lowercased() {
    case "q", "quit", "exit": return .action(.quit)
    case "help", "h", "?": return .action(.showHelp)
    case "stacks": return .action(.focus(.stacks))
    case "logs":
      guard argument != nil else { return .action(.focus(.logs)) }
      do throws(PaletteProblem) {
        return .logs(try logRequest(rest))
      } catch {
        return .unknown(error.reason)
      }
    case "apps", "applications", "app":
      if cluster.hasArgoCD != false { return .action(.focus(.applications)) }
    case "ctx", "context", "contexts":
      return argument.map { .context($0) } ?? .action(.pickContext)
    case "ns", "namespace", "namespaces":
      return rest.isEmpty ? .action(.pickNamespaces) : .namespaces(Self.namespaceSet(rest))
    case "theme", "themes", "skin": return argument.map { .theme($0) } ?? .action(.pickTheme)
    case "sort":
      return rest.isEmpty
        ? .unknown("sort by which column?") : .sort(rest.joined(separator: " "))
    case "refresh": return .action(.refresh)
    case "redraw": return .action(.redraw)
    case "all", "everything": return .action(.showAllPods)
    // Without a stack, `deploy` is the short name of deployments, as everywhere.
    case "deploy":
      if let argument, stackNames.contains(argument) { return .stack(.deploy, argument) }
      if let argument, !isNamespaceName(argument) {
        return .unknown("there is no stack \(argument)")
      }
    case "diff", "plan":
      guard let argument else { return .action(.showDifference) }
      return .stack(.difference, argument)
    case "prune":
      guard let argument else { return .action(.prune) }
      return .stack(.prune, argument)
    case "deploys": return .action(.showDeploys)
    case "operations", "syncs": return .action(.showOperations)
    case "ledger": return .action(.showLedger)
    case "owners", "owner", "orphans": return .action(.showOwners)
    case "portforwards", "portforward", "pf": return .action(.showForwards)
    case "script": return .action(.runScript)
    case "edits": return .action(.showEdits)
    case "emergencies", "changes": return .action(.showEmergencies)
    case "env", "environments": return .action(.toggleEnvironments)
    default: break
    }
    guard let kind = kind(named: first) else {
      return .unknown(
        cluster.kinds.isEmpty
          ? "\(first): not a command, and the cluster hasn't said yet which kinds it has"
          : "\(first): neither a command nor a kind that this cluster has")
    }
    guard kind.can("list") else { return .unknown("\(kind.qualifiedName) can't be listed") }
    return .show(kind, namespaces: rest.isEmpty ? nil : Self.namespaceSet(rest))
  }

  /// The lines that could be meant, the likeliest first; at most so many as fit a short list.
  func completions(for line: String, limit: Int = 12) -> [Completion] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 1, let command = words.first?.lowercased() else {
      return firstWords(beginningWith: words.first ?? "").prefix(limit).map { $0 }
    }
    let typed = words.last ?? ""
    let stem = words.dropLast().joined(separator: " ")
    return arguments(of: command).filter { $0.value.hasPrefix(typed) }.prefix(limit).map {
      Completion(line: "\(stem) \($0.value)", note: $0.note)
    }
  }

  private static let words: [(word: String, note: String)] = [
    ("stacks", "focus the stacks"), ("apps", "focus the applications"),
    ("logs", "those of deployment/web, -l labels, -n namespaces, or a program of Argo CD"),
    ("ctx", "choose another context"),
    ("ns", "choose the namespaces"), ("theme", "choose another theme"),
    ("deploy", "plan and deploy a stack; alone: deployments"),
    ("diff", "what deploying a stack would change"),
    ("prune", "delete what a stack owns and doesn't render any more"),
    ("deploys", "those under way, and those that are over"),
    ("ledger", "the record of the stack's deploys"),
    ("owners", "who owns what in the shown namespaces, and what is nobody's"),
    ("operations", "the syncs under way, and those asked for here"),
    ("portforwards", "the ports that lead to pods"),
    ("edits", "those that wait, and those kept for later"),
    ("emergencies", "the changes made past Git, and what became of them"),
    ("env", "the stacks of all environments, or of the context's"), ("sort", "sort by a column"),
    ("all", "drop the narrowing of the pods"), ("refresh", "ask everything anew"),
    ("redraw", "draw the screen again"), ("help", "every key"), ("quit", "leave"),
  ]

  private func firstWords(beginningWith typed: String) -> [Completion] {
    let typed = typed.lowercased()
    var found = Self.words.filter { $0.word.hasPrefix(typed) }.map {
      Completion(line: $0.word, note: $0.note)
    }
    guard !typed.isEmpty else { return found }
    for kind in cluster.kinds where kind.can("list") {
      let names = [kind.plural] + kind.shortNames
      guard names.contains(where: { $0.hasPrefix(typed) }) else { continue }
      let short = kind.shortNames.isEmpty ? "" : " (\(kind.shortNames.joined(separator: ", ")))"
      // Two groups may have kinds of the same name: the group tells them apart.
      let isAmbiguous = cluster.kinds.contains {
        $0.plural == kind.plural && $0.group != kind.group
      }
      let line = isAmbiguous && !kind.group.isEmpty ? kind.qualifiedName : kind.plural
      if !found.contains(where: { $0.line == line }) {
        found.append(Completion(line: line, note: "\(kind.apiVersion)\(short)"))
      }
    }
    // An exact short name comes first: `po` means pods.
    let exact = found.firstIndex { completion in
      kind(named: typed).map { $0.plural == completion.line } ?? false
    }
    if let exact { found.insert(found.remove(at: exact), at: 0) }
    return found
  }

  private func arguments(of command: String) -> [(value: String, note: String)] {
    switch command {
    case "ctx", "context", "contexts": return settings.contexts.map { ($0, "") }
    case "theme", "themes", "skin": return settings.themes.map { ($0, "") }
    case "deploy", "diff", "plan", "prune":
      return stacks.visible.map { ($0.stack.name, "\($0.stack.source) stack") }
    case "logs": return ArgoComponent.allCases.map { ($0.shortName, $0.rawValue) }
    case "sort": return columnTitles.map { ($0.lowercased(), "") }
    default: return [(PickerState.all, "all namespaces")] + namespaceNames.map { ($0, "") }
    }
  }

  /// The kind of that name, as kubectl would understand it.
  func kind(named name: String) -> ResourceKind? {
    cluster.discovery.kind(named: name)
      ?? (["pods", "pod", "po"].contains(name.lowercased()) ? .pods : nil)
  }

  /// The namespaces there are, in order.
  var namespaceNames: [String] { cluster.namespaces.rows.keys.map(\.name).sorted() }

  /// The headings of the focused list.
  var columnTitles: [String] {
    switch focus {
    case .stacks: stacks.columns.map(\.title)
    case .applications: applications.columns.map(\.title)
    case .resources: showsPods ? pods.columns.map(\.title) : table.columns.map(\.title)
    case .logs: []
    }
  }

  private var stackNames: [String] { stacks.all.map(\.stack.name) }

  private func isNamespaceName(_ name: String) -> Bool {
    name == PickerState.all || cluster.namespaces.rows.keys.contains { $0.name == name }
  }

  private static func namespaceSet(_ words: [String]) -> Set<String> {
    let names = words.flatMap { $0.split(separator: ",").map(String.init) }
    return names.contains(PickerState.all) ? [] : Set(names)
  }
}
