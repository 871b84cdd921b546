public import Documents

/// Something that keeps a pod from being ready, or ended it, in plain words.
public struct PodTrouble: Hashable, Sendable {
  /// What sort of trouble it is.
  public enum Kind: Hashable, Sendable {
    /// No node takes it.
    case scheduling
    /// An image isn't there or can't be had.
    case image
    /// What a container is configured with is missing or wrong.
    case configuration
    /// A volume isn't there.
    case volume
    /// Its sandbox or its network can't be set up.
    case network
    /// A container ended with an error, and is or isn't started again.
    case crash
    /// A container used more memory than it may.
    case memory
    /// A container runs, and its probe says that it isn't ready.
    case probe
    /// Somebody outside has to say that it is ready, and hasn't.
    case gate
    /// It was made to leave its node.
    case eviction
    /// Its node isn't heard from, or refused it.
    case node
    /// It should be gone, and isn't.
    case termination
    /// It ran for longer than it may.
    case deadline
    /// It takes its time, as things do.
    case waiting
  }

  /// What sort of trouble it is.
  public var kind: Kind
  /// The container it is about; empty for the pod as a whole.
  public var container: String
  /// In few words, for a list: `image not found: nginx:nope`.
  public var summary: String
  /// In a sentence or two, without a full stop at the end.
  public var words: String
  /// What the cluster says itself, whole; empty where the words say all of it.
  public var message: String

  /// Makes a trouble; without more words, the summary is all there is to say.
  public init(
    _ kind: Kind, container: String = "", _ summary: String, words: String? = nil,
    message: String = ""
  ) {
    self.kind = kind
    self.container = container
    self.summary = summary
    self.words = words ?? summary
    self.message = message
  }

  /// Whether a person should look at it: all but what passes by itself.
  public var isFault: Bool { kind != .waiting && kind != .gate }

  /// All that keeps a pod from being ready, the most telling first; nothing for a pod that is well or
  /// has come to its proper end.
  ///
  /// `events` are those about the pod, in any order; without them, causes that only the kubelet's
  /// events name stay unknown. `now` is in seconds since 1970.
  public static func all(of pod: Value, events: [EventRow], now: Int64) -> [PodTrouble] {
    var facts = PodFacts()
    var pool = RowPool()
    var reader = JSONReader(JSONWriter().bytes(pod))
    do {
      try facts.read(&reader, sharing: &pool)
    } catch {
      // What couldn't be read has no trouble that could be told; the page shows the object itself.
      return []
    }
    return PodDiagnosis(facts, events: events, now: now).troubles
  }
}
