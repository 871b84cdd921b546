import Documents
import Files
import Kustomize

/// Our build of a folder beside the real one.
enum Comparison {
  /// What we make of a folder: objects, or the reason why not.
  static func build(_ folder: String, in tree: any FileTree) async -> Result<
    [Value], KustomizeError
  > {
    do throws(KustomizeError) {
      let result = try await KustomizeBuilder(tree: tree).build(folder)
      return .success(result.resources.map(\.value))
    } catch {
      return .failure(error)
    }
  }

  /// How the two differ, in words; nil where they don't: the same objects in the same order, or a
  /// refusal by both.
  static func difference(
    _ ours: Result<[Value], KustomizeError>, _ theirs: RealKustomize.Outcome
  ) throws -> String? {
    switch (ours, try theirs.objects()) {
    case (.failure, nil): return nil
    case (.failure(let error), .some): return "we refuse it: \(error)"
    case (.success, nil): return "kubectl refuses it: \(theirs.complaint)"
    case (.success(let ours), .some(let theirs)):
      return difference(ours, theirs)
    }
  }

  private static func difference(_ ours: [Value], _ theirs: [Value]) -> String? {
    for (index, (our, their)) in zip(ours, theirs).enumerated() where our != their {
      guard name(our) == name(their) else {
        return "object \(index) is \(name(our)), and should be \(name(their))"
      }
      let changes = Difference(from: their, to: our).changes.prefix(6).map { change in
        switch change.kind {
        case .added(let value): "\(change.pointer) is \(text(value)), and shouldn't be there"
        case .removed(let value): "\(change.pointer) is missing, and should be \(text(value))"
        case .changed(let old, let new):
          "\(change.pointer) is \(text(new)), and should be \(text(old))"
        }
      }
      return "\(name(our)): " + changes.joined(separator: "; ")
    }
    guard ours.count != theirs.count else { return nil }
    let names = (ours.map(name), theirs.map(name))
    return "\(ours.count) objects, and there should be \(theirs.count): "
      + "\(names.0.filter { !names.1.contains($0) }) are too many, "
      + "\(names.1.filter { !names.0.contains($0) }) are missing"
  }

  private static func name(_ object: Value) -> String {
    let metadata = object["metadata"]
    return [
      object["apiVersion"]?.string, object["kind"]?.string, metadata?["namespace"]?.string,
      metadata?["name"]?.string,
    ].compactMap { $0 }.joined(separator: " ")
  }

  private static func text(_ value: Value) -> String {
    String(value.json.prefix(200))
  }
}
