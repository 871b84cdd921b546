import Documents
import YAML

@testable import Kubernetes

/// Decodes an object written in YAML, through its JSON.
func decode<Decoder: RowDecoder>(
  _ yaml: String, _ decoder: Decoder
) throws -> Decoder.DecodedRow {
  var decoder = decoder
  var metadata = ObjectMetadata()
  var reader = JSONReader(try Value(yaml: yaml).json)
  return try decoder.decode(&reader, &metadata)
}
