internal import BinderyCLI
internal import Glibc

let status = await BinderyCommand.run(Array(CommandLine.arguments.dropFirst()), in: .process())
exit(status.rawValue)
