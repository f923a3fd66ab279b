/// Something that takes bytes in order.
///
/// A thrown error ends the stream: whoever writes to the sink gives up and passes the error on.
package protocol ByteSink: AnyObject {
  func write(_ bytes: Span<UInt8>) throws
}
