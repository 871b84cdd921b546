import Documents

extension DemoAPIServer {
  func applyDefaults(_ type: ResourceType, _ object: inout Value) {}
  func allocate(_ type: ResourceType, _ object: inout Value, old: Value?) {}
  func validate(_ type: ResourceType, _ object: Value, old: Value?) throws(APIFailure) {}
  func trackFields(
    _ type: ResourceType, old: Value?, new: inout Value, _ options: WriteOptions
  ) {}
}
