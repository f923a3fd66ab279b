/// What is said about scalars.
extension ExplanationCase {
  static let scalars: [Self] = [
    Self(
      "enum, near miss",
      schema: #"""
        properties: {status: {enum: [draft, published, withdrawn]}}
        """#,
      record: #"""
        status: publishd
        """#,
      expected: #"""
        enum at /status, s.json#/properties/status/enum
          'status' must be one of "draft", "published" or "withdrawn", found the string "publishd"
          = did you mean "published"?
        """#),
    Self(
      "enum, another case",
      schema: #"""
        properties: {lang: {enum: [en, de]}}
        """#,
      record: #"""
        lang: EN
        """#,
      expected: #"""
        enum at /lang, s.json#/properties/lang/enum
          'lang' must be one of "en" or "de", found the string "EN"
          = did you mean "en"?
        """#),
    Self(
      "enum, far off",
      schema: #"""
        properties: {status: {enum: [draft, 1, null]}}
        """#,
      record: #"""
        status: zzz
        """#,
      expected: #"""
        enum at /status, s.json#/properties/status/enum
          'status' must be one of "draft", 1 or null, found the string "zzz"
        """#),
    Self(
      "enum of many",
      schema: #"""
        properties: {n: {enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}
        """#,
      record: #"""
        n: 11
        """#,
      expected: #"""
        enum at /n, s.json#/properties/n/enum
          'n' must be one of 1, 2, 3, 4, 5, 6, 7, 8, … (10 in all), found the number 11
        """#),
    Self(
      "enum, needs quotes",
      schema: #"""
        properties: {v: {enum: ["1", "2"]}}
        """#,
      record: #"""
        v: 1
        """#,
      expected: #"""
        enum at /v, s.json#/properties/v/enum
          'v' must be one of "1" or "2", found the number 1
          = put it in quotes: "1"
        """#),
    Self(
      "const",
      schema: #"""
        properties: {kind: {const: news}}
        """#,
      record: #"""
        kind: new
        """#,
      expected: #"""
        const at /kind, s.json#/properties/kind/const
          'kind' must be "news", found the string "new"
          = did you mean "news"?
        """#),
    Self(
      "const that is an object",
      schema: #"""
        properties: {kind: {const: {a: 1}}}
        """#,
      record: #"""
        kind: {a: 2}
        """#,
      expected: #"""
        const at /kind, s.json#/properties/kind/const
          'kind' must be {"a": 1}, found an object with 1 member
        """#),
    Self(
      "minimum",
      schema: #"""
        properties: {n: {minimum: 0}}
        """#,
      record: #"""
        n: -5
        """#,
      expected: #"""
        minimum at /n, s.json#/properties/n/minimum
          'n' must be at least 0, found -5
        """#),
    Self(
      "maximum",
      schema: #"""
        properties: {n: {maximum: 100}}
        """#,
      record: #"""
        n: 100.5
        """#,
      expected: #"""
        maximum at /n, s.json#/properties/n/maximum
          'n' must be at most 100, found 100.5
        """#),
    Self(
      "exclusiveMinimum",
      schema: #"""
        properties: {n: {exclusiveMinimum: 0}}
        """#,
      record: #"""
        n: 0
        """#,
      expected: #"""
        exclusiveMinimum at /n, s.json#/properties/n/exclusiveMinimum
          'n' must be greater than 0, found 0
        """#),
    Self(
      "exclusiveMaximum",
      schema: #"""
        properties: {n: {exclusiveMaximum: 1}}
        """#,
      record: #"""
        n: 1.0
        """#,
      expected: #"""
        exclusiveMaximum at /n, s.json#/properties/n/exclusiveMaximum
          'n' must be less than 1, found 1.0
        """#),
    Self(
      "multipleOf",
      schema: #"""
        properties: {price: {multipleOf: 0.01}}
        """#,
      record: #"""
        price: 1.005
        """#,
      expected: #"""
        multipleOf at /price, s.json#/properties/price/multipleOf
          'price' must be a multiple of 0.01, found 1.005
        """#),
    Self(
      "a number beyond any other",
      schema: #"""
        properties: {n: {maximum: 18446744073709551615}}
        """#,
      record: #"""
        n: 1e400
        """#,
      expected: #"""
        maximum at /n, s.json#/properties/n/maximum
          'n' must be at most 18446744073709551615, found 1e400
        """#),
    Self(
      "exclusive limits of draft 4",
      schema: #"""
        $schema: "http://json-schema.org/draft-04/schema#"
        properties: {n: {minimum: 0, exclusiveMinimum: true}}
        """#,
      record: #"""
        n: 0
        """#,
      expected: #"""
        exclusiveMinimum at /n, s.json#/properties/n/exclusiveMinimum
          'n' must be greater than 0, found 0
        """#),
    Self(
      "minLength",
      schema: #"""
        properties: {title: {minLength: 3}}
        """#,
      record: #"""
        title: ab
        """#,
      expected: #"""
        minLength at /title, s.json#/properties/title/minLength
          'title' must have at least 3 characters, found 2 in "ab"
        """#),
    Self(
      "minLength, empty",
      schema: #"""
        properties: {title: {minLength: 1}}
        """#,
      record: #"""
        title: ""
        """#,
      expected: #"""
        minLength at /title, s.json#/properties/title/minLength
          'title' must not be empty
        """#),
    Self(
      "maxLength",
      schema: #"""
        properties: {title: {maxLength: 3}}
        """#,
      record: #"""
        title: "äöüß"
        """#,
      expected: #"""
        maxLength at /title, s.json#/properties/title/maxLength
          'title' must have at most 3 characters, found 4 in "äöüß"
          = shorten it by 1 character
        """#),
    Self(
      "pattern",
      schema: #"""
        properties: {slug: {pattern: "^[a-z-]+$"}}
        """#,
      record: #"""
        slug: Exit News
        """#,
      expected: #"""
        pattern at /slug, s.json#/properties/slug/pattern
          'slug' must match the pattern ^[a-z-]+$, found "Exit News"
        """#),
    Self(
      "format date",
      schema: #"""
        properties: {date: {format: date}}
        """#,
      record: #"""
        date: 31.1.2026
        """#,
      expected: #"""
        format at /date, s.json#/properties/date/format
          'date' must be a date (RFC 3339), found "31.1.2026"
          = write it as in 2026-01-31
        """#),
    Self(
      "format uri",
      schema: #"""
        properties: {url: {format: uri}}
        """#,
      record: #"""
        url: example.org
        """#,
      expected: #"""
        format at /url, s.json#/properties/url/format
          'url' must be a URI with scheme (RFC 3986), found "example.org"
          = write it as in https://example.org/news
        """#),
    Self(
      "pattern that takes too long",
      schema: #"""
        properties: {a: {pattern: "^(a+)+$"}}
        """#,
      record: #"""
        a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab
        """#,
      expected: #"""
        pattern-limit at /a, s.json#/properties/a/pattern
          'a' takes too long to compare with the pattern ^(a+)+$
          = simplify the pattern: a repetition inside a repetition multiplies the work
        """#),
  ]
}
