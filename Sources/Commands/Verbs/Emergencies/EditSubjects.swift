import Documents
import Emergencies
import Kubernetes
import YAML

/// The objects that the command line means, and what is wanted of them.
struct EditSubjects {
  private let cluster: EmergencyCluster
  private let namespace: String

  init(_ cluster: EmergencyCluster, namespace: String) {
    self.cluster = cluster
    self.namespace = namespace
  }

  /// The objects as they are now; throws a `Problem` where one isn't there.
  func open(_ words: [String]) async throws -> [OpenedObject] {
    var opened: [OpenedObject] = []
    for argument in try ObjectArgument.parse(words) {
      let key = try await argument.key(cluster.client, namespace: namespace)
      guard !opened.contains(where: { $0.key == key }) else { continue }
      opened.append(try await open(key))
    }
    return opened
  }

  private func open(_ key: ObjectKey) async throws -> OpenedObject {
    do throws(KubernetesError) {
      return OpenedObject(key, try await cluster.client.get(key))
    } catch {
      throw Problem(error)
    }
  }

  // MARK: What is wanted

  /// What a patch makes of objects.
  func drafts(_ opened: [OpenedObject], patching text: String) throws -> [EditDraft] {
    let patch: Value
    do throws(YAMLError) {
      patch = try Value(yaml: text)
    } catch {
      throw Problem("the patch can't be read: \(SafeText.line("\(error)"))")
    }
    return try opened.map {
      try draft($0) { object throws(EditProblem) in try object.draft(patching: patch) }
    }
  }

  /// What the objects of a file are to take the place of.
  func drafts(replacingBy path: String) async throws -> [EditDraft] {
    var files = ObjectFiles(world: cluster.world)
    files.read(path)
    if let problem = files.problems.first { throw Problem(problem) }
    var drafts: [EditDraft] = []
    for object in files.objects {
      let key = try await key(of: object)
      let opened = try await open(key)
      drafts.append(
        try draft(opened) { opened throws(EditProblem) in try opened.draft(replacing: object) })
    }
    return drafts
  }

  /// The text of a file, of `-` standard input.
  func text(_ path: String) throws -> String {
    let bytes =
      path == "-"
      ? cluster.world.input() : try ObjectFiles(world: cluster.world).contents(of: path)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func draft(
    _ object: OpenedObject, _ make: (OpenedObject) throws(EditProblem) -> EditDraft
  ) throws -> EditDraft {
    do throws(EditProblem) {
      return try make(object)
    } catch {
      throw Problem("\(object.key.words): \(SafeText.line(error.description))")
    }
  }

  private func key(of object: Value) async throws -> ObjectKey {
    let (apiVersion, kind) = (object["apiVersion"]?.string ?? "", object["kind"]?.string ?? "")
    guard let name = object["metadata"]?["name"]?.string, !name.isEmpty else {
      throw Problem("a \(SafeText.line(kind)) has no name")
    }
    let found: ResourceKind?
    do throws(KubernetesError) {
      found = try await cluster.client.discover(groupVersions: [apiVersion])
        .kind(apiVersion: apiVersion, kind: kind)
    } catch {
      throw Problem(error)
    }
    guard let found else {
      throw Problem("the server doesn't know the kind \(SafeText.line("\(kind) of \(apiVersion)"))")
    }
    let own = object["metadata"]?["namespace"]?.string
    return ObjectKey(found, namespace: found.isNamespaced ? own ?? namespace : "", name: name)
  }
}
