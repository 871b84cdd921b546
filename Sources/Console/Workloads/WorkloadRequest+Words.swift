import Kubernetes

extension WorkloadRequest {
  /// For the button that agrees to it.
  var title: String {
    switch self {
    case .restart: "Restart"
    case .scale: "Scale"
    case .setImages: "Set images"
    case .rollBack: "Roll back"
    case .setSuspended(let isSuspended): isSuspended ? "Suspend" : "Resume"
    case .trigger: "Start"
    case .setSchedulable(let isSchedulable): isSchedulable ? "Uncordon" : "Cordon"
    }
  }

  /// For what stands above the question, before what it is about.
  var heading: String {
    if case .setImages = self { "Set images of" } else { title }
  }

  /// What was asked for, once it was: *restart of web*.
  var noun: String {
    switch self {
    case .restart: "restart"
    case .scale: "scaling"
    case .setImages: "change of images"
    case .rollBack: "rollback"
    case .setSuspended(let isSuspended): isSuspended ? "suspension" : "resumption"
    case .trigger: "start"
    case .setSchedulable(let isSchedulable): isSchedulable ? "uncordoning" : "cordoning"
    }
  }

  /// What comes of it, for the question whether to do it.
  var explanation: String {
    switch self {
    case .restart: "Every pod is made anew, by the rules of the rollout:"
    case .scale: "Pods are added or taken away:"
    case .setImages: "Pods are made anew with these images:"
    case .rollBack: "Pods are made anew, as they were before:"
    case .setSuspended(true): "No more jobs or pods are started until it is resumed:"
    case .setSuspended(false): "Jobs or pods are started again:"
    case .trigger: "A job is started now, beside those that the clock starts:"
    case .setSchedulable(false): "The node takes no new pods; those on it stay:"
    case .setSchedulable(true): "The node takes new pods again:"
    }
  }

  /// Whether pods are made anew or taken away by it, which takes a while.
  var isRollout: Bool {
    switch self {
    case .restart, .scale, .setImages, .rollBack: true
    case .setSuspended, .trigger, .setSchedulable: false
    }
  }
}
