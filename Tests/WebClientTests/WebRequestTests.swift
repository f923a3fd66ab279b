import Testing
import WebClient

@Suite struct WebRequestTests {
  @Test func getIsTheDefault() {
    #expect(WebRequest("https://example.org/").method == .get)
  }

  @Test func downloadsAreByteForByteAndOfAnyLength() {
    let request = WebRequest.download("https://example.org/a.tar.gz", range: .from(10))
    #expect(!request.acceptsCompression)
    #expect(request.limits?.maximumBodyByteCount == nil)
    #expect(request.limits?.totalTimeout == nil)
    #expect(request.range == .from(10))
  }
}
