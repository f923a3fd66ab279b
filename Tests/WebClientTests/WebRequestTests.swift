import Testing
import WebClient

@Suite struct WebRequestTests {
  @Test func getIsTheDefault() {
    #expect(WebRequest("https://example.org/").method == .get)
  }
}
