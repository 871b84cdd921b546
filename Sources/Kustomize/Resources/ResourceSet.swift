/// Objects in order, found by what they are called and by what they were called.
///
/// Ids may come up twice while objects are being renamed; whoever renames them looks for that at the
/// end, with `conflict`.
struct ResourceSet: Sendable {
  private var storage: [Resource] = []
  /// Indices by normalized id; nil where they have to be found out again.
  private var current: [ResourceID: [Int]]?
  private var former: [ResourceID: [Int]]?

  init(_ resources: [Resource] = []) {
    storage = resources
  }

  var resources: [Resource] { storage }

  /// Adds an object whose id isn't there yet; returns the index of the one that has it already.
  mutating func append(_ resource: Resource) -> Int? {
    buildIndices()
    let id = resource.id.normalized
    if let index = current?[id]?.first { return index }
    current?[id] = [storage.count]
    for previous in Set(resource.previousIDs.map(\.normalized)) where previous != id {
      former?[previous, default: []].append(storage.count)
    }
    storage.append(resource)
    return nil
  }

  /// Removes objects.
  mutating func remove(_ indices: Set<Int>) {
    guard !indices.isEmpty else { return }
    storage = storage.enumerated().filter { !indices.contains($0.offset) }.map(\.element)
    forgetIndices()
  }

  /// Puts the objects into another order, or others in their place.
  mutating func replaceAll(with resources: [Resource]) {
    storage = resources
    forgetIndices()
  }

  /// Changes every object.
  mutating func modifyEach<Failure: Error>(
    _ change: (inout Resource) throws(Failure) -> Void
  ) throws(Failure) {
    forgetIndices()
    for index in storage.indices { try change(&storage[index]) }
  }

  /// The objects that are called so now.
  mutating func indices(named id: ResourceID) -> [Int] {
    buildIndices()
    return current?[id.normalized] ?? []
  }

  /// The objects that are called so now, or were before, in order.
  mutating func indices(everNamed id: ResourceID) -> [Int] {
    buildIndices()
    let id = id.normalized
    let now = current?[id] ?? []
    guard let before = former?[id] else { return now }
    return now.isEmpty ? before : Set(now + before).sorted()
  }

  /// Two objects with the same id, if there are any.
  mutating func conflict() -> (first: Int, second: Int)? {
    buildIndices()
    let double = current?.values.filter { $0.count > 1 }.min { $0[1] < $1[1] }
    return double.map { ($0[0], $0[1]) }
  }

  private mutating func forgetIndices() {
    current = nil
    former = nil
  }

  private mutating func buildIndices() {
    guard current == nil else { return }
    var current: [ResourceID: [Int]] = [:]
    var former: [ResourceID: [Int]] = [:]
    current.reserveCapacity(storage.count)
    for (index, resource) in storage.enumerated() {
      let id = resource.id.normalized
      current[id, default: []].append(index)
      guard !resource.formerNames.isEmpty else { continue }
      for previous in Set(resource.previousIDs.map(\.normalized)) where previous != id {
        former[previous, default: []].append(index)
      }
    }
    self.current = current
    self.former = former
  }
}

extension ResourceSet: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { storage.count }

  subscript(index: Int) -> Resource {
    get { storage[index] }
    _modify {
      let (id, formerCount) = (storage[index].id, storage[index].formerNames.count)
      defer {
        if storage[index].id != id || storage[index].formerNames.count != formerCount {
          forgetIndices()
        }
      }
      yield &storage[index]
    }
  }
}
