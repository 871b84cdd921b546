import Documents

/// Makes the Applications that ApplicationSets with list generators ask for.
enum ApplicationSets {
  private static let queue = WorkQueue("application set") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: ArgoCD.applicationSets) { server, change in
      guard change.new != nil, change.old?["spec"] != change.new?["spec"] else { return }
      queue.add(change.namespace, change.name, on: server)
    }
    server.onChange(of: ArgoCD.applications) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "ApplicationSet", let name = owner?["name"]?.string,
        change.old?["spec"] != change.new?["spec"]
      else { return }
      queue.add(change.namespace, name, on: server)
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let set = server.get(ArgoCD.applicationSets, key.namespace, key.name),
      !set.isBeingDeleted
    else { return }
    let template = set.at("spec", "template") ?? [:]
    var names: Set<String> = []
    for generator in set.at("spec", "generators")?.array ?? [] {
      for element in generator.at("list", "elements")?.array ?? [] {
        let filled = fill(template, element.object ?? [:])
        names.insert(filled.at("metadata", "name")?.string ?? "")
        put(filled, of: set, on: server)
      }
    }
    guard policy(of: set).deletes else {
      updateStatus(set, names, on: server)
      return
    }
    for application in server.list(ArgoCD.applications, namespace: key.namespace)
    where application.controllerUID == set.objectUID && !names.contains(application.objectName) {
      try? server.delete(ArgoCD.applications, key.namespace, application.objectName)
    }
    updateStatus(set, names, on: server)
  }

  private static func put(_ filled: Value, of set: Value, on server: isolated DemoAPIServer) {
    let name = filled.at("metadata", "name")?.string ?? ""
    if server.get(ArgoCD.applications, set.objectNamespace, name) == nil {
      var application = filled
      application["apiVersion"] = "argoproj.io/v1alpha1"
      application["kind"] = "Application"
      application.set("metadata", "namespace", to: .string(set.objectNamespace))
      application.set("metadata", "ownerReferences", to: [set.controllerReference])
      _ = try? server.create(
        ArgoCD.applications, application, as: "argocd-applicationset-controller")
      return
    }
    guard policy(of: set).changes else { return }
    let ignored = (set.at("spec", "ignoreApplicationDifferences")?.array ?? [])
      .filter { ["", name].contains($0["name"]?.string ?? "") }
      .flatMap { ($0["jsonPointers"]?.array ?? []).compactMap(\.string) }
    _ = try? server.modify(
      ArgoCD.applications, set.objectNamespace, name, as: "argocd-applicationset-controller"
    ) { object in
      var wanted: Value = ["spec": filled["spec"] ?? [:]]
      for pointer in ignored {
        let path = pointer.split(separator: "/").map {
          String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
        // What is there stays, and what isn't stays away.
        wanted.put(object.at(path), at: path[...])
      }
      object["spec"] = wanted["spec"]
    }
  }

  /// What it may do to the applications it has made.
  private static func policy(of set: Value) -> (changes: Bool, deletes: Bool) {
    switch set.at("spec", "syncPolicy", "applicationsSync")?.string {
    case "create-only": (false, false)
    case "create-update": (true, false)
    case "create-delete": (false, true)
    default: (true, true)
    }
  }

  /// The template with `{{name}}` and `{{.name}}` replaced by an element's fields.
  private static func fill(_ value: Value, _ element: [String: Value]) -> Value {
    switch value {
    case .string(var text):
      for (key, field) in element {
        text = text.replacing("{{\(key)}}", with: field.string ?? "")
        text = text.replacing("{{.\(key)}}", with: field.string ?? "")
      }
      return .string(text)
    case .array(let elements): return .array(elements.map { fill($0, element) })
    case .object(let fields): return .object(fields.mapValues { fill($0, element) })
    default: return value
    }
  }

  private static func updateStatus(
    _ set: Value, _ names: Set<String>, on server: isolated DemoAPIServer
  ) {
    let now = server.now
    _ = try? server.modify(
      ArgoCD.applicationSets, set.objectNamespace, set.objectName,
      as: "argocd-applicationset-controller", subresource: .status
    ) { object in
      var conditions = object.at("status", "conditions")?.array ?? []
      conditions.setCondition(
        [
          "type": "ResourcesUpToDate", "status": "True",
          "reason": "ApplicationSetUpToDate",
          "message": "All applications have been generated successfully",
        ], at: now)
      object["status"] = [
        "conditions": .array(conditions), "resourcesCount": .integer(Int64(names.count)),
      ]
    }
  }
}

extension Value {
  fileprivate mutating func put(_ value: Value?, at path: ArraySlice<String>) {
    guard let first = path.first else { return }
    guard path.count > 1 else {
      self[first] = value
      return
    }
    guard var child = self[first] ?? (value == nil ? nil : [:]) else { return }
    child.put(value, at: path.dropFirst())
    self[first] = child
  }
}
