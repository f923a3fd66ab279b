/// What is said about types.
extension ExplanationCase {
  static let types: [Self] = [
    Self(
      "integer, found text",
      schema: #"""
        properties: {quality: {type: integer}}
        """#,
      record: #"""
        quality: high
        """#,
      expected: #"""
        type at /quality, s.json#/properties/quality/type
          'quality' must be an integer, found the string "high"
          = write a whole number, for example 69
        """#),
    Self(
      "integer, found digits in quotes",
      schema: #"""
        properties: {quality: {type: integer}}
        """#,
      record: #"""
        quality: "69"
        """#,
      expected: #"""
        type at /quality, s.json#/properties/quality/type
          'quality' must be an integer, found the string "69"
          = remove the quotes
        """#),
    Self(
      "integer, found a fraction",
      schema: #"""
        properties: {quality: {type: integer}}
        """#,
      record: #"""
        quality: 1.5
        """#,
      expected: #"""
        type at /quality, s.json#/properties/quality/type
          'quality' must be an integer, found the number 1.5
          = write a whole number, for example 69
        """#),
    Self(
      "number, found digits in quotes",
      schema: #"""
        properties: {price: {type: number}}
        """#,
      record: #"""
        price: "1.5"
        """#,
      expected: #"""
        type at /price, s.json#/properties/price/type
          'price' must be a number, found the string "1.5"
          = remove the quotes
        """#),
    Self(
      "boolean, found yes",
      schema: #"""
        properties: {published: {type: boolean}}
        """#,
      record: #"""
        published: "yes"
        """#,
      expected: #"""
        type at /published, s.json#/properties/published/type
          'published' must be true or false, found the string "yes"
          = write true
        """#),
    Self(
      "text, found a number",
      schema: #"""
        properties: {version: {type: string}}
        """#,
      record: #"""
        version: 1.10
        """#,
      expected: #"""
        type at /version, s.json#/properties/version/type
          'version' must be a string, found the number 1.10
          = put it in quotes: "1.10"
        """#),
    Self(
      "text, found null",
      schema: #"""
        properties: {title: {type: string}}
        """#,
      record: #"""
        title:
        """#,
      expected: #"""
        type at /title, s.json#/properties/title/type
          'title' must be a string, found null
          = write a text, or "" for an empty one
        """#),
    Self(
      "list, found text",
      schema: #"""
        properties: {tags: {type: array}}
        """#,
      record: #"""
        tags: news
        """#,
      expected: #"""
        type at /tags, s.json#/properties/tags/type
          'tags' must be a list, found the string "news"
          = write a list, for example ["news"]
        """#),
    Self(
      "object, found a list",
      schema: #"""
        properties: {provider: {type: object}}
        """#,
      record: #"""
        provider: [a]
        """#,
      expected: #"""
        type at /provider, s.json#/properties/provider/type
          'provider' must be an object, found a list of 1 element
          = write members with names, or {} for none
        """#),
    Self(
      "null, found false",
      schema: #"""
        properties: {gone: {type: "null"}}
        """#,
      record: #"""
        gone: false
        """#,
      expected: #"""
        type at /gone, s.json#/properties/gone/type
          'gone' must be null, found false
          = write null, or remove the value
        """#),
    Self(
      "several types",
      schema: #"""
        properties: {id: {type: [string, integer, "null"]}}
        """#,
      record: #"""
        id: [1, 2]
        """#,
      expected: #"""
        type at /id, s.json#/properties/id/type
          'id' must be a string, an integer or null, found a list of 2 elements
          = write one text
        """#),
    Self(
      "the whole record",
      schema: #"""
        type: object
        """#,
      record: #"""
        - 1
        """#,
      expected: #"""
        type at , s.json#/type
          the value must be an object, found a list of 1 element
          = write members with names, or {} for none
        """#),
    Self(
      "an element of a list in a list",
      schema: #"""
        properties: {rows: {items: {items: {type: integer}}}}
        """#,
      record: #"""
        rows: [[1], [2, x]]
        """#,
      expected: #"""
        type at /rows/1/1, s.json#/properties/rows/items/items/type
          'rows[1][1]' must be an integer, found the string "x"
          = write a whole number, for example 69
        """#),
    Self(
      "a schema that is false",
      schema: #"""
        properties: {secret: false}
        """#,
      record: #"""
        secret: 1
        """#,
      expected: #"""
        properties at /secret (name), s.json#/properties/secret
          'secret' is not allowed here
          = remove it
        """#),
    Self(
      "a control character in the value",
      schema: #"""
        properties: {a: {type: integer}}
        """#,
      record: #"""
        a: "x\u001b[31m\u202e"
        """#,
      expected: #"""
        type at /a, s.json#/properties/a/type
          'a' must be an integer, found the string "x\u{001B}[31m\u{202E}"
          = write a whole number, for example 69
        """#),
    Self(
      "a long value",
      schema: #"""
        properties: {a: {type: integer}}
        """#,
      record: #"""
        a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        """#,
      expected: #"""
        type at /a, s.json#/properties/a/type
          'a' must be an integer, found the string "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"
          = write a whole number, for example 69
        """#),
  ]
}
