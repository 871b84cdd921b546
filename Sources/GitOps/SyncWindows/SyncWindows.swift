/// The windows of a project that are for one application, and what they come to at a moment.
public struct SyncWindows: Hashable, Sendable {
  /// One window and its state.
  public struct Entry: Hashable, Sendable {
    /// The window.
    public var window: SyncWindow
    /// Whether it is open.
    public var state: SyncWindowState
  }

  /// The windows that are for the application.
  public var entries: [Entry]

  /// Looks at a project's windows.
  public init(
    _ windows: [SyncWindow], for application: Application, at now: Int64, _ zones: TimeZones
  ) {
    entries = windows.filter { $0.concerns(application) }.map {
      Entry(window: $0, state: $0.state(at: now, zones))
    }
  }

  /// What is in the way of a sync; nil if nothing is.
  ///
  /// A window that denies and is open forbids everything, even where another allows. Where there are
  /// windows that allow, and none of them is open, that forbids too. Syncs by people are excepted if
  /// all the windows that forbid say so.
  public func block(isManual: Bool) -> SyncWindowBlock? {
    for entry in entries {
      if case .invalid(let problem) = entry.state {
        return SyncWindowBlock(reason: .invalid(problem), windows: [entry.window], until: nil)
      }
    }
    let denying = entries.filter { $0.window.kind == .deny && $0.state.isOpen }
    if !denying.isEmpty {
      if isManual, denying.allSatisfy(\.window.allowsManual) { return nil }
      let until = denying.compactMap { entry -> Int64? in
        if case .open(let until) = entry.state { until } else { nil }
      }
      return SyncWindowBlock(reason: .denied, windows: denying.map(\.window), until: until.max())
    }
    let allowing = entries.filter { $0.window.kind == .allow }
    guard !allowing.isEmpty, !allowing.contains(where: \.state.isOpen) else { return nil }
    if isManual, allowing.allSatisfy(\.window.allowsManual) { return nil }
    let opens = allowing.compactMap { entry -> Int64? in
      if case .closed(let opens) = entry.state { opens } else { nil }
    }
    return SyncWindowBlock(
      reason: .notAllowed, windows: allowing.map(\.window), until: opens.min())
  }
}

/// What is in the way of a sync.
public struct SyncWindowBlock: Hashable, Sendable {
  /// Why.
  public enum Reason: Hashable, Sendable {
    /// A window that denies is open.
    case denied
    /// No window that allows is open.
    case notAllowed
    /// A window can't be read; Argo CD refuses then too.
    case invalid(SyncWindowProblem)
  }

  /// Why.
  public var reason: Reason
  /// The windows it is because of.
  public var windows: [SyncWindow]
  /// When that will have changed, as far as these windows tell, in seconds since 1970.
  public var until: Int64?

  /// Makes a description.
  public init(reason: Reason, windows: [SyncWindow], until: Int64?) {
    self.reason = reason
    self.windows = windows
    self.until = until
  }
}
