import Documents

/// Runs the pods of all nodes: does what each pod's `PodMachine` decides, and reports its status.
enum Kubelet {
  private static let manager = "kubelet"

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .pods) { server, change in podChanged(change, on: server) }
  }

  private static func podChanged(_ change: Change, on server: isolated DemoAPIServer) {
    guard let pod = change.new else {
      server.controllers.pods[change.object.objectUID] = nil
      ContainerLogs.forget(change.namespace, change.name, on: server)
      return
    }
    let uid = pod.objectUID
    if pod.isBeingDeleted {
      if change.old?.isBeingDeleted == true { return }
      requestDeletion(of: pod, on: server)
      return
    }
    guard pod.at("spec", "nodeName") != nil, !pod.hasEnded else { return }
    if server.controllers.pods[uid] == nil {
      guard pod.at("status", "containerStatuses") == nil else { return }
      var machine = PodMachine(pod, catalog: server.controllers.catalog)
      machine.pace =
        server.controllers.isHistoric ? 0 : 0.7 + Double(server.random.next() % 1000) / 1000
      server.controllers.pods[uid] = machine
      feed(.bound, to: uid, on: server)
    } else if change.old?["spec"] != change.new?["spec"] {
      let initial = pod.at("spec", "initContainers")?.array ?? []
      let images = (initial + (pod.at("spec", "containers")?.array ?? []))
        .map { $0["image"]?.string ?? "" }
      renew(images, of: uid, pod, on: server)
      feed(.imagesChanged(images), to: uid, on: server)
    }
  }

  /// Looks up what the new images do.
  private static func renew(
    _ images: [String], of uid: String, _ pod: Value, on server: isolated DemoAPIServer
  ) {
    guard var machine = server.controllers.pods[uid] else { return }
    for index in machine.containers.indices where index < images.count {
      if machine.containers[index].image != images[index] {
        machine.containers[index].behaviour = server.controllers.catalog.behaviour(
          of: images[index], in: pod, isInit: index < machine.initCount)
      }
    }
    server.controllers.pods[uid] = machine
  }

  private static func requestDeletion(of pod: Value, on server: isolated DemoAPIServer) {
    let grace = pod.at("metadata", "deletionGracePeriodSeconds")?.integer ?? 30
    if server.controllers.pods[pod.objectUID] != nil, grace > 0 {
      feed(.deletionRequested(grace: .seconds(grace)), to: pod.objectUID, on: server)
      return
    }
    // Never started here, or not to be waited for.
    let delay: Duration = server.controllers.isHistoric || grace == 0 ? .zero : .milliseconds(800)
    let (namespace, name, uid) = (pod.objectNamespace, pod.objectName, pod.objectUID)
    server.schedule(after: delay, "kubelet") { server in
      try? server.delete(
        .pods, namespace, name, DeleteOptions(gracePeriodSeconds: 0, uid: uid))
    }
  }

  private static func feed(
    _ first: PodMachine.Input, to uid: String, on server: isolated DemoAPIServer
  ) {
    guard var machine = server.controllers.pods[uid] else { return }
    let before = machine
    if machine.pace == 0, !server.controllers.isHistoric { machine.pace = 1 }
    var inputs = [first]
    var isRemoved = false
    while !inputs.isEmpty {
      let input = inputs.removeFirst()
      machine.obstacle = obstacle(of: machine, on: server)
      for output in machine.handle(input, at: server.now) {
        switch output {
        case .after(let delay, let next):
          if delay == .zero {
            inputs.append(next)
          } else {
            let wait = postponed(delay, on: server)
            if wait > delay { machine.skip(next, for: wait - delay) }
            // Back-off and the like go on for ever: nobody waits for that.
            let isRoutine = wait >= .seconds(10)
            server.schedule(after: wait, "kubelet", isRoutine: isRoutine) { server in
              feed(next, to: uid, on: server)
            }
          }
        case .event(let event):
          if let pod = server.get(.pods, machine.namespace, machine.name) {
            server.record(event, about: pod)
          }
        case .began(let index):
          ContainerLogs.began(machine, index, on: server)
        case .finished(let index, let termination):
          ContainerLogs.ended(machine, index, termination, on: server)
        case .remove: isRemoved = true
        }
      }
    }
    server.controllers.pods[uid] = machine
    let isNew = first == .bound
    if isNew || machine.containers != before.containers || machine.stage != before.stage {
      report(machine, on: server)
    }
    if isRemoved {
      try? server.delete(
        .pods, machine.namespace, machine.name, DeleteOptions(gracePeriodSeconds: 0, uid: uid))
    }
  }

  /// Keeps a past from being full of restarts that nobody will ever look at.
  private static func postponed(
    _ delay: Duration, on server: isolated DemoAPIServer
  ) -> Duration {
    guard server.controllers.isHistoric, let wakes = server.controllers.wakes else { return delay }
    // Not all at once when the past ends.
    let part = Double(server.random.next() % 100) / 100
    return max(delay, wakes - server.now + delay * part)
  }

  private static func report(_ machine: PodMachine, on server: isolated DemoAPIServer) {
    let now = server.now
    let host =
      server.get(.nodes, "", machine.node)?.at("status", "addresses")?[0]?["address"]?.string ?? ""
    let current = server.get(.pods, machine.namespace, machine.name)
    guard current?.objectUID == machine.uid else { return }
    let isHostNetwork = current?.at("spec", "hostNetwork")?.bool == true
    let address =
      isHostNetwork
      ? host : current?.at("status", "podIP")?.string ?? nextAddress(machine.node, host, on: server)
    _ = try? server.modify(
      .pods, machine.namespace, machine.name, as: Self.manager, subresource: .status
    ) { pod in
      pod["status"] = machine.status(
        before: pod["status"], address: address, host: host, at: now)
    }
  }

  /// Pod addresses: one network of 256 for each node, by the last number of the node's address.
  private static func nextAddress(
    _ node: String, _ host: String, on server: isolated DemoAPIServer
  ) -> String {
    let number = (server.controllers.lastAddress[node] ?? 1) % 253 + 1
    server.controllers.lastAddress[node] = number
    let network = (host.split(separator: ".").last.flatMap { Int($0) } ?? 100) % 100
    return "10.244.\(network).\(number + 1)"
  }

  /// Ends a container that is fine, as a kernel short of memory does.
  static func kill(_ pod: Value, on server: isolated DemoAPIServer) {
    let uid = pod.objectUID
    guard var machine = server.controllers.pods[uid],
      let index = machine.containers.lastIndex(where: \.isRunning)
    else { return }
    let usual = machine.containers[index].behaviour.run
    machine.containers[index].behaviour.run = .outOfMemory(after: .zero)
    server.controllers.pods[uid] = machine
    feed(.exited(index, run: machine.containers[index].run), to: uid, on: server)
    server.controllers.pods[uid]?.containers[index].behaviour.run = usual
  }

  /// What the pod refers to and isn't there.
  private static func obstacle(
    of machine: PodMachine, on server: isolated DemoAPIServer
  ) -> PodMachine.Obstacle? {
    guard machine.stage != .running || machine.obstacle != nil,
      let pod = server.get(.pods, machine.namespace, machine.name)
    else { return nil }
    let namespace = machine.namespace
    for volume in pod.at("spec", "volumes")?.array ?? [] {
      let volumeName = volume["name"]?.string ?? ""
      for (kind, field, resource) in [
        ("configMap", "name", ResourceID.configMaps), ("secret", "secretName", .secrets),
      ] {
        guard let source = volume[kind], source["optional"]?.bool != true,
          let name = source[field]?.string, server.get(resource, namespace, name) == nil
        else { continue }
        let noun = kind.lowercased()
        return .volume(
          "MountVolume.SetUp failed for volume \"\(volumeName)\" : \(noun) \"\(name)\" not found")
      }
    }
    for container in pod.at("spec", "containers")?.array ?? [] {
      if let missing = missingSetting(of: container, namespace, on: server) {
        return .setting(missing)
      }
    }
    return nil
  }

  private static func missingSetting(
    of container: Value, _ namespace: String, on server: isolated DemoAPIServer
  ) -> String? {
    var references: [(kind: String, name: String)] = []
    for source in container["envFrom"]?.array ?? [] {
      for (field, kind) in [("configMapRef", "configmap"), ("secretRef", "secret")] {
        guard let reference = source[field], reference["optional"]?.bool != true else { continue }
        references.append((kind, reference["name"]?.string ?? ""))
      }
    }
    for variable in container["env"]?.array ?? [] {
      for (field, kind) in [("configMapKeyRef", "configmap"), ("secretKeyRef", "secret")] {
        guard let reference = variable.at("valueFrom", field), reference["optional"]?.bool != true
        else { continue }
        references.append((kind, reference["name"]?.string ?? ""))
      }
    }
    for reference in references {
      let resource: ResourceID = reference.kind == "secret" ? .secrets : .configMaps
      if server.get(resource, namespace, reference.name) == nil {
        return "\(reference.kind) \"\(reference.name)\" not found"
      }
    }
    return nil
  }
}
