internal import Documents
internal import Kubernetes

extension Ledger {
  private static let attempts = 5

  /// Adds an entry to its stack's page.
  func add(_ entry: LedgerEntry) async throws(KubernetesError) {
    let key = key(stack: entry.stack, environment: entry.environment)
    var lastError: KubernetesError?
    for _ in 0..<Self.attempts {
      do throws(KubernetesError) {
        _ = try await client.replace(key, LedgerPage(try await client.get(key)).adding(entry))
        return
      } catch {
        lastError = error
        switch error {
        case .conflict: continue
        case .notFound: break
        default: throw error
        }
      }
      do throws(KubernetesError) {
        _ = try await client.create(
          key.kind, namespace: namespace, LedgerPage(empty(key)).adding(entry))
        return
      } catch {
        lastError = error
        guard case .alreadyExists = error else { throw error }
      }
    }
    if let lastError { throw lastError }
  }

  private func empty(_ key: ObjectKey) -> Value {
    [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": [
        "name": .string(key.name.name), "namespace": .string(namespace),
        "labels": [LedgerPage.label: "stack", "app.kubernetes.io/managed-by": "duet"],
      ],
    ]
  }
}
