import Console
import TUI
import Testing

@Suite struct KeymapTests {
  @Test func everyKeyHasAName() {
    for (context, bindings) in Keymap.standard.bindings {
      for key in bindings.flatMap(\.keys) {
        #expect(Key(key) != nil, "\(context): \(key)")
      }
    }
  }

  @Test func noKeyMeansTwoThingsInOneContext() {
    for (context, bindings) in Keymap.standard.bindings {
      let keys = bindings.flatMap(\.keys).compactMap { Key($0) }
      #expect(Set(keys).count == keys.count, "\(context)")
    }
  }

  @Test func everyContextHasBindings() {
    for context in BindingContext.allCases {
      #expect(Keymap.standard.bindings[context]?.isEmpty == false, "\(context)")
    }
  }

  @Test func theFrontContextGoesFirst() {
    let map = Keymap.standard
    #expect(map.binding(for: .character("n"), in: [.document, .everywhere])?.action == .findNext)
    #expect(map.binding(for: .character("n"), in: [.list, .everywhere])?.action == .pickNamespaces)
    #expect(map.binding(for: .character("n"), in: [.picker]) == nil)
  }

  @Test func theDocumentNamesEveryKey() {
    let document = Keymap.standard.markdown
    for binding in Keymap.standard.bindings.values.joined() {
      #expect(document.contains(binding.explanation))
    }
  }

  @Test func whatChangesTheClusterIsMarkedSo() {
    let destructive: Set<Action> = [.deploy, .delete]
    for binding in Keymap.standard.bindings.values.joined() {
      if destructive.contains(binding.action) {
        #expect(binding.isDestructive, "\(binding.action)")
      }
    }
  }
}
