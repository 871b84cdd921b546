import Documents
import GitOps
import Kubernetes

/// What is put back by somebody's next doing: an upgrade of Helm's, a deploy of a stack.
extension Judge {
  /// Helm compares what it installed with the chart, and either with what is there (of its own kinds)
  /// or with nothing (of custom resources), when somebody upgrades.
  func verdictOfHelm(on edit: FieldEdit) -> ForecastVerdict {
    let desired = DesiredFields(
      of: object, desired: context.desired,
      by: DesiredFields.Applier(
        managers: ["helm", "Helm", "helm-controller"], isServerSide: false, isSettled: false,
        leavesAnnotation: false))
    switch desired.claim(on: edit, result: result) {
    case .same: return .survives(.same)
    case .silent: return .survives(.notNamed)
    case .unknown(let gap): return .unknown(gap)
    case .other:
      return DesiredFields.isBuiltIn(object["apiVersion"]?.string ?? "") || desired.isApplied
        ? .reverted(.nextUpgrade) : .survives(.chartUnchanged)
    }
  }

  /// A deploy applies by the server and with force; kubectl's sets may be applied by comparing.
  func verdictOfStack(on edit: FieldEdit) -> ForecastVerdict {
    let desired = DesiredFields(
      of: object, desired: context.desired,
      by: DesiredFields.Applier(
        managers: ["duet", "kubectl"], isServerSide: true, isSettled: false))
    switch desired.claim(on: edit, result: result) {
    case .same: return .survives(.same)
    case .silent: return .survives(.notNamed)
    case .unknown(let gap): return .unknown(gap)
    case .other: return .reverted(.nextDeploy)
    }
  }

  /// An application set writes applications by its template, but for what it is told to leave alone.
  func verdict(
    on edit: FieldEdit, by found: ForecastOwner.Found<ApplicationSet>
  ) -> ForecastVerdict {
    switch found {
    case .unreadable(let why): return .unknown(.unreadable(why))
    case .found(let set):
      if let rights = set.rights, !rights.changes { return .survives(.onlyCreates) }
      let place = edit.path.pointer(in: result) ?? edit.path.pointer(in: object) ?? Pointer()
      if set.ignores(place, of: identity.name.name) { return .survives(.ignored) }
      if set.preserves(place) { return .survives(.leftAlone("spec.preservedFields")) }
      return .reverted(.atOnce(delay: 0))
    }
  }
}
