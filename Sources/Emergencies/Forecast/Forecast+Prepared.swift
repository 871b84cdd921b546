public import Documents
internal import GitOps

extension ForecastReader {
  /// Gathers what there is to know before an edit that has been prepared is judged.
  ///
  /// `desired` is what the repository says of the object, where that was built.
  public func context(of edit: PreparedEdit, desired: Value? = nil) async -> ForecastContext {
    await context(
      of: edit.live ?? edit.wanted ?? edit.draft.opened ?? .null, edit.key, desired: desired)
  }
}

extension Forecast {
  /// Says what becomes of an edit that has been prepared.
  public init(_ edit: PreparedEdit, _ context: ForecastContext) {
    self.init(edit.edits, of: edit.live ?? edit.wanted ?? .null, context)
  }
}
