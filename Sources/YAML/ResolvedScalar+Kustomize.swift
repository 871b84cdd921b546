extension ResolvedScalar {
  /// What kustomize makes of the scalar, as found by asking it.
  func asKustomize(_ scalar: EventStream.Scalar) -> ResolvedScalar {
    guard scalar.isPlain, scalar.tag == nil else { return self }
    switch self {
    case .bool where scalar.text.utf8.count < 4 || scalar.text.lowercased() == "off":
      // Only `true` and `false` are truth values.
      return .string(scalar.text)
    case .largeInteger(let digits):
      guard UInt64(digits) == nil, let number = Double(digits) else { return self }
      return .double(number)
    default: return self
    }
  }
}
