import GitOps
import Kubernetes

extension ConsoleState {
  /// Who brings the selected object of an application's tree back once it is deleted; nil where
  /// nobody is known to.
  var deletionNote: String? {
    // The question lies on top of the tree.
    let page = overlays.last { $0.isPage }
    guard case .tree(let page) = page, let name = page.application, let app = applications[name],
      let node = page.list.selected
    else { return nil }
    guard node.depth == 0 else { return "Whoever made it makes it anew, if it is still wanted." }
    guard node.standing != nil else { return nil }
    if node.standing?.sign == TreeNode.Standing.extraSign {
      return "It isn't in Git any more: nothing brings it back."
    }
    guard let automation = app.automation, automation.isEnabled else {
      return "It is in Git: the next sync of \(name.name) brings it back."
    }
    return automation.selfHeals
      ? "It is in Git, and \(name.name) heals itself: Argo CD puts it back within seconds."
      : "It is in Git: \(name.name) is out of sync without it, until the next sync brings it back."
  }
}
