import Documents
import GitOps
import Kubernetes

/// What one of those who look after an object makes of a change of it.
///
/// What each of them does is in the extensions: `Judge+Application` and so on.
struct Judge {
  /// The object as it is.
  let object: Value
  /// The object as it would be.
  let result: Value
  let context: ForecastContext
  let owner: ForecastOwner

  init(_ object: Value, _ result: Value, _ context: ForecastContext, _ owner: ForecastOwner) {
    self.object = object
    self.result = result
    self.context = context
    self.owner = owner
  }

  /// One verdict for each edit; nil where the owner has nothing to do with it.
  func verdicts(on edits: [FieldEdit]) -> [ForecastVerdict?] {
    switch owner {
    case .controller(let controller): edits.map { verdict(on: $0, by: controller) }
    case .application(let facts): verdicts(on: edits, by: facts)
    case .applicationSet(_, let found): edits.map { verdict(on: $0, by: found) }
    case .kustomization(_, let found): edits.map { verdict(on: $0, byKustomization: found) }
    case .fluxRelease(_, let found): edits.map { verdict(on: $0, byRelease: found) }
    case .helmRelease: edits.map { verdictOfHelm(on: $0) }
    case .stack: edits.map { verdictOfStack(on: $0) }
    }
  }

  /// What becomes of the object's deletion.
  var verdictOnDeletion: ForecastVerdict? {
    switch owner {
    case .controller(let controller): verdictOnDeletion(by: controller)
    case .application(let facts): verdictOnDeletion(by: facts)
    case .applicationSet(_, let found):
      if case .unreadable(let why) = found {
        .unknown(.unreadable(why))
      } else {
        .reverted(.atOnce(delay: 0))
      }
    case .kustomization(_, let found): verdictOnDeletion(byKustomization: found)
    case .fluxRelease(_, let found): verdictOnDeletion(byRelease: found)
    case .helmRelease: .reverted(.nextUpgrade)
    case .stack: .reverted(.nextDeploy)
    }
  }

  // MARK: - What all have in common

  /// The text of an annotation or a label of the object as it would be; annotations first.
  func mark(_ name: String) -> String? {
    let metadata = result["metadata"]
    return metadata?["annotations"]?[name]?.string ?? metadata?["labels"]?[name]?.string
  }

  var identity: ResourceIdentity { ResourceIdentity(object) }

  /// Whether a place is in what somebody changes.
  func concerns(_ place: Pointer, _ edit: FieldEdit) -> Bool {
    [edit.path.pointer(in: result), edit.path.pointer(in: object)].compactMap { $0 }
      .contains { place.contains($0) }
  }
}
