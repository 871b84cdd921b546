import Documents

/// Which image does what: the part of a scenario that decides how pods behave.
struct ImageCatalog: Sendable {
  /// By image with its tag: `registry.talos00/catalyst-api:d4f1c08`.
  var exact: [String: ContainerBehaviour] = [:]
  /// By image without its tag, for everything that isn't named with one.
  var names: [String: ContainerBehaviour] = [:]
  /// The registries of the cluster itself: what isn't in this catalog isn't there.
  var closedRegistries: Set<String> = []
  /// Tags that the closed registries have, besides those in `exact`.
  var known: Set<String> = []

  /// What a container of that image does in that pod.
  func behaviour(of image: String, in pod: Value, isInit: Bool) -> ContainerBehaviour {
    if !isInit, let name = pod.annotation(Self.annotation),
      let named = ContainerBehaviour(named: name)
    {
      return named
    }
    if let behaviour = exact[image] { return behaviour }
    let (name, registry) = Self.parts(of: image)
    if closedRegistries.contains(registry), !known.contains(image) {
      return ContainerBehaviour(pull: .notFound)
    }
    var behaviour = names[name] ?? ContainerBehaviour()
    let endsByItself = (pod.at("spec", "restartPolicy")?.string ?? "Always") != "Always"
    if behaviour.run == .forever, isInit || endsByItself {
      behaviour.run = .exits(code: 0, after: isInit ? .seconds(2) : .seconds(8))
      if names[name] == nil { behaviour.log = .task }
    }
    return behaviour
  }

  /// The annotation by which a pod says itself how it behaves.
  static let annotation = "demo.duet/behaviour"

  /// The image without tag and digest, and its registry; empty where it names none.
  static func parts(of image: String) -> (name: String, registry: String) {
    let undigested = image.split(separator: "@").first.map(String.init) ?? image
    var pieces = undigested.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let last = pieces.last, let colon = last.firstIndex(of: ":") {
      pieces[pieces.count - 1] = String(last[..<colon])
    }
    let first = pieces.first ?? ""
    let isRegistry = pieces.count > 1 && (first.contains(".") || first.contains(":"))
    return (pieces.joined(separator: "/"), isRegistry ? first : "")
  }
}
