import Documents
public import GitOps
public import Kubernetes

/// The lists of kinds whose own columns say too little: rollouts, and Flux's.
public enum DeliveryTable {
  /// What reads a row of such a list; nil for other kinds.
  public static func decoder(of kind: ResourceKind) -> DocumentRowDecoder<Kubernetes.TableRow>? {
    if kind.isRollouts {
      return DocumentRowDecoder { document in
        let row = RolloutRow(document)
        return table(document, row.created, RolloutRow.columns, row.cells)
      }
    }
    guard let flux = FluxKind(kind) else { return nil }
    let columns = FluxRow.columns(flux)
    return DocumentRowDecoder { document in
      let row = FluxRow(flux, document)
      return table(document, row.created, columns, row.cells)
    }
  }

  private static func table(
    _ document: Value, _ created: Int64?, _ columns: TableColumns,
    _ cells: [Kubernetes.TableRow.Cell]
  ) -> Kubernetes.TableRow {
    let metadata = document["metadata"] ?? [:]
    let labels = metadata["labels"]?.object?.compactMap { key, value in
      value.string.map { Labels.Label(key, $0) }
    }
    let marks = OwnerMarks(document)
    return Kubernetes.TableRow(
      name: ObjectName(
        namespace: metadata["namespace"]?.string ?? "", name: metadata["name"]?.string ?? ""),
      uid: metadata["uid"]?.string ?? "", labels: Labels(labels ?? []),
      annotations: marks.annotations,
      owner: marks.controller.map { Owner(kind: $0.kind, name: $0.name) }, created: created,
      deletion: metadata["deletionTimestamp"]?.string.flatMap { Timestamp($0)?.seconds },
      columns: columns, cells: cells)
  }
}

extension ResourceKind {
  /// Whether it is the rollouts of Argo Rollouts, in whatever version.
  var isRollouts: Bool { group == "argoproj.io" && kind == "Rollout" }
}
