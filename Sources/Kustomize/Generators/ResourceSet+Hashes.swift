extension ResourceSet {
  /// Puts the hash of its content behind the name of what was generated.
  mutating func addHashes() {
    for index in indices where self[index].needsHash {
      let hash = ContentHash.of(self[index])
      self[index].rememberName()
      self[index].name += "-\(hash)"
    }
  }
}
