import Documents
import GitOps
import Kubernetes

/// Flux's Kustomizations and HelmReleases.
///
/// A Kustomization applies what it has at every interval, by the server and with force, unless the
/// object bears one of its marks (fluxcd/pkg ssa `ApplyOptions`); a HelmRelease corrects what drifts
/// only where it is told to detect that.
extension Judge {
  func verdict(
    on edit: FieldEdit, byKustomization found: ForecastOwner.Found<Value>
  ) -> ForecastVerdict {
    let owner: Value
    switch found {
    case .unreadable(let why): return .unknown(.unreadable(why))
    case .found(let object): owner = object
    }
    if let mark = kustomizationMark { return .survives(.leftAlone(mark)) }
    let desired = DesiredFields(
      of: object, desired: context.desired,
      by: DesiredFields.Applier(
        managers: ["kustomize-controller"], isServerSide: true, isSettled: owner.isReady))
    switch desired.claim(on: edit, result: result) {
    case .same: return .survives(.same)
    case .silent: return .survives(.notNamed)
    case .unknown(let gap): return .unknown(gap)
    case .other: break
    }
    switch isIgnored(edit, owner["spec"]?["ignore"]) {
    case true?: return .survives(.ignored)
    case nil: return .unknown(.rule("spec.ignore"))
    case false?: return moment(of: owner)
    }
  }

  func verdict(
    on edit: FieldEdit, byRelease found: ForecastOwner.Found<Value>
  ) -> ForecastVerdict {
    let owner: Value
    switch found {
    case .unreadable(let why): return .unknown(.unreadable(why))
    case .found(let object): owner = object
    }
    let upgrade = verdictOfHelm(on: edit)
    guard case .reverted = upgrade else { return upgrade }
    let detection = owner["spec"]?["driftDetection"]
    guard detection?["mode"] == "enabled", mark(Self.driftMark)?.lowercased() != "disabled" else {
      return upgrade
    }
    switch isIgnored(edit, detection?["ignore"]) {
    case true?: return upgrade
    case nil: return .unknown(.rule("spec.driftDetection.ignore"))
    case false?: return moment(of: owner)
    }
  }

  func verdictOnDeletion(
    byKustomization found: ForecastOwner.Found<Value>
  ) -> ForecastVerdict {
    switch found {
    case .unreadable(let why): .unknown(.unreadable(why))
    // The marks of an object that isn't there keep nobody from making it.
    case .found(let owner): moment(of: owner)
    }
  }

  func verdictOnDeletion(byRelease found: ForecastOwner.Found<Value>) -> ForecastVerdict {
    switch found {
    case .unreadable(let why): .unknown(.unreadable(why))
    case .found(let owner):
      owner["spec"]?["driftDetection"]?["mode"] == "enabled"
        ? moment(of: owner) : .reverted(.nextUpgrade)
    }
  }

  // MARK: - Parts

  private static let driftMark = "helm.toolkit.fluxcd.io/driftDetection"

  /// The mark of an object that keeps a Kustomization from applying it once it is there.
  private var kustomizationMark: String? {
    let group = FluxKind.kustomization.group
    if mark("\(group)/reconcile")?.lowercased() == "disabled" {
      return "\(group)/reconcile: disabled"
    }
    let way = mark("\(group)/ssa") ?? ""
    return ["ignore", "ifnotpresent"].contains(way.lowercased()) ? "\(group)/ssa: \(way)" : nil
  }

  /// When what differs is put back by an owner that looks after it.
  private func moment(of owner: Value) -> ForecastVerdict {
    if owner["metadata"]?["deletionTimestamp"] != nil { return .unknown(.ownerGoes) }
    if owner["spec"]?["suspend"] == true {
      guard let pause = AutomationPause(flux: owner) else {
        return .reverted(.lifted(.pause(user: "", reason: "")))
      }
      let obstacle = ForecastObstacle.pause(user: pause.user, reason: pause.reason)
      return .reverted(pause.until.map { .at($0, obstacle) } ?? .lifted(obstacle))
    }
    if let failure = owner.failure { return .unknown(.failing(failure)) }
    let interval = owner["spec"]?["interval"]?.string.flatMap { GoDuration($0) }?.seconds
    return .reverted(.within(interval.map { Int64($0.rounded(.up)) } ?? 600))
  }

  /// Whether one of a list of rules leaves the field out; nil where one can't be followed here.
  private func isIgnored(_ edit: FieldEdit, _ rules: Value?) -> Bool? {
    var isTold = true
    for rule in rules?.array ?? [] {
      let paths = (rule["paths"]?.array ?? []).compactMap {
        $0.string.flatMap(Pointer.init(parsing:))
      }
      guard paths.contains(where: { concerns($0, edit) }) else { continue }
      switch isTarget(rule["target"]) {
      case true?: return true
      case nil: isTold = false
      case false?: break
      }
    }
    return isTold ? false : nil
  }

  /// Whether a selector of Flux's means the object; nil where it has patterns that aren't followed
  /// here.
  private func isTarget(_ target: Value?) -> Bool? {
    let version = object["apiVersion"]?.string?.split(separator: "/").last.map(String.init) ?? ""
    let fields = [
      ("group", identity.group), ("version", version), ("kind", identity.kind),
      ("name", identity.name.name), ("namespace", identity.name.namespace),
    ]
    var isTold = true
    for (field, own) in fields {
      guard let pattern = target?[field]?.string, !pattern.isEmpty else { continue }
      if pattern.isPattern {
        isTold = false
      } else if pattern != own {
        return false
      }
    }
    for selector in ["labelSelector", "annotationSelector"]
    where target?[selector]?.string?.isEmpty == false {
      isTold = false
    }
    return isTold ? true : nil
  }
}

extension String {
  /// Whether it says more than itself as a regular expression.
  fileprivate var isPattern: Bool { contains { "\\^$.|?*+()[]{}".contains($0) } }
}

extension Value {
  private var readiness: Value? {
    (self["status"]?["conditions"]?.array ?? []).first { $0["type"] == "Ready" }
  }

  /// Whether the owner has applied all that it wants.
  fileprivate var isReady: Bool { readiness?["status"] == "True" }

  /// Why it can't apply anything; nil where it can.
  ///
  /// What isn't healthy after it was applied is put back all the same.
  fileprivate var failure: String? {
    guard readiness?["status"] == "False" else { return nil }
    let reasons: Set = [
      "BuildFailed", "ArtifactFailed", "DependencyNotReady", "AccessDenied", "ReconciliationFailed",
    ]
    guard reasons.contains(readiness?["reason"]?.string ?? "") else { return nil }
    return readiness?["message"]?.string ?? ""
  }
}
