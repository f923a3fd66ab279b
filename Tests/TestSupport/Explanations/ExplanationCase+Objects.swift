/// What is said about objects.
extension ExplanationCase {
  static let objects: [Self] = [
    Self(
      "required",
      schema: #"""
        required: [title]
        """#,
      record: #"""
        a: 1
        """#,
      expected: #"""
        required at , s.json#/required
          required member 'title' is missing
        """#),
    Self(
      "required, several",
      schema: #"""
        required: [title, date, url]
        """#,
      record: #"""
        date: 1
        """#,
      expected: #"""
        required at , s.json#/required
          required members 'title' and 'url' are missing
        """#),
    Self(
      "required, misspelled",
      schema: #"""
        required: [title]
        properties: {title: true}
        """#,
      record: #"""
        titel: x
        """#,
      expected: #"""
        required at , s.json#/required
          required member 'title' is missing
          = is 'titel' a misspelling of 'title'?
        """#),
    Self(
      "required in an object of a list",
      schema: #"""
        properties: {images: {items: {required: [url]}}}
        """#,
      record: #"""
        images: [{url: a}, {width: 5}]
        """#,
      expected: #"""
        required at /images/1, s.json#/properties/images/items/required
          required member 'url' of 'images[1]' is missing
        """#),
    Self(
      "additionalProperties, near miss",
      schema: #"""
        properties: {title: true, date: true}
        additionalProperties: false
        """#,
      record: #"""
        titel: x
        """#,
      expected: #"""
        additionalProperties at /titel (name), s.json#/additionalProperties
          'titel' is not a known member
          = did you mean 'title'?
        """#),
    Self(
      "additionalProperties, far off",
      schema: #"""
        properties: {title: true, date: true}
        additionalProperties: false
        """#,
      record: #"""
        zebra: x
        """#,
      expected: #"""
        additionalProperties at /zebra (name), s.json#/additionalProperties
          'zebra' is not a known member
          = known here: title, date
        """#),
    Self(
      "additionalProperties, another spelling",
      schema: #"""
        properties: {cdnAmpWebUrl: true}
        additionalProperties: false
        """#,
      record: #"""
        cdn_amp_web_url: x
        """#,
      expected: #"""
        additionalProperties at /cdn_amp_web_url (name), s.json#/additionalProperties
          'cdn_amp_web_url' is not a known member
          = did you mean 'cdnAmpWebUrl'?
        """#),
    Self(
      "additionalProperties, nothing known",
      schema: #"""
        additionalProperties: false
        """#,
      record: #"""
        zebra: x
        """#,
      expected: #"""
        additionalProperties at /zebra (name), s.json#/additionalProperties
          'zebra' is not a known member
          = no members are known here
        """#),
    Self(
      "additionalProperties with a schema",
      schema: #"""
        additionalProperties: {type: integer}
        """#,
      record: #"""
        a: x
        """#,
      expected: #"""
        type at /a, s.json#/additionalProperties/type
          'a' must be an integer, found the string "x"
          = write a whole number, for example 69
        """#),
    Self(
      "patternProperties",
      schema: #"""
        patternProperties: {"^n_": {type: integer}}
        """#,
      record: #"""
        n_a: x
        """#,
      expected: #"""
        type at /n_a, s.json#/patternProperties/^n_/type
          'n_a' must be an integer, found the string "x"
          = write a whole number, for example 69
        """#),
    Self(
      "propertyNames",
      schema: #"""
        propertyNames: {pattern: "^[a-z]+$"}
        """#,
      record: #"""
        Bad: 1
        """#,
      expected: #"""
        pattern at /Bad (name), s.json#/propertyNames/pattern
          the name 'Bad' must match the pattern ^[a-z]+$, found "Bad"
        """#),
    Self(
      "minProperties",
      schema: #"""
        properties: {a: {minProperties: 1}}
        """#,
      record: #"""
        a: {}
        """#,
      expected: #"""
        minProperties at /a, s.json#/properties/a/minProperties
          'a' must have at least 1 member, found 0
        """#),
    Self(
      "maxProperties",
      schema: #"""
        maxProperties: 1
        """#,
      record: #"""
        {a: 1, b: 2}
        """#,
      expected: #"""
        maxProperties at , s.json#/maxProperties
          the value must have at most 1 member, found 2
        """#),
    Self(
      "dependentRequired",
      schema: #"""
        dependentRequired: {width: [height, url]}
        """#,
      record: #"""
        width: 5
        """#,
      expected: #"""
        dependentRequired at /width (name), s.json#/dependentRequired
          'height' and 'url' are missing, which 'width' requires
          = add them, or remove 'width'
        """#),
    Self(
      "dependencies of draft 7",
      schema: #"""
        $schema: "http://json-schema.org/draft-07/schema#"
        dependencies: {width: [height]}
        """#,
      record: #"""
        width: 5
        """#,
      expected: #"""
        dependencies at /width (name), s.json#/dependencies
          'height' is missing, which 'width' requires
          = add it, or remove 'width'
        """#),
    Self(
      "dependentSchemas",
      schema: #"""
        dependentSchemas: {width: {properties: {url: {type: string}}}}
        """#,
      record: #"""
        {width: 5, url: 1}
        """#,
      expected: #"""
        type at /url, s.json#/dependentSchemas/width/properties/url/type
          'url' must be a string, found the number 1 (because 'width' is present)
          = put it in quotes: "1"
        """#),
    Self(
      "dependentSchemas with false",
      schema: #"""
        dependentSchemas: {width: false}
        """#,
      record: #"""
        width: 5
        """#,
      expected: #"""
        dependentSchemas at /width (name), s.json#/dependentSchemas/width
          'width' is not allowed here
          = remove it
        """#),
    Self(
      "unevaluatedProperties, near miss behind a reference",
      schema: #"""
        $ref: "#/$defs/base"
        unevaluatedProperties: false
        properties: {title: true}
        $defs: {base: {properties: {author: true}}}
        """#,
      record: #"""
        autor: x
        """#,
      expected: #"""
        unevaluatedProperties at /autor (name), s.json#/unevaluatedProperties
          'autor' is not a known member
          = did you mean 'author'?
        """#),
    Self(
      "unevaluatedProperties with a schema",
      schema: #"""
        properties: {a: true}
        unevaluatedProperties: {type: integer}
        """#,
      record: #"""
        b: x
        """#,
      expected: #"""
        type at /b, s.json#/unevaluatedProperties/type
          'b' must be an integer, found the string "x"
          = write a whole number, for example 69
        """#),
  ]
}
