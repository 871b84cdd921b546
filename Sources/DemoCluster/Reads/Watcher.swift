import Documents

/// One open watch: what it wants to hear, and in which form.
struct Watcher {
  var asked: ResourceRequest
  var media: MediaType
  var query: ListQuery
  var output: LiveOutput
  var wantsBookmarks: Bool
  /// Whether a table's columns have been sent: they are, once.
  var hasColumns = false

  /// What a write means to this watch: nothing if the object is outside of it before and after.
  func event(for entry: ObjectStore.Entry) -> (Change.Kind, StoredObject)? {
    guard entry.resource == asked.type.id, let any = entry.new ?? entry.old,
      query.covers(any.key)
    else { return nil }
    let before = entry.old.map(query.matches) ?? false
    let after = entry.new.map(query.matches) ?? false
    switch (before, after, entry.new, entry.tombstone) {
    case (false, true, let new?, _): return (.added, new)
    case (true, true, let new?, _): return (.modified, new)
    // An object that no longer matches is gone for this watch, and shown as it is now.
    case (true, false, let new?, _): return (.deleted, new)
    case (true, false, nil, let tombstone?): return (.deleted, tombstone)
    default: return nil
    }
  }
}
