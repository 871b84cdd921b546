/// What becomes of a change, as far as one of those who look after the object is concerned.
public enum ForecastVerdict: Hashable, Sendable {
  /// It is put back, and when.
  case reverted(ForecastMoment)
  /// It stays, and why.
  case survives(ForecastReason)
  /// It can't be said, and why.
  case unknown(ForecastGap)

  /// How soon it is put back.
  public var urgency: ForecastUrgency {
    switch self {
    case .survives: .never
    case .unknown: .unknown
    case .reverted(let moment): moment.urgency
    }
  }
}

/// When a change is put back.
public enum ForecastMoment: Hashable, Sendable {
  /// Within seconds; after those of a back-off at the earliest, 0 for none.
  case atOnce(delay: Int64)
  /// Within so many seconds, when it is looked at next.
  case within(Int64)
  /// When its controller next looks, which is mostly at once, and can't be told exactly.
  case noticed
  /// When something that is in the way ends, in seconds since 1970; then at once.
  case at(Int64, ForecastObstacle)
  /// When something that is in the way is lifted, by somebody or at a time that isn't known.
  case lifted(ForecastObstacle)
  /// With the next sync, whoever asks for it, and why not before.
  case nextSync(ForecastWait)
  /// With the next upgrade of the release.
  case nextUpgrade
  /// With the next deploy of the stack.
  case nextDeploy
  /// With the pod that takes its place: nobody changes this one.
  case replaced

  /// How soon that is.
  public var urgency: ForecastUrgency {
    switch self {
    case .atOnce: .atOnce
    case .within, .noticed, .at: .soon
    case .lifted, .nextSync, .nextUpgrade, .nextDeploy, .replaced: .later
    }
  }
}

/// What keeps somebody from putting a change back for now.
public enum ForecastObstacle: Hashable, Sendable {
  /// Automation is paused, by whom and why; both empty where that isn't said.
  case pause(user: String, reason: String)
  /// A sync window forbids it, by what its authors say about it; empty for nothing.
  case window(String)
}

/// Why something isn't put back before the next sync.
public enum ForecastWait: Hashable, Sendable {
  /// Syncing is left to people.
  case manual
  /// Automation is switched off, and nobody says for how long.
  case switchedOff
  /// It is synced for new commits alone: it doesn't heal itself.
  case notHealing
  /// Argo CD was told to leave the application alone altogether.
  case skipped
  /// The last sync failed, and is tried again for a new commit alone; with what it failed.
  case failed(String)
  /// The field doesn't count when comparing, but is applied all the same.
  case ignored
  /// Syncs replace objects as a whole, with what isn't in Git.
  case replaces
}

/// Why a change stays.
public enum ForecastReason: Hashable, Sendable {
  /// Nobody is known who looks after the object.
  case nobody
  /// The desired state says nothing of the field.
  case notNamed
  /// The desired state says the same.
  case same
  /// Differences there are told not to count, neither when comparing nor when applying.
  case ignored
  /// Told to leave it alone, by what the object or its owner says.
  case leftAlone(String)
  /// The object isn't in Git, though it bears the mark; whether it would be deleted by a sync that
  /// prunes.
  case notInGit(isPruned: Bool)
  /// The controller sets other fields alone.
  case notControlled
  /// The autoscaler does nothing while there is no replica.
  case scaledToZero
  /// The autoscaler is told to stand still.
  case scalerPaused
  /// In the object; pods are given what the autoscaler recommends.
  case recommended
  /// The chart's own text doesn't change by itself: Helm compares charts, not what is there.
  case chartUnchanged
  /// It makes applications, and doesn't change those that are there.
  case onlyCreates
}

/// Why it can't be said what becomes of a change.
public enum ForecastGap: Hashable, Sendable {
  /// The owner can't be read, and why.
  case unreadable(String)
  /// Nothing tells what the desired state says.
  case noRecord
  /// Somebody else set the field last, and nothing tells whether the desired state names it.
  case setBy(String)
  /// Its operator decides.
  case operatorDecides
  /// The desired state can't be compared or built now, and why.
  case failing(String)
  /// The owner is being deleted.
  case ownerGoes
  /// There is a rule that isn't followed here.
  case rule(String)
}
