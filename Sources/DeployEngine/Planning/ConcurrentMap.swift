/// Transforms elements with at most `limit` at a time; results are in the order of the elements.
public func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], limit: Int, _ transform: @escaping @Sendable (Element) async -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    var slots = [Result?](repeating: nil, count: elements.count)
    var next = 0
    func start() {
      guard next < elements.count else { return }
      let index = next
      next += 1
      group.addTask { (index, await transform(elements[index])) }
    }
    for _ in 0..<max(1, limit) { start() }
    while let (index, result) = await group.next() {
      slots[index] = result
      start()
    }
    return slots.compactMap { $0 }
  }
}
