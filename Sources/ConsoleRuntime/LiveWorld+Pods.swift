public import Console
import Documents
import Kubernetes

/// What is done to pods.
extension LiveWorld {
  // MARK: - With kubectl

  public func enter(
    _ session: PodSession, of id: ClusterID, on terminal: any Terminal
  ) async -> PodSessionEnding {
    guard let kubectl else {
      return .over(.notStarted("kubectl can't be used here"), complaint: "")
    }
    let notice = "\(session.words): leave it to come back to duet"
    var result = await terminal.run(
      kubectl.program(for: session, in: id.context), notice: notice)
    guard session.kind == .shell, Self.lacksShell(result) else { return Self.ending(result) }
    guard await runsOnWindows(session.pod, of: id) else { return .noShell }
    result = await terminal.run(
      kubectl.program(for: session, in: id.context, onWindows: true), notice: notice)
    return Self.ending(result)
  }

  /// Whether there was no program of that name: in the words of containerd, CRI-O and crun, or by the
  /// exit code of what can't be run.
  private static func lacksShell(_ result: ProgramResult) -> Bool {
    guard !result.ending.isSuccess else { return false }
    return result.ending == .exited(126)
      || ["executable file not found", "not found in $PATH", "no such file or directory"].contains {
        result.errors.contains($0)
      }
  }

  private static func ending(_ result: ProgramResult) -> PodSessionEnding {
    guard !result.ending.isSuccess else { return .over(result.ending, complaint: "") }
    let complaints = result.errors.split(whereSeparator: \.isNewline).map(String.init)
      .filter { $0.hasPrefix("error: ") || $0.hasPrefix("Error from server") }
    return .over(result.ending, complaint: complaints.last ?? "")
  }

  private func runsOnWindows(_ pod: ObjectName, of id: ClusterID) async -> Bool {
    guard let cluster = try? await connect(id),
      let document = try? await cluster.client.get(ObjectKey(.pods, pod))
    else { return false }
    let spec = document["spec"]
    return spec?["os"]?["name"]?.string == "windows"
      || spec?["nodeSelector"]?["kubernetes.io/os"]?.string == "windows"
  }

  /// Forwards ports until kubectl has ended.
  func runPortForward(
    _ id: PortForward.ID, _ context: String, _ run: PortForward.Run,
    _ send: @escaping @Sendable (Event) async -> Void
  ) async {
    guard let kubectl else {
      return await send(
        .portForward(id, run: run.number, .ended(.notStarted("kubectl can't be used here"))))
    }
    let ending = await kubectl.run(kubectl.program(for: run, in: context)) {
      await send(.portForward(id, run: run.number, .wrote($0)))
    }
    await send(.portForward(id, run: run.number, .ended(ending)))
  }

  // MARK: - With requests

  func ports(of pod: ObjectName, _ client: Client) async -> ClusterEvent {
    do throws(KubernetesError) {
      return .ports(pod, .success(PodPort.ports(of: try await client.get(ObjectKey(.pods, pod)))))
    } catch {
      return .ports(pod, .failure(error))
    }
  }

  func leftovers(in namespaces: Set<String>, _ client: Client) async -> ClusterEvent {
    var pods: [LeftoverPod] = []
    do throws(KubernetesError) {
      for namespace in namespaces.isEmpty ? [nil] : namespaces.sorted().map(Optional.some) {
        for phase in ["Failed", "Succeeded"] {
          let query = ResourceQuery(
            .pods, namespace: namespace, fieldSelector: "status.phase=\(phase)")
          pods += try await client.list(query).compactMap { LeftoverPod($0) }
        }
      }
      return .leftovers(namespaces, .success(pods.sorted { $0.target.name < $1.target.name }))
    } catch {
      return .leftovers(namespaces, .failure(error))
    }
  }

  /// So many pods are asked for at once.
  private static let removalsAtOnce = 8

  /// Removes pods, several at a time; stops after those in hand when the task is cancelled.
  func runRemoval(
    _ id: PodRemoval.ID, _ order: PodRemoval.Order, _ client: Client,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      for (index, pod) in order.pods.enumerated() {
        if index >= Self.removalsAtOnce { _ = await group.next() }
        guard !Task.isCancelled else { break }
        group.addTask {
          // What was begun is told of, also to somebody who has stopped the rest.
          let request = Task { await Self.remove(pod, order.way, client) }
          await send(.removal(id, .removed(pod.name, await request.value)))
        }
      }
      await group.waitForAll()
    }
    await send(.removal(id, .ended))
  }

  private static func remove(
    _ pod: PodTarget, _ way: PodRemoval.Way, _ client: Client
  ) async -> KubernetesError? {
    var options = DeleteOptions(
      uid: pod.uid.isEmpty ? nil : pod.uid, resourceVersion: pod.resourceVersion)
    do throws(KubernetesError) {
      switch way {
      case .evict: try await client.evict(pod.name, options)
      case .now: options.gracePeriodSeconds = 1
      case .force: options.gracePeriodSeconds = 0
      case .normal, .cleanUp: break
      }
      if way != .evict { try await client.delete(ObjectKey(.pods, pod.name), options) }
      return nil
    } catch {
      return error
    }
  }
}
