public import Kubernetes
public import Logs

/// Lines that Argo CD's programs write about applications.
extension LogRecord {
  /// The application it is about, as it names it, with its namespace where it has one.
  ///
  /// Programs of Argo CD write `application=argocd/shop`, or the name alone with the namespace in
  /// `app-namespace`; tracking writes `argocd_shop`.
  public var application: ObjectName? {
    for name in ["application", "app", "app-name", "appName", "app_name"] {
      guard let value = self[name], !value.isEmpty else { continue }
      let namespace = self["app-namespace"] ?? self["appNamespace"] ?? self["app_namespace"] ?? ""
      if let slash = value.firstIndex(of: "/") {
        return ObjectName(
          namespace: String(value[..<slash]), name: String(value[value.index(after: slash)...]))
      }
      return ObjectName(namespace: namespace, name: value)
    }
    return nil
  }

  /// Whether it is about an application; `controlNamespace` is the one that Argo CD runs in.
  public func isAbout(_ application: ObjectName, controlNamespace: String) -> Bool {
    guard let named = self.application else { return isMentioned(application) }
    if named.name == application.name {
      return named.namespace.isEmpty
        ? application.namespace == controlNamespace || application.namespace.isEmpty
        : named.namespace == application.namespace || application.namespace.isEmpty
    }
    return named.namespace.isEmpty && named.name == "\(application.namespace)_\(application.name)"
  }

  /// Lines of the queue have the application in their text alone: `updated 'argocd/shop' operation`.
  private func isMentioned(_ application: ObjectName) -> Bool {
    guard !application.namespace.isEmpty else { return false }
    let name = "\(application.namespace)/\(application.name)"
    var rest = message[...]
    while let range = rest.firstRange(of: name) {
      let before =
        range.lowerBound == message.startIndex
        ? nil : message[message.index(before: range.lowerBound)]
      let after = range.upperBound == message.endIndex ? nil : message[range.upperBound]
      if before.map({ !$0.isNamePart }) ?? true, after.map({ !$0.isNamePart }) ?? true {
        return true
      }
      rest = message[range.upperBound...]
    }
    return false
  }
}

extension Character {
  /// Whether it may be a part of a name, or of a path around it.
  fileprivate var isNamePart: Bool {
    isLetter || isNumber || self == "-" || self == "/" || self == "."
  }
}
