public import Documents

/// Where the kinds that make pods keep what pods are made of.
public enum PodTemplate {
  /// The way to the template; nil for kinds without one that could be changed.
  ///
  /// A job's template never changes once it is there.
  public static func path(of kind: ResourceKind) -> Pointer? {
    switch (kind.group, kind.kind) {
    case ("apps", "Deployment"), ("apps", "StatefulSet"), ("apps", "DaemonSet"),
      ("apps", "ReplicaSet"), ("", "ReplicationController"), ("argoproj.io", "Rollout"):
      Pointer(["spec", "template"])
    case ("batch", "CronJob"): Pointer(["spec", "jobTemplate", "spec", "template"])
    default: nil
    }
  }

  /// The images of a template's containers: init containers first, as they run.
  public static func images(of template: Value) -> [ContainerImage] {
    let spec = template["spec"]
    func images(_ list: String, isInitial: Bool) -> [ContainerImage] {
      (spec?[list]?.array ?? []).map {
        ContainerImage(
          $0["name"]?.string ?? "", isInitial: isInitial, $0["image"]?.string ?? "")
      }
    }
    return images("initContainers", isInitial: true) + images("containers", isInitial: false)
  }

  /// The images of an object's pods to be; none where it makes no pods.
  public static func images(of object: Value, _ kind: ResourceKind) -> [ContainerImage] {
    path(of: kind).flatMap { object[$0] }.map(images) ?? []
  }

  /// The template without the label by which a deployment tells its replica sets apart.
  static func withoutHash(_ template: Value) -> Value {
    var template = template
    guard var labels = template["metadata"]?["labels"]?.object else { return template }
    labels["pod-template-hash"] = nil
    template["metadata"]?["labels"] = labels.isEmpty ? nil : .object(labels)
    return template
  }
}
