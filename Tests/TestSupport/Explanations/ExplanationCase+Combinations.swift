/// What is said about combinations.
extension ExplanationCase {
  static let combinations: [Self] = [
    Self(
      "oneOf, told apart by a member",
      schema: #"""
        oneOf:
        - {properties: {kind: {const: video}, duration: {type: integer}}, required: [kind, duration]}
        - {properties: {kind: {const: image}, width: {type: integer}}, required: [kind, width]}
        - {type: string}
        """#,
      record: #"""
        {kind: video, duration: long}
        """#,
      expected: #"""
        type at /duration, s.json#/oneOf/0/properties/duration/type
          'duration' must be an integer, found the string "long"
          = write a whole number, for example 69; this is the closest of 3 alternatives; the 2 others do not fit either
        """#),
    Self(
      "oneOf, the telling member is wrong",
      schema: #"""
        oneOf:
        - {properties: {kind: {const: video}, duration: {type: integer}}, required: [kind, duration]}
        - {properties: {kind: {const: image}, width: {type: integer}}, required: [kind, width]}
        - {type: string}
        """#,
      record: #"""
        {kind: vidio, duration: 5}
        """#,
      expected: #"""
        oneOf at /kind, s.json#/oneOf
          'kind' must be one of "video" or "image", found the string "vidio"
          = did you mean "video"?
        """#),
    Self(
      "oneOf, a member is missing",
      schema: #"""
        oneOf:
        - {properties: {kind: {const: video}, duration: {type: integer}}, required: [kind, duration]}
        - {properties: {kind: {const: image}, width: {type: integer}}, required: [kind, width]}
        - {type: string}
        """#,
      record: #"""
        kind: image
        """#,
      expected: #"""
        required at , s.json#/oneOf/1/required
          required member 'width' is missing
          = this is the closest of 3 alternatives; the 2 others do not fit either
        """#),
    Self(
      "oneOf, more than one fits",
      schema: #"""
        properties: {a: {oneOf: [{type: integer}, {title: Small, maximum: 5}, {type: string}]}}
        """#,
      record: #"""
        a: 3
        """#,
      expected: #"""
        oneOf at /a, s.json#/properties/a/oneOf
          'a' must fit exactly one of 3 alternatives, and fits 2: number 1 and "Small"
          = change the value, or the schema, so that it fits only one
        """#),
    Self(
      "oneOf three deep",
      schema: #"""
        properties: {a: {oneOf: [{required: [b], properties: {b: {oneOf: [{required: [c], properties: {c: {oneOf: [{type: integer, minimum: 5}, {type: "null"}]}}}, {required: [d]}]}}}, {type: "null"}]}}
        """#,
      record: #"""
        a: {b: {c: 1}}
        """#,
      expected: #"""
        minimum at /a/b/c, s.json#/properties/a/oneOf/0/properties/b/oneOf/0/properties/c/oneOf/0/minimum
          'c' must be at least 5, found 1
          = this is the closest of 2 alternatives; the other one does not fit either
        """#),
    Self(
      "oneOf behind references",
      schema: #"""
        properties: {media: {oneOf: [{$ref: "#/$defs/a"}, {$ref: "#/$defs/b"}]}}
        $defs: {a: {required: [x], properties: {x: {type: integer}}}, b: {required: [y]}}
        """#,
      record: #"""
        media: {x: a}
        """#,
      expected: #"""
        type at /media/x, s.json#/$defs/a/properties/x/type
          'x' must be an integer, found the string "a"
          = write a whole number, for example 69; this is the closest of 2 alternatives; the other one does not fit either
        """#),
    Self(
      "anyOf of types",
      schema: #"""
        properties: {a: {anyOf: [{type: string}, {type: array}]}}
        """#,
      record: #"""
        a: 5
        """#,
      expected: #"""
        anyOf at /a, s.json#/properties/a/anyOf
          'a' must be a string or a list, found the number 5
        """#),
    Self(
      "anyOf of constants",
      schema: #"""
        properties: {a: {anyOf: [{const: left}, {const: right}, {enum: [top, bottom]}]}}
        """#,
      record: #"""
        a: rigth
        """#,
      expected: #"""
        anyOf at /a, s.json#/properties/a/anyOf
          'a' must be one of "left", "right", "top" or "bottom", found the string "rigth"
          = did you mean "right"?
        """#),
    Self(
      "anyOf, the closest has the fewest wrong members",
      schema: #"""
        anyOf:
        - {required: [a, b, c]}
        - {required: [a, d]}
        """#,
      record: #"""
        a: 1
        """#,
      expected: #"""
        anyOf at , s.json#/anyOf
          at least one of 'a', 'b' and 'c' and 'a' and 'd' must be present
        """#),
    Self(
      "anyOf of required members only",
      schema: #"""
        anyOf: [{required: [email]}, {required: [url]}]
        """#,
      record: #"""
        a: 1
        """#,
      expected: #"""
        anyOf at , s.json#/anyOf
          at least one of 'email' and 'url' must be present
        """#),
    Self(
      "contains with a schema of many parts",
      schema: #"""
        properties: {n: {contains: {minimum: 5}}}
        """#,
      record: #"""
        n: [1]
        """#,
      expected: #"""
        contains at /n, s.json#/properties/n/contains
          'n' must have at least 1 element that fits 'contains', found 0 among 1
        """#),
    Self(
      "allOf",
      schema: #"""
        allOf: [{required: [a]}, {required: [b]}]
        """#,
      record: #"""
        c: 1
        """#,
      expected: #"""
        required at , s.json#/allOf/0/required
          required member 'a' is missing
        required at , s.json#/allOf/1/required
          required member 'b' is missing
        """#),
    Self(
      "not with a constant",
      schema: #"""
        properties: {name: {not: {const: admin}}}
        """#,
      record: #"""
        name: admin
        """#,
      expected: #"""
        not at /name, s.json#/properties/name/not
          'name' must not be "admin"
        """#),
    Self(
      "not with a type",
      schema: #"""
        properties: {name: {not: {type: string}}}
        """#,
      record: #"""
        name: admin
        """#,
      expected: #"""
        not at /name, s.json#/properties/name/not
          'name' must not be a string
        """#),
    Self(
      "not with members",
      schema: #"""
        not: {required: [a, b]}
        """#,
      record: #"""
        {a: 1, b: 2}
        """#,
      expected: #"""
        not at , s.json#/not
          'a' and 'b' must not be present together
        """#),
    Self(
      "not with a schema of many parts",
      schema: #"""
        properties: {n: {not: {minimum: 5, maximum: 7}}}
        """#,
      record: #"""
        n: 6
        """#,
      expected: #"""
        not at /n, s.json#/properties/n/not
          'n' must not fit the schema at s.json#/properties/n/not, found the number 6
        """#),
    Self(
      "if and then",
      schema: #"""
        if: {properties: {kind: {const: video}}, required: [kind]}
        then: {required: [duration]}
        """#,
      record: #"""
        kind: video
        """#,
      expected: #"""
        required at , s.json#/then/required
          required member 'duration' is missing (because 'kind' is "video")
        """#),
    Self(
      "if and else",
      schema: #"""
        if: {properties: {kind: {const: video}}, required: [kind]}
        else: {properties: {duration: false}}
        """#,
      record: #"""
        {kind: image, duration: 5}
        """#,
      expected: #"""
        properties at /duration (name), s.json#/else/properties/duration
          'duration' is not allowed here (because 'kind' is not "video")
          = remove it
        """#),
    Self(
      "if with a condition of many parts",
      schema: #"""
        if: {properties: {n: {minimum: 5}}}
        then: {required: [m]}
        """#,
      record: #"""
        n: 6
        """#,
      expected: #"""
        required at , s.json#/then/required
          required member 'm' is missing (because the condition at s.json#/if holds)
        """#),
    Self(
      "a chain of references",
      schema: #"""
        properties: {id: {$ref: "#/$defs/id"}}
        $defs: {id: {$ref: "#/$defs/number"}, number: {$ref: "#/$defs/integer"}, integer: {type: integer}}
        """#,
      record: #"""
        id: x
        """#,
      expected: #"""
        type at /id, s.json#/$defs/integer/type
          'id' must be an integer, found the string "x"
          = write a whole number, for example 69
        """#),
    Self(
      "a recursive schema",
      schema: #"""
        $ref: "#/$defs/node"
        $defs: {node: {properties: {name: {type: string}, children: {items: {$ref: "#/$defs/node"}}}}}
        """#,
      record: #"""
        children: [{name: a, children: [{name: 5}]}]
        """#,
      expected: #"""
        type at /children/0/children/0/name, s.json#/$defs/node/properties/name/type
          'name' must be a string, found the number 5
          = put it in quotes: "5"
        """#),
    Self(
      "dynamicRef",
      schema: #"""
        $id: "https://example.org/strict"
        $dynamicAnchor: node
        $ref: "#/$defs/tree"
        unevaluatedProperties: false
        $defs: {tree: {$id: "https://example.org/tree", $dynamicAnchor: node, properties: {children: {items: {$dynamicRef: "#node"}}}}}
        """#,
      record: #"""
        children: [{daat: 1}]
        """#,
      expected: #"""
        unevaluatedProperties at /children/0/daat (name), s.json#/unevaluatedProperties
          'daat' is not a known member
          = known here: children
        """#),
  ]
}
