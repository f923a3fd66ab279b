/// What is said about arrays.
extension ExplanationCase {
  static let arrays: [Self] = [
    Self(
      "minItems",
      schema: #"""
        properties: {tags: {minItems: 2}}
        """#,
      record: #"""
        tags: [a]
        """#,
      expected: #"""
        minItems at /tags, s.json#/properties/tags/minItems
          'tags' must have at least 2 elements, found 1
        """#),
    Self(
      "minItems, empty",
      schema: #"""
        properties: {tags: {minItems: 1}}
        """#,
      record: #"""
        tags: []
        """#,
      expected: #"""
        minItems at /tags, s.json#/properties/tags/minItems
          'tags' must not be empty
        """#),
    Self(
      "maxItems",
      schema: #"""
        properties: {tags: {maxItems: 1}}
        """#,
      record: #"""
        tags: [a, b]
        """#,
      expected: #"""
        maxItems at /tags, s.json#/properties/tags/maxItems
          'tags' must have at most 1 element, found 2
        """#),
    Self(
      "uniqueItems",
      schema: #"""
        properties: {tags: {uniqueItems: true}}
        """#,
      record: #"""
        tags: [a, b, a]
        """#,
      expected: #"""
        uniqueItems at /tags/2, s.json#/properties/tags/uniqueItems
          'tags[2]' repeats 'tags[0]': "a"
          = remove one of them
        """#),
    Self(
      "uniqueItems, the same number spelled otherwise",
      schema: #"""
        properties: {n: {uniqueItems: true}}
        """#,
      record: #"""
        n: [1, 2, 1.0]
        """#,
      expected: #"""
        uniqueItems at /n/2, s.json#/properties/n/uniqueItems
          'n[2]' repeats 'n[0]': 1.0
          = remove one of them
        """#),
    Self(
      "contains",
      schema: #"""
        properties: {tags: {contains: {const: news}}}
        """#,
      record: #"""
        tags: [a, b]
        """#,
      expected: #"""
        contains at /tags, s.json#/properties/tags/contains
          'tags' must have at least 1 element that is "news", found 0 among 2
        """#),
    Self(
      "minContains",
      schema: #"""
        properties: {tags: {contains: {type: string}, minContains: 2}}
        """#,
      record: #"""
        tags: [a, 1]
        """#,
      expected: #"""
        minContains at /tags, s.json#/properties/tags/minContains
          'tags' must have at least 2 elements that are a string, found 1 among 2
        """#),
    Self(
      "maxContains",
      schema: #"""
        properties: {images: {contains: {properties: {kind: {const: cover}}, required: [kind]}, maxContains: 1}}
        """#,
      record: #"""
        images: [{kind: cover}, {kind: cover}]
        """#,
      expected: #"""
        maxContains at /images, s.json#/properties/images/maxContains
          'images' must have at most 1 element in which 'kind' is "cover", found 2
        """#),
    Self(
      "prefixItems",
      schema: #"""
        properties: {point: {prefixItems: [{type: number}, {type: number}]}}
        """#,
      record: #"""
        point: [1, north]
        """#,
      expected: #"""
        type at /point/1, s.json#/properties/point/prefixItems/1/type
          'point[1]' must be a number, found the string "north"
          = write a number, for example 4.5
        """#),
    Self(
      "items false",
      schema: #"""
        properties: {point: {prefixItems: [true, true], items: false}}
        """#,
      record: #"""
        point: [1, 2, 3]
        """#,
      expected: #"""
        items at /point/2, s.json#/properties/point/items
          'point' must have at most 2 elements, found 3
        """#),
    Self(
      "additionalItems",
      schema: #"""
        $schema: "http://json-schema.org/draft-07/schema#"
        properties: {point: {items: [true], additionalItems: false}}
        """#,
      record: #"""
        point: [1, 2]
        """#,
      expected: #"""
        additionalItems at /point/1, s.json#/properties/point/additionalItems
          'point' must have at most 1 element, found 2
        """#),
    Self(
      "unevaluatedItems",
      schema: #"""
        properties: {point: {allOf: [{prefixItems: [true]}], unevaluatedItems: false}}
        """#,
      record: #"""
        point: [1, 2]
        """#,
      expected: #"""
        unevaluatedItems at /point/1, s.json#/properties/point/unevaluatedItems
          'point[1]' is one element too many
          = remove it
        """#),
    Self(
      "unevaluatedItems with a schema",
      schema: #"""
        properties: {point: {prefixItems: [true], unevaluatedItems: {type: integer}}}
        """#,
      record: #"""
        point: [1, x]
        """#,
      expected: #"""
        type at /point/1, s.json#/properties/point/unevaluatedItems/type
          'point[1]' must be an integer, found the string "x"
          = write a whole number, for example 69
        """#),
  ]
}
