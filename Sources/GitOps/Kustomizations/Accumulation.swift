/// What a kustomization takes together: its own files and those of the kustomizations it names.
struct Accumulation {
  /// The objects that are written in files, named as far as the kustomizations say.
  var objects: [StackObject] = []
  /// The folders of kustomizations that were gone through, the first included.
  var folders: Set<String> = []
  /// The files that are named: manifests, patches, values.
  var files: Set<String> = []
  /// Folders of charts, which belong to the kustomization with everything in them.
  var chartHomes: Set<String> = []
  var problems: [StackProblem] = []
  /// Kinds and names of all objects, by every name they had on the way here.
  var identities: Set<Identity> = []
  /// Whether there may be objects that only a build finds.
  var isOpaque = false

  /// Whether the kustomizations go round in a circle, so that this depends on where one begins.
  var hasCycle = false
  /// What the server would tell the objects apart by.
  private(set) var keys: Set<StackObject.Key> = []

  /// A kind and a name.
  struct Identity: Hashable {
    var kind: String
    var name: String
  }

  /// Adds an object; false, with nothing done, if it is there already.
  mutating func add(_ object: StackObject) -> Bool {
    guard keys.insert(object.key).inserted else { return false }
    objects.append(object)
    return true
  }

  /// Gives every object what `change` makes of it.
  mutating func rename(_ change: (StackObject) -> StackObject) {
    for index in objects.indices {
      objects[index] = change(objects[index])
      identities.insert(Identity(kind: objects[index].kind, name: objects[index].name))
    }
    keys = Set(objects.map(\.key))
  }

  /// Takes over all of another; returns the objects that were there already.
  mutating func merge(_ other: Accumulation) -> [StackObject] {
    let double = other.objects.filter { !add($0) }
    folders.formUnion(other.folders)
    files.formUnion(other.files)
    chartHomes.formUnion(other.chartHomes)
    for problem in other.problems where !problems.contains(problem) { problems.append(problem) }
    identities.formUnion(other.identities)
    isOpaque = isOpaque || other.isOpaque
    hasCycle = hasCycle || other.hasCycle
    return double
  }
}
