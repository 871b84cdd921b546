/// Why an image can't be had, in plain words.
enum ImageWords {
  /// Whether a container waits for that reason because of its image.
  static func isMeant(by reason: String) -> Bool {
    switch reason {
    case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull",
      "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed",
      "ErrImagePullBackOff":
      true
    default: false
    }
  }

  /// The trouble of a container that waits for its image.
  ///
  /// `said` is what is known of the failure: the container's own message, and what events say.
  static func trouble(
    of image: String, reason: String, said: [String], container: String
  ) -> PodTrouble {
    let message = said.first { cause(in: $0) != nil } ?? said.first ?? ""
    let summary: String
    var words: String?
    switch reason {
    case "InvalidImageName": summary = "invalid image name: \(image)"
    case "ErrImageNeverPull":
      summary = "image not on the node: \(image)"
      words = "the image \(image) isn't on the node, and imagePullPolicy Never forbids to fetch it"
    case "SignatureValidationFailed": summary = "image not signed as required: \(image)"
    default:
      let cause = said.lazy.compactMap(cause).first
      summary = "\(cause?.summary ?? "image can't be pulled"): \(image)"
      words = cause.map { "the image \(image) can't be pulled: \($0.words)" }
    }
    let retries = reason == "ImagePullBackOff" ? "; it is tried again after a while" : ""
    return PodTrouble(
      .image, container: container, summary, words: (words ?? summary) + retries, message: message)
  }

  /// What a message of the container runtime means.
  ///
  /// The order matters: registries answer `denied` for what isn't there, too, and then say so.
  private static func cause(in message: String) -> (summary: String, words: String)? {
    let text = message.lowercased()
    func says(_ parts: String...) -> Bool { parts.contains { text.firstRange(of: $0) != nil } }
    if says("repository does not exist or may require") {
      return (
        "image not found or not allowed",
        "the registry has no such repository, or doesn't let this cluster see it"
      )
    }
    if says("toomanyrequests", "429", "rate limit") {
      return ("registry's rate limit reached", "the registry has had too many requests from here")
    }
    if says(
      "unauthorized", "401", "authentication required", "no basic auth", "authorization failed")
    {
      return (
        "image not allowed (unauthorised)",
        "the registry wants other credentials: look at imagePullSecrets"
      )
    }
    if says("403", "forbidden", "denied") {
      return ("image not allowed", "the registry doesn't let these credentials have it")
    }
    if says("no match for platform", "no matching manifest") {
      return ("no image for the node's platform", "there is none for the platform of the node")
    }
    if says("not found", "manifest unknown", "name unknown", "404") {
      return ("image not found", "the registry has no such image or tag")
    }
    if says("no such host") {
      return ("registry not found", "the registry's name can't be resolved on the node")
    }
    if says("x509", "certificate") {
      return ("registry not trusted", "the node doesn't trust the registry's certificate")
    }
    if says("server gave http response to https") {
      return ("registry speaks no TLS", "the registry speaks plain HTTP, and the node expects TLS")
    }
    if says("no space left") {
      return ("no space for the image", "the node's disk is full")
    }
    if says("timeout", "connection refused", "dial tcp", "deadline exceeded", "connection reset") {
      return ("registry out of reach", "the registry can't be reached from the node")
    }
    return nil
  }
}
