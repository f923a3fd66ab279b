internal import Synchronization

/// The layout of a collection's tables as far as it is known, shared by all who encode records.
final class GrowingTableLayout: Sendable {
  private struct State {
    var observed = ObservedColumns()
    var layout: TableLayout
  }

  private let plan: ExportPlan
  private let state: Mutex<State>

  init(plan: ExportPlan) {
    self.plan = plan
    state = Mutex(
      State(layout: TableLayout(plan: plan, observed: ObservedColumns(), version: 0)))
  }

  var current: TableLayout { state.withLock { $0.layout } }

  /// A layout with a place for all that a record holds.
  func extended(by line: JSONLine) -> TableLayout {
    state.withLock { state in
      let version = state.layout.version + 1
      state.observed.note(line, plan: plan, version: version)
      state.layout = TableLayout(plan: plan, observed: state.observed, version: version)
      return state.layout
    }
  }

  /// The layout when all records were seen.
  var final: TableLayout {
    state.withLock { state in
      TableLayout(
        plan: plan, observed: state.observed, version: state.layout.version + 1, isFinal: true)
    }
  }
}
