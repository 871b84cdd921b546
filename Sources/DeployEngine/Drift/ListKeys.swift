internal import Documents

/// How elements of lists are told apart, for the lists of built-in kinds.
///
/// A list that isn't known here is one value: its elements count by their order, and none may have
/// a field that isn't written. That errs on the side of asking the server.
enum ListKeys {
  /// The fields that tell the elements of a list apart; nil where their order does.
  static func keys(ofList name: String, _ elements: [Value]) -> [String]? {
    switch name {
    case "containers", "initContainers", "ephemeralContainers", "volumes", "env",
      "imagePullSecrets", "secrets", "webhooks", "schedulingGates", "resourceClaims", "claims",
      "matchConditions":
      ["name"]
    case "volumeMounts": ["mountPath"]
    case "volumeDevices": ["devicePath"]
    case "hostAliases": ["ip"]
    case "topologySpreadConstraints": ["topologyKey", "whenUnsatisfiable"]
    case "ownerReferences": ["uid"]
    case "ports":
      if elements.contains(where: { $0["containerPort"] != nil }) {
        ["containerPort", "protocol"]
      } else {
        ["port", "protocol"]
      }
    default: nil
    }
  }

  /// The keys of one element; nil where one is missing.
  static func identity(of element: Value, _ keys: [String]) -> [Value]? {
    var identity: [Value] = []
    for key in keys {
      guard let value = element[key] ?? (key == "protocol" ? "TCP" : nil) else { return nil }
      identity.append(value)
    }
    return identity
  }

  /// What is written in brackets behind the list's name.
  static func label(_ identity: [Value]) -> String {
    identity.first.map { $0.string ?? $0.json } ?? ""
  }

  /// Whether a field may be there without being written, even in what is one value: the server puts
  /// it there.
  static func isDefault(_ name: String, _ value: Value) -> Bool {
    switch (name, value) {
    case ("apiVersion", "v1"), ("protocol", "TCP"), ("scope", "*"), ("volumeMode", "Filesystem"),
      ("apiGroup", "rbac.authorization.k8s.io"), ("divisor", "0"), ("expirationSeconds", 3600),
      ("expirationSeconds", 3607),
      ("creationTimestamp", .null), ("kind", "PersistentVolumeClaim"),
      ("status", ["phase": "Pending"]):
      true
    default: false
    }
  }

  /// Whether the fields of a map are one value, so that none may be there that isn't written.
  static func isAtomic(map name: String) -> Bool {
    switch name {
    case "selector", "matchLabels", "labelSelector", "podSelector", "namespaceSelector",
      "objectSelector", "nodeSelector", "secretKeyRef", "configMapKeyRef", "fieldRef",
      "resourceFieldRef", "roleRef", "scaleTargetRef":
      true
    default: false
    }
  }

  /// Whether the values of a map are amounts.
  static func isAmounts(map name: String) -> Bool {
    switch name {
    case "limits", "requests", "hard", "capacity", "podFixed", "default", "defaultRequest", "max",
      "min", "maxLimitRequestRatio":
      true
    default: false
    }
  }

  /// Whether a field is an amount.
  static func isAmount(_ name: String) -> Bool {
    ["sizeLimit", "averageValue", "divisor", "storage"].contains(name)
  }
}
