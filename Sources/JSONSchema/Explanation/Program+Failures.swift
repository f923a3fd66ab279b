internal import Documents

extension Program {
  /// Where a subschema's text stands, as in `Schemas/news.schema.json#/properties/quality`.
  func location(_ id: Int32) -> String {
    let place = tables.places[Int(id)]
    return "\(entries[place.document].location)#\(schema(id).pointer)"
  }

  /// What is wrong with a value, in the order of the record.
  func failures(of value: Value, maximumCount: Int) -> [SchemaFailure] {
    let document = value.document
    var state = EvaluationState(document)
    if accepts(value, &state) { return [] }
    if let limit = limitReached(state, value.index) { return [failure(limit, in: document)] }
    let nodes = document.nodes
    let bytes = document.bytes
    var explainer = Explainer(program: self, document: document, maximumCount: maximumCount)
    var found = explainer.explain(root, value.index, nodes.span, bytes.span)
    if found.isEmpty {
      // A record that is refused is never passed over in silence. One that has a key twice was
      // found fault with by its reader.
      found =
        limitReached(explainer.state, value.index).map { [$0] }
        ?? (document.hasDuplicateKeys ? [] : [unexplained(value.index)])
    }
    return ordered(found, in: document).prefix(maximumCount).map { failure($0, in: document) }
  }

  /// What stopped an evaluation, if something did.
  private func limitReached(
    _ state: borrowing EvaluationState, _ index: Int
  ) -> Explanation? {
    switch state.stop {
    case nil: return nil
    case .evaluationLimit: return evaluationLimit(index)
    case .patternLimit:
      let subject = Subject.of(state.limitNode, in: state.document)
      let pattern = schema(state.limitSchema)["pattern"]?.string
      let isName = Subject.isKey(state.limitNode, in: state.document)
      return Explanation(
        named: "pattern-limit", state.limitSchema,
        path: isName && pattern == nil ? "/patternProperties" : "/pattern", state.limitNode,
        "\(subject) takes too long to compare with "
          + (pattern.map { "the pattern " + ValueDescription.shortened($0) }
            ?? "the patterns of 'patternProperties'"),
        help: "simplify the pattern: a repetition inside a repetition multiplies the work")
    }
  }

  /// By their places in the file, without those that say the same twice.
  private func ordered(_ found: [Explanation], in document: Document) -> [Explanation] {
    struct Identity: Hashable {
      let node: Int
      let schema: Int32
      let path: String
      let message: String
    }
    var seen: Set<Identity> = []
    return
      found
      .filter {
        let identity = Identity(
          node: $0.node, schema: $0.schema, path: $0.path, message: $0.message)
        return seen.insert(identity).inserted
      }
      .enumerated()
      .sorted { ($0.element.node, $0.offset) < ($1.element.node, $1.offset) }
      .map(\.element)
  }

  private func unexplained(_ index: Int) -> Explanation {
    Explanation(
      named: "schema", tables.subschemas[Int(root)].origin, path: "", index,
      "the value does not fit the schema")
  }

  private func evaluationLimit(_ index: Int) -> Explanation {
    Explanation(
      named: "evaluation-limit", tables.subschemas[Int(root)].origin, path: "", index,
      "the schema leads too deep, or to too many alternatives, to look at this value",
      help: "simplify the schema: alternatives inside alternatives multiply the work")
  }

  private func failure(_ explanation: Explanation, in document: Document) -> SchemaFailure {
    SchemaFailure(
      keyword: explanation.keyword, value: Value(document: document, index: explanation.node),
      isKey: Subject.isKey(explanation.node, in: document),
      schemaLocation: location(explanation.schema) + explanation.path,
      message: explanation.message, help: explanation.help, isWarning: false)
  }

  /// A warning for each deprecated member or element that is there.
  func warnings(of value: Value, maximumCount: Int) -> [SchemaFailure] {
    guard tables.reach[Int(root)].contains(.deprecated) else { return [] }
    let document = value.document
    let nodes = document.nodes
    let bytes = document.bytes
    var warnings: [SchemaFailure] = []
    var state = VisitState(wanted: .deprecated, document: document)
    visit(root, value.index, nodes.span, bytes.span, &state) { id, index in
      guard warnings.count < maximumCount else { return }
      // A member is pointed at by its name.
      let isMember = index > 0 && Subject.isKey(index - 1, in: document)
      warnings.append(
        SchemaFailure(
          keyword: "deprecated",
          value: Value(document: document, index: isMember ? index - 1 : index), isKey: isMember,
          schemaLocation: location(id) + "/deprecated",
          message: schema(id)[Keyword.message.rawValue]?.string
            ?? "\(Subject.of(index, in: document)) is deprecated",
          help: schema(id)["description"]?.string.map(ValueDescription.sentence),
          isWarning: true))
    }
    return warnings
  }
}
