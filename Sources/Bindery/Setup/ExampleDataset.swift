/// What `bindery init` writes where there is nothing yet: a dataset that validates and exports.
enum ExampleDataset {
  static let collection = "trees"

  static let files: [(path: String, text: String)] = [
    (
      "Schemas/trees.schema.json",
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tree",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "species",
          "published"
        ],
        "properties": {
          "species": {
            "description": "The scientific name.",
            "type": "string",
            "minLength": 1,
            "maxLength": 100
          },
          "height": {
            "description": "In metres.",
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 120
          },
          "planted": {
            "type": "string",
            "format": "date",
            "x-not-after": "now"
          },
          "state": {
            "enum": [
              "healthy",
              "sick",
              "felled"
            ]
          },
          "page": {
            "description": "Where to read more.",
            "type": "string",
            "format": "uri",
            "x-link": true
          },
          "published": {
            "description": "Whether the record is part of releases.",
            "type": "boolean"
          }
        }
      }

      """
    ),
    (
      "Records/trees/gate-lime.md",
      """
      ---
      species: Tilia cordata
      height: 12.5
      planted: 1987-04-02
      state: healthy
      page: https://en.wikipedia.org/wiki/Tilia_cordata
      published: true
      ---
      The lime by the gate. What stands here, below the front matter, is Markdown.

      """
    ),
    (
      "Records/trees/pond-willow.md",
      """
      ---
      species: Salix alba
      height: 18
      state: healthy
      published: true
      ---
      The willow by the pond. A new record is a file like this one.

      """
    ),
  ]
}
