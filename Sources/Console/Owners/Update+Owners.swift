import Emergencies
import Kubernetes
import TUI

/// The pages of who owns what.
extension ConsoleState {
  /// Shows who owns what in the shown namespaces.
  mutating func openCoverage() {
    if owners.coveredNamespaces != namespaces { owners.coverage = nil }
    owners.coveredNamespaces = namespaces
    open(.coverage)
    selectFirst { CoveragePage.place(at: $0.anchor) != nil }
  }

  /// Puts the cursor of the page in front on the first line that something can be done with.
  private mutating func selectFirst(where isMeant: (DocumentLine) -> Bool) {
    guard var document else { return }
    document.view.setLines(lines(of: document))
    document.isStale = false
    if let line = document.view.lines.firstIndex(where: isMeant) { document.view.move(to: line) }
    overlays[overlays.count - 1] = .document(document)
  }

  /// Takes in how far counting has come; what was counted stays until it is counted anew.
  mutating func apply(_ report: CoverageReport, of namespaces: Set<String>) {
    guard namespaces == owners.coveredNamespaces else { return }
    if case .counted? = owners.coverage {
      switch report {
      case .counting: return
      case .failed(let error): return say("owners not counted anew: \(error.summary)", .warning)
      case .counted: break
      }
    }
    let isFirst = if case .counted? = owners.coverage { false } else { true }
    owners.coverage = report
    touch(.coverage)
    if isFirst, document?.content == .coverage {
      selectFirst { CoveragePage.place(at: $0.anchor) != nil }
    }
    for case .document(let document) in overlays {
      if case .holdings = document.content { touch(document.content) }
    }
  }

  /// What is selected on the page of owners.
  var selectedShare: Coverage.Share? {
    guard document?.content == .coverage, case .counted(let coverage, _)? = owners.coverage,
      let anchor = document?.anchor(where: { CoveragePage.place(at: $0) != nil }),
      let place = CoveragePage.place(at: anchor), coverage.shares.indices.contains(place)
    else { return nil }
    return coverage.shares[place]
  }

  /// Shows what the selected owner has.
  mutating func openHoldings() {
    guard let share = selectedShare else { return }
    open(.holdings(share.holder))
    selectFirst { $0.object != nil }
  }

  /// The namespaces that are being counted; nil while no page shows that.
  var countedNamespaces: Set<String>? {
    let isShown = overlays.contains { overlay in
      guard case .document(let document) = overlay else { return false }
      if case .holdings = document.content { return true }
      return document.content == .coverage
    }
    return isShown ? owners.coveredNamespaces : nil
  }

  /// The lines of the page of what somebody has.
  func holdingsPage(of holder: Coverage.Holder) -> HoldingsPage? {
    guard case .counted(let coverage, _)? = owners.coverage else { return nil }
    return HoldingsPage(coverage: coverage, holder: holder, width: pageWidth)
  }
}
