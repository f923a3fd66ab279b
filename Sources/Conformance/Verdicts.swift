internal import Documents
internal import Foundation
internal import JSONSchema

/// Answers pairs of schema and instance, for comparing with another validator.
///
/// Each line of the file is a JSON object with `schema` and `instances`. For each line one is
/// printed: the verdicts as `1` and `0`, or what is wrong with the schema.
func printVerdicts(path: String) throws {
  let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  var options = SchemaOptions()
  options.allowsUnknownExtensions = true
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    let document = DocumentReader.read(Array(line), as: .json).document
    guard let text = document.root["schema"], let instances = document.root["instances"] else {
      throw UnreadableFile(path: path, issues: [])
    }
    do {
      let schema = try Schema.compile(text, location: "schema.json", options: options)
      let verdicts = instances.elements.map { instance in
        let isAccepted = schema.accepts(instance)
        // The explaining path must agree with the fast one.
        let isExplained = schema.failures(of: instance).contains { !$0.isWarning }
        return isAccepted == isExplained ? "?" : isAccepted ? "1" : "0"
      }
      print(verdicts.joined())
    } catch let error as SchemaError {
      print("error: \(error.issues.first?.message ?? "")")
    }
  }
}
