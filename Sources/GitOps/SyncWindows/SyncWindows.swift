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

  /// The places whose clocks would have to be known to say what the windows come to.
  public var unknownZones: [String] {
    entries.compactMap { entry in
      if case .unknown(let zone) = entry.state { zone } else { nil }
    }
  }

  /// What is in the way of a sync; nil if nothing is, as far as can be told.
  ///
  /// A window that denies and is open forbids everything, even where another allows. Where there are
  /// windows that allow, and none of them is open, that forbids too. Syncs by people are excepted if
  /// all the windows that forbid say so. One that has begun may go on beyond windows that all say so,
  /// if nothing was in its way when it began: `beginning` is how things stood then.
  public func block(isManual: Bool, begun beginning: SyncWindows? = nil) -> SyncWindowBlock? {
    for entry in entries {
      if case .invalid(let problem) = entry.state {
        return SyncWindowBlock(reason: .invalid(problem), windows: [entry.window], until: nil)
      }
    }
    guard let block = denial ?? missingAllowance else { return nil }
    if isManual, block.windows.allSatisfy(\.allowsManual) { return nil }
    if let beginning, block.windows.allSatisfy(\.allowsOverrun),
      beginning.block(isManual: isManual) == nil
    {
      return nil
    }
    return block
  }

  private var denial: SyncWindowBlock? {
    let denying = entries.filter { $0.window.kind == .deny && $0.state.isOpen }
    guard !denying.isEmpty else { return nil }
    let ends = denying.map { entry -> Int64? in
      if case .open(let until) = entry.state { until } else { nil }
    }
    let isForGood = ends.contains(nil)
    return SyncWindowBlock(
      reason: .denied, windows: denying.map(\.window),
      until: isForGood ? nil : ends.compactMap { $0 }.max())
  }

  private var missingAllowance: SyncWindowBlock? {
    let allowing = entries.filter { $0.window.kind == .allow }
    let mayBeOpen = allowing.contains { entry in
      if case .unknown = entry.state { true } else { entry.state.isOpen }
    }
    guard !allowing.isEmpty, !mayBeOpen else { return nil }
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
