import Kubernetes

/// Whose logs are followed as pods come and go: one stream for each container of each pod, from its
/// first run to its last.
struct LogRoster {
  /// What tells containers apart.
  struct Key: Hashable {
    var pod: ObjectName
    var uid: String
    var container: String

    init(pod: ObjectName, uid: String, container: String) {
      self.pod = pod
      self.uid = uid
      self.container = container
    }

    init(_ pod: PodRow, _ container: ContainerRow) {
      self.init(pod: pod.name, uid: pod.uid, container: container.name)
    }
  }

  /// What there is to do.
  enum Step: Equatable {
    /// A log is to be followed; whether its container was there before anybody looked.
    case follow(Key, LogSource, isNew: Bool)
    /// Nothing more will come of a log.
    case stop(Key)
    /// Something that whoever reads the logs should know.
    case note(String)
  }

  private struct Member {
    var source: LogSource
    var isNew: Bool
    /// Whether there is a stream of it.
    var isFollowed = false
    /// Whether it waits for a stream: as many as are allowed are open.
    var isWaiting = false
    /// Whether the stream has come to the end of a run.
    var isAtEnd = false
    /// Whether its stream is no more, since all that was wanted is printed.
    var isDone = false
    /// Whether there can't be another run.
    var isOver = false
    /// Whether the server sends it.
    var isOpen = false
    /// Whether it was said that the stream is interrupted.
    var isTroubled = false
  }

  /// How many logs may be followed at once.
  let most: Int
  private let choice: ContainerChoice
  private let usual: [ObjectName: String]
  private var members: [Key: Member] = [:]
  private var pods: [ObjectName: PodRow] = [:]
  /// Whether the pods that were there at first are known: what comes now is news.
  private var isSettled = false

  /// Follows nobody yet.
  init(_ choice: ContainerChoice, usual: [ObjectName: String] = [:], most: Int) {
    self.choice = choice
    self.usual = usual
    self.most = most
  }

  /// How many logs are followed.
  var followedCount: Int { members.values.count(where: \.isFollowed) }
  /// How many logs ought to be followed.
  var wantedCount: Int { members.values.count { $0.isFollowed || $0.isWaiting } }
  /// Whether there are no pods.
  var isEmpty: Bool { pods.isEmpty }
  /// The names of all pods that are there.
  var names: [ObjectName] { Array(pods.keys) }
  /// Whether no log is followed, and none of those who are there will have more to print.
  var isOver: Bool {
    pods.values.allSatisfy { pod in
      choice.containers(of: pod, usual: usual[pod.name]).allSatisfy { container in
        container.isOver(in: pod) || members[Key(pod, container)]?.isDone == true
      }
    } && members.values.allSatisfy { !$0.isFollowed && !$0.isWaiting }
  }

  /// Takes note that all pods that there are at first have been told.
  mutating func settle() { isSettled = true }

  // MARK: Pods

  /// Takes in what a pod is like now.
  mutating func consider(_ pod: PodRow) -> [Step] {
    var steps: [Step] = []
    if let known = pods[pod.name], known.uid != pod.uid { steps += leave(known) }
    pods[pod.name] = pod
    let place = steps.count
    var joined: [String] = []
    for container in choice.containers(of: pod, usual: usual[pod.name]) {
      let key = Key(pod, container)
      if var member = members[key] {
        member.isOver = container.isOver(in: pod)
        members[key] = member
        if member.isFollowed, member.isOver, member.isAtEnd { steps.append(.stop(key)) }
      } else if container.hasRun {
        joined.append(container.name)
        members[key] = Member(
          source: LogSource(pod, container), isNew: isSettled,
          isOver: container.isOver(in: pod))
        steps += begin(key)
      }
    }
    if isSettled, !joined.isEmpty {
      steps.insert(.note("+ \(pod.name) \(joined.joined(separator: " "))"), at: place)
    }
    return steps
  }

  /// Takes in that a pod isn't there any more, or isn't meant.
  mutating func remove(_ name: ObjectName) -> [Step] {
    pods.removeValue(forKey: name).map { leave($0) } ?? []
  }

  private mutating func leave(_ pod: PodRow) -> [Step] {
    let keys = members.keys.filter { $0.pod == pod.name && $0.uid == pod.uid }
    var steps: [Step] = keys.isEmpty ? [] : [.note("- \(pod.name)")]
    for key in keys {
      guard let member = members[key], member.isFollowed else {
        members[key] = nil
        continue
      }
      // What it has written last may still be on its way.
      members[key]?.isOver = true
      if member.isAtEnd { steps.append(.stop(key)) }
    }
    return steps
  }

  // MARK: Streams

  /// Takes in that a stream is open.
  mutating func opened(_ key: Key) {
    members[key]?.isAtEnd = false
    members[key]?.isOpen = true
    members[key]?.isTroubled = false
  }

  /// Takes in that a stream has come to the end of a run; with `isLast`, of the last one that can be
  /// known of.
  mutating func cameToEnd(_ key: Key, isLast: Bool = false) -> [Step] {
    members[key]?.isAtEnd = true
    return isLast || members[key]?.isOver == true ? [.stop(key)] : []
  }

  /// Takes in that a stream can't be read at the moment, and why; `isSilence` where nothing came of
  /// one that was open, which is how a quiet log looks.
  mutating func interrupted(_ key: Key, _ reason: String, isSilence: Bool = false) -> [Step] {
    guard var member = members[key], !member.isTroubled else { return [] }
    defer { members[key] = member }
    let wasOpen = member.isOpen
    member.isOpen = false
    guard !isSilence || !wasOpen else { return [] }
    member.isTroubled = true
    return [.note("\(member.source): \(reason); it is tried again")]
  }

  /// Takes in that there is no such log any more.
  mutating func vanished(_ key: Key) -> [Step] { members[key]?.isOver == true ? [.stop(key)] : [] }

  /// Takes in that a stream is no more.
  mutating func stopped(_ key: Key) -> [Step] {
    guard members[key] != nil else { return [] }
    members[key]?.isFollowed = false
    members[key]?.isDone = true
    if pods[key.pod]?.uid != key.uid { members[key] = nil }
    let waiting = members.filter(\.value.isWaiting)
    return waiting.min { "\($0.value.source)" < "\($1.value.source)" }.map { begin($0.key) } ?? []
  }

  private mutating func begin(_ key: Key) -> [Step] {
    guard var member = members[key] else { return [] }
    let hasRoom = followedCount < most
    defer { members[key] = member }
    guard hasRoom else {
      guard !member.isWaiting else { return [] }
      member.isWaiting = true
      return isSettled
        ? [.note("\(member.source) has to wait: \(most) logs are followed at once at most")] : []
    }
    member.isWaiting = false
    member.isFollowed = true
    return [.follow(key, member.source, isNew: member.isNew)]
  }
}

extension ContainerRow {
  /// Whether it was started, ever: before that there is no log.
  var hasRun: Bool {
    switch state {
    case .running, .terminated: true
    case .waiting, .unknown: restarts > 0
    }
  }

  /// Whether it will never run again.
  func isOver(in pod: PodRow) -> Bool {
    pod.phase == "Succeeded" || pod.phase == "Failed"
      || role == .initial && state == .terminated && exitCode == 0
  }
}
