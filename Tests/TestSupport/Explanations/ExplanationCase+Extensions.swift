/// What is said about extensions.
extension ExplanationCase {
  static let extensions: [Self] = [
    Self(
      "x-message",
      schema: #"""
        properties: {price: {type: number, multipleOf: 0.01, x-message: "a price has two digits"}}
        """#,
      record: #"""
        price: 1.005
        """#,
      expected: #"""
        multipleOf at /price, s.json#/properties/price/multipleOf
          a price has two digits
        """#),
    Self(
      "x-message for several failures",
      schema: #"""
        properties: {a: {required: [b, c], minProperties: 3, x-message: "an address is complete or missing"}}
        """#,
      record: #"""
        a: {}
        """#,
      expected: #"""
        required at /a, s.json#/properties/a/required
          an address is complete or missing
        """#),
    Self(
      "x-message of the narrowest place",
      schema: #"""
        properties: {a: {properties: {b: {type: string}}, x-message: "a is wrong"}}
        """#,
      record: #"""
        a: {b: 1}
        """#,
      expected: #"""
        type at /a/b, s.json#/properties/a/properties/b/type
          a is wrong
        """#),
    Self(
      "deprecated",
      schema: #"""
        properties: {old: {deprecated: true, description: use new instead}}
        """#,
      record: #"""
        old: 1
        """#,
      expected: #"""
        warning deprecated at /old (name), s.json#/properties/old/deprecated
          'old' is deprecated
          = use new instead
        """#),
    Self(
      "deprecated behind a reference",
      schema: #"""
        properties: {old: {$ref: "#/$defs/old"}}
        $defs: {old: {deprecated: true}}
        """#,
      record: #"""
        old: 1
        """#,
      expected: #"""
        warning deprecated at /old (name), s.json#/$defs/old/deprecated
          'old' is deprecated
        """#),
    Self(
      "x-order of dates",
      schema: #"""
        x-order: [[start, <=, end]]
        """#,
      record: #"""
        {start: 2026-02-01, end: 2026-01-31}
        """#,
      expected: #"""
        x-order at /start, s.json#/x-order
          'start' must not be after 'end', found "2026-02-01" and "2026-01-31"
        """#),
    Self(
      "x-order of dates with offsets",
      schema: #"""
        x-order: [[/start, <, /end]]
        """#,
      record: #"""
        {start: "2026-02-01T00:00:00+02:00", end: "2026-01-31T22:00:00Z"}
        """#,
      expected: #"""
        x-order at /start, s.json#/x-order
          'start' must be before 'end', found "2026-02-01T00:00:00+02:00" and "2026-01-31T22:00:00Z"
        """#),
    Self(
      "x-order of numbers",
      schema: #"""
        properties: {size: {x-order: [[0/min, <, 0/max]]}}
        """#,
      record: #"""
        size: {min: 5, max: 5.0}
        """#,
      expected: #"""
        x-order at /size/min, s.json#/properties/size/x-order
          'min' must be less than 'max', found 5 and 5.0
        """#),
    Self(
      "x-order, equal",
      schema: #"""
        x-order: [[a, "=", b]]
        """#,
      record: #"""
        {a: 1, b: 2}
        """#,
      expected: #"""
        x-order at /a, s.json#/x-order
          'a' must be the same as 'b', found 1 and 2
        """#),
    Self(
      "x-not-after",
      schema: #"""
        properties: {date: {x-not-after: now}}
        """#,
      record: #"""
        date: 2030-01-01
        """#,
      expected: #"""
        x-not-after at /date, s.json#/properties/date/x-not-after
          'date' must not be in the future, found "2030-01-01"
        """#),
    Self(
      "x-not-after with a margin",
      schema: #"""
        properties: {date: {x-not-after: now+P7D}}
        """#,
      record: #"""
        date: "2026-09-30T00:00:00Z"
        """#,
      expected: #"""
        x-not-after at /date, s.json#/properties/date/x-not-after
          'date' must not be later than 'now+P7D', found "2026-09-30T00:00:00Z"
        """#),
    Self(
      "x-unique-by",
      schema: #"""
        properties: {images: {x-unique-by: [url, size]}}
        """#,
      record: #"""
        images: [{url: a, size: 1}, {url: a, size: 2}, {url: a}, {url: a, size: 1.0}]
        """#,
      expected: #"""
        x-unique-by at /images/3, s.json#/properties/images/x-unique-by
          'images[3]' has the same 'url' and 'size' as 'images[0]'
          = change or remove one of them
        """#),
  ]
}
