import Documents

/// Keeps the taint of cordoned nodes, as a cluster's node controller does.
enum Cordons {
  private static let key = "node.kubernetes.io/unschedulable"

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .nodes) { server, change in
      guard let node = change.new else { return }
      let isCordoned = node.at("spec", "unschedulable")?.bool == true
      let taints = node.at("spec", "taints")?.array ?? []
      guard isCordoned != taints.contains(where: { $0["key"]?.string == key }) else { return }
      let taint: Value = [
        "key": .string(key), "effect": "NoSchedule", "timeAdded": .string(server.now.rfc3339),
      ]
      let rest = taints.filter { $0["key"]?.string != key }
      let wanted = isCordoned ? rest + [taint] : rest
      _ = try? server.modify(.nodes, "", change.name, as: "kube-controller-manager") { node in
        node.set("spec", "taints", to: wanted.isEmpty ? nil : .array(wanted))
      }
    }
  }
}
