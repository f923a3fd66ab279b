import Documents

/// The values of a YAML text that is known to be one.
func yaml(_ text: String) -> Document {
  DocumentReader.read(Array(text.utf8), as: .yaml).document
}

/// The values of a JSON text, however deep.
func json(_ text: String, maximumNesting: Int = 256) -> Document {
  var limits = DocumentLimits()
  limits.maximumNesting = maximumNesting
  return DocumentReader.read(Array(text.utf8), as: .json, limits: limits).document
}
