import Documents

/// The objects of the cluster, sorted by kind and key, with the history that watches and
/// consistent pages are read from.
struct ObjectStore {
  /// One write: what was there before and after.
  struct Entry {
    let resourceVersion: UInt64
    let resource: ResourceID
    let old: StoredObject?
    let new: StoredObject?
    /// An object that is gone, as it was last, with the version of its deletion.
    let tombstone: StoredObject?
  }

  private(set) var resourceVersion: UInt64 = 1
  private var objects: [ResourceID: [StoredObject]] = [:]
  /// The latest writes, oldest first.
  private(set) var history: [Entry] = []
  /// Everything up to and including this version has been forgotten.
  private(set) var compactedVersion: UInt64 = 0
  /// How many writes to remember; a little more are kept, so that forgetting is rare.
  var historyLimit = 20_000

  static func key(_ namespace: String, _ name: String) -> String {
    namespace.isEmpty ? name : namespace + "/" + name
  }

  func get(_ resource: ResourceID, _ key: String) -> StoredObject? {
    guard let all = objects[resource] else { return nil }
    let index = Self.index(of: key, in: all)
    return index < all.count && all[index].key == key ? all[index] : nil
  }

  /// All objects of a kind, sorted by key; those of one namespace if it isn't empty.
  func list(_ resource: ResourceID, namespace: String = "") -> ArraySlice<StoredObject> {
    guard let all = objects[resource] else { return [] }
    guard !namespace.isEmpty else { return all[...] }
    let start = Self.index(of: namespace + "/", in: all)
    // "0" follows "/" in ASCII.
    let end = Self.index(of: namespace + "0", in: all)
    return all[start..<end]
  }

  func count(_ resource: ResourceID) -> Int { objects[resource]?.count ?? 0 }

  /// Stores the next version of an object: `make` gets the version it will have.
  mutating func put(
    _ resource: ResourceID, _ key: String, _ make: (UInt64) -> Value
  ) -> Entry {
    resourceVersion += 1
    let new = StoredObject(
      key: key, resourceVersion: resourceVersion, value: make(resourceVersion))
    var all = objects.removeValue(forKey: resource) ?? []
    let index = Self.index(of: key, in: all)
    var old: StoredObject?
    if index < all.count, all[index].key == key {
      old = all[index]
      all[index] = new
    } else {
      all.insert(new, at: index)
    }
    objects[resource] = all
    return remember(
      Entry(
        resourceVersion: resourceVersion, resource: resource, old: old, new: new, tombstone: nil))
  }

  /// Takes an object out; the deletion has a version of its own.
  mutating func remove(_ resource: ResourceID, _ key: String) -> Entry? {
    var all = objects.removeValue(forKey: resource) ?? []
    defer { objects[resource] = all }
    let index = Self.index(of: key, in: all)
    guard index < all.count, all[index].key == key else { return nil }
    resourceVersion += 1
    let old = all.remove(at: index)
    var last = old.value
    last.set("metadata", "resourceVersion", to: .string(String(resourceVersion)))
    let tombstone = StoredObject(key: key, resourceVersion: resourceVersion, value: last)
    return remember(
      Entry(
        resourceVersion: resourceVersion, resource: resource, old: old, new: nil,
        tombstone: tombstone))
  }

  /// Forgets the history up to and including that version.
  mutating func compact(through version: UInt64) {
    compactedVersion = max(compactedVersion, min(version, resourceVersion))
    let kept = history.drop { $0.resourceVersion <= compactedVersion }
    history = Array(kept)
  }

  private mutating func remember(_ entry: Entry) -> Entry {
    history.append(entry)
    if history.count > historyLimit + historyLimit / 4 {
      compact(through: history[history.count - historyLimit - 1].resourceVersion)
    }
    return entry
  }

  /// Where the key is, or would be inserted.
  private static func index(of key: String, in all: [StoredObject]) -> Int {
    // Seeds come in order, so look at the end first.
    if let last = all.last, last.key < key { return all.count }
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ObjectStore {
  /// The objects of a kind as they were at an earlier version; nil if that has been forgotten.
  func list(
    _ resource: ResourceID, namespace: String = "", at version: UInt64
  ) -> ArraySlice<StoredObject>? {
    guard version >= compactedVersion else { return nil }
    let current = list(resource, namespace: namespace)
    // What is newer is undone, from the latest write back.
    var undone: [String: StoredObject?] = [:]
    for entry in history.reversed() {
      guard entry.resourceVersion > version else { break }
      guard entry.resource == resource, let key = (entry.new ?? entry.old)?.key,
        namespace.isEmpty || key.hasPrefix(namespace + "/")
      else { continue }
      undone[key] = .some(entry.old)
    }
    guard !undone.isEmpty else { return current }
    var objects = current.filter { undone[$0.key] == nil }
    objects += undone.values.compactMap { $0 }
    objects.sort { $0.key < $1.key }
    return objects[...]
  }

  /// The writes after a version, oldest first; nil if some of them have been forgotten.
  func history(after version: UInt64) -> ArraySlice<Entry>? {
    guard version >= compactedVersion else { return nil }
    var start = history.endIndex
    while start > history.startIndex, history[start - 1].resourceVersion > version { start -= 1 }
    return history[start...]
  }
}
