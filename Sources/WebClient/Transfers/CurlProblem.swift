internal import CCurl

#if canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension WebError.Reason {
  /// What libcurl's result means for a hop; `nil` when all went well.
  static func problem(_ result: CURLcode, of hop: Hop) -> Self? {
    if result == CURLE_OK { return nil }
    let easy = hop.easy
    if let address = hop.refusedAddress, !hop.hasAllowedAddress {
      return .privateAddress(address.description)
    }
    return switch result {
    case CURLE_COULDNT_CONNECT:
      connectionProblem(CInt(truncatingIfNeeded: easy.number(CURLINFO_OS_ERRNO)))
    case CURLE_OPERATION_TIMEDOUT: .timeout(phase(of: hop))
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      .connectionReset
    case CURLE_PARTIAL_FILE: .bodyTooShort
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_USE_SSL_FAILED:
      .tls(tlsProblem(result, on: easy))
    // Also how libcurl calls a response without a status line.
    case CURLE_UNSUPPORTED_PROTOCOL: .badResponse("it is not HTTP")
    case CURLE_BAD_CONTENT_ENCODING: .badResponse("the body is not what its coding says")
    case CURLE_WEIRD_SERVER_REPLY: .badResponse(words(result, on: easy))
    case CURLE_URL_MALFORMAT: .badURL(words(result, on: easy))
    default: .client(words(result, on: easy))
    }
  }

  private static func connectionProblem(_ number: CInt) -> Self {
    switch number {
    case ETIMEDOUT: .timeout(.connecting)
    case ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL, EACCES, EPERM: .unreachable
    case EMFILE, ENFILE: .client("too many open files")
    default: .connectionRefused
    }
  }

  private static func phase(of hop: Hop) -> WebError.Phase {
    let easy = hop.easy
    if easy.errorMessage.hasPrefix("Operation too slow") { return .stalled }
    if easy.offset(CURLINFO_PRETRANSFER_TIME_T) == 0 { return .connecting }
    return hop.hasHead ? .body : .waiting
  }

  /// Our own words for what is common, so that they do not change with the TLS library.
  private static func tlsProblem(_ result: CURLcode, on easy: EasyHandle) -> String {
    let message = words(result, on: easy)
    // The numbers are those of OpenSSL, <openssl/x509_vfy.h>.
    return switch easy.number(CURLINFO_SSL_VERIFYRESULT) {
    case 9: "the certificate is not valid yet"
    case 10: "the certificate has expired"
    case 18: "the certificate is signed by itself"
    case 19, 20, 21: "the certificate's issuer is not known"
    case 23: "the certificate was revoked"
    default:
      message.contains("does not match") || message.contains("no alternative certificate")
        ? "the certificate is for another host" : message
    }
  }

  private static func words(_ result: CURLcode, on easy: EasyHandle) -> String {
    let message = easy.errorMessage
    return message.isEmpty ? unsafe String(cString: curl_easy_strerror(result)) : message
  }
}
