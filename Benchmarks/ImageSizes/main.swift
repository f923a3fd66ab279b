internal import Bindery
internal import Foundation
internal import ImageHeaders

/// Measures how long it takes to find the sizes of images, without the start of the program.
///
/// `image-sizes PATHS` reads the images whose paths stand in a file, each on a line, with as many threads
/// as `bindery validate` would, and prints how many have a size, and the seconds.
func imageSizes(_ listPath: String) async throws {
  let paths = try String(contentsOfFile: listPath, encoding: .utf8).split(separator: "\n")
    .map(String.init)
  let clock = ContinuousClock()
  let start = clock.now
  let count = await countSizes(paths, jobs: ProcessInfo.processInfo.activeProcessorCount)
  print(count, (clock.now - start) / .seconds(1))
}

func countSizes(_ paths: [String], jobs: Int) async -> Int {
  await withTaskGroup(of: Int.self) { group in
    let step = max(1, (paths.count + jobs - 1) / jobs)
    for first in stride(from: 0, to: paths.count, by: step) {
      let part = paths[first..<min(first + step, paths.count)]
      group.addTask {
        part.count { path in
          guard let header = try? ImageFile.read(path).header else { return false }
          return header.width > 0
        }
      }
    }
    return await group.reduce(0, +)
  }
}

guard CommandLine.arguments.count == 2 else {
  print("usage: image-sizes PATHS")
  exit(64)
}
try await imageSizes(CommandLine.arguments[1])
