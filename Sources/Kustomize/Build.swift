import Documents
import Files
import YAML

/// One build of a kustomization, out of what is at hand.
///
/// Nothing waits in here: what has to be fetched is asked for, and the build is run again with it.
struct Build {
  var folder: String
  var overrides: KustomizeOverrides
  var fetched: FetchedRemotes

  /// How far a build got.
  enum Outcome {
    case built(KustomizeResult)
    /// What has to be fetched first.
    case needs(Set<RemoteNeed>)
  }

  func run(_ sources: SourceFiles) throws(KustomizeError) -> Outcome {
    let kustomization = try open(sources)
    let metadata = BuildMetadata(kustomization)
    let accumulator = Accumulator(fetched: fetched, tracksOrigins: metadata.tracksOrigins)
    let visit = Accumulator.Visit(
      kustomization: kustomization, sources: sources, chain: [("", kustomization.folder)])
    var result = Accumulation()
    if overrides == .none {
      result = accumulator.accumulate(visit)
    } else {
      accumulator.carryOut(visit, on: &result)
    }
    if !accumulator.needs.isEmpty { return .needs(accumulator.needs) }
    var problems = accumulator.problems
    if problems.isEmpty {
      result.set.addHashes()
      problems += NameReferences(result.rules.nameReference).apply(to: &result.set)
      do throws(KustomizeError) {
        try result.variables.resolve(in: &result.set, fields: result.rules.varReference)
        result.set.reconcileSharedTexts()
      } catch {
        problems += error.problems
      }
    }
    var order = SortOrder.standard
    if let node = kustomization.fields["sortOptions"] {
      do throws(KustomizeError) {
        order = try SortOrder(node, in: visit.scope)
      } catch {
        problems += error.problems
      }
    }
    // Patches and replacements may have given two objects the same id.
    if problems.isEmpty, let (first, second) = result.set.conflict() {
      let (one, other) = (result.set[first], result.set[second])
      problems.append(
        .init(
          file: other.file, line: other.line,
          reason: "becomes \(other.id), which the object of \(one.place) is already"))
    }
    guard problems.isEmpty else { throw KustomizeError(Self.withoutRepetitions(problems)) }
    let kept = result.set.filter { !Self.isLocal($0) }
    return .built(
      KustomizeResult(
        resources: order.sort(kept).map {
          BuiltResource(value: metadata.finish($0), file: $0.file, line: $0.line)
        }, files: sources.read, warnings: result.warnings))
  }

  /// The kustomization of the folder, with the overrides in it.
  private func open(_ sources: SourceFiles) throws(KustomizeError) -> KustomizationFile {
    let path = folder.isEmpty ? "." : folder
    guard case .folder(let place) = sources.place(of: folder, from: "") else {
      throw KustomizeError([.init(file: path, reason: "there is no such folder")])
    }
    guard let kustomization = try sources.kustomization(in: place) else {
      let names = KustomizationFile.names.joined(separator: ", ")
      throw KustomizeError([.init(file: path, reason: "has no kustomization (\(names))")])
    }
    return try overrides.edit(kustomization, sources: sources)
  }

  /// Whether an object is only there for those who work on the files.
  private static func isLocal(_ resource: Resource) -> Bool {
    guard
      let mark = resource.value["metadata"]?["annotations"]?["config.kubernetes.io/local-config"]
    else { return false }
    return mark.scalarText != "false"
  }

  private static func withoutRepetitions(
    _ problems: [KustomizeError.Problem]
  ) -> [KustomizeError.Problem] {
    var seen: Set<KustomizeError.Problem> = []
    return problems.filter { seen.insert($0).inserted }
  }
}
