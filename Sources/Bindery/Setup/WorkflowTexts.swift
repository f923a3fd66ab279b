/// What `bindery init` writes for GitHub and for git.
enum WorkflowTexts {
  /// The files, which stand at the top of a repository.
  ///
  /// - Parameters:
  ///   - folder: The dataset's folder in the repository; empty at its top.
  ///   - branch: The branch that contributions go to, where it is known.
  /// - Returns: The paths from the top of the repository, and the texts.
  static func files(folder: String, branch: String?) -> [(path: String, text: String)] {
    let place = folder.isEmpty ? "records" : "records/" + folder
    func filled(_ text: String) -> String {
      text.replacing("WORKING_DIRECTORY", with: place)
        .replacing("BRANCHES", with: branch ?? "main, master")
        .replacing("DATASET", with: folder.isEmpty ? "." : folder)
    }
    return [
      (".github/workflows/records.yml", filled(contributions)),
      (".github/workflows/links.yml", filled(links)),
      (hookPath, filled(preCommitHook)),
    ]
  }

  static let hookPath = ".githooks/pre-commit"

  /// Builds the program from its source, at one version: it has no published binary.
  private static let build = """
          - name: Install what bindery is built with
            run: |
              apt-get update -q
              apt-get install -y -q git libarchive-dev libcurl4-openssl-dev libpcre2-dev libsqlite3-dev \\
                libyaml-dev pkg-config zlib1g-dev

          - name: Find the bindery that was built before
            id: cache
            uses: actions/cache/restore@v4.2.0
            with:
              path: /opt/bindery
              key: bindery-${{ env.BINDERY_SOURCE }}-${{ env.BINDERY_VERSION }}

          - name: Build bindery
            if: steps.cache.outputs.cache-hit != 'true'
            run: |
              if [ -z "$BINDERY_SOURCE" ]; then
                echo "::error::set BINDERY_SOURCE at the top of this workflow to the address of bindery's git repository"
                exit 1
              fi
              git clone --quiet --depth 1 --branch "$BINDERY_VERSION" -- "$BINDERY_SOURCE" /tmp/bindery
              cd /tmp/bindery
              swift build -c release --product bindery
              install -D "$(swift build -c release --show-bin-path)/bindery" /opt/bindery/bindery

          # At once, and not at the end: a run that finds something wrong fails, and would keep nothing.
          - name: Keep the bindery that was built
            if: steps.cache.outputs.cache-hit != 'true'
            uses: actions/cache/save@v4.2.0
            with:
              path: /opt/bindery
              key: ${{ steps.cache.outputs.cache-primary-key }}

    """

  private static let variables = """
    env:
      # The address of bindery's git repository, and the tag or branch to build. There is no published
      # binary: the first run builds it, which takes some minutes, and the others reuse what it built.
      BINDERY_SOURCE: ""
      BINDERY_VERSION: main

    """

  /// Contributions: strangers' files, so nothing of them is run and nothing can be written.
  private static let contributions = """
    # Validates contributions. Written by 'bindery init'; yours to change.
    #
    # Records of strangers are data here: no script, hook or program of the contribution is run, the token
    # can only read, and nothing asks the network for what a record names. What is wrong is shown at its
    # line in the pull request.
    name: Records

    on:
      pull_request:
      push:
        branches: [BRANCHES]

    permissions:
      contents: read

    \(variables)
    jobs:
      validate:
        runs-on: ubuntu-24.04
        container: swift:6.3
        timeout-minutes: 30
        steps:
    \(build)
          - name: Fetch the records
            uses: actions/checkout@v4.2.2
            with:
              path: records
              fetch-depth: 0
              persist-credentials: false

          # What is checked out is the contribution merged into its base, the first parent.
          - name: Validate what the contribution changes
            if: github.event_name == 'pull_request'
            working-directory: WORKING_DIRECTORY
            run: |
              git config --global --add safe.directory "$GITHUB_WORKSPACE/records"
              /opt/bindery/bindery validate --dataset . --changed-since HEAD^1 \\
                --format github --format sarif="$RUNNER_TEMP/bindery.sarif"

          - name: Validate everything
            if: github.event_name == 'push'
            working-directory: WORKING_DIRECTORY
            run: |
              git config --global --add safe.directory "$GITHUB_WORKSPACE/records"
              /opt/bindery/bindery validate --dataset . --format github --format sarif="$RUNNER_TEMP/bindery.sarif"

          # To see the findings under Security too, give the job the permission 'security-events: write' and
          # add a step with github/codeql-action/upload-sarif. It is left out so that the token can only read.
          - name: Keep the findings
            if: always()
            uses: actions/upload-artifact@v4.6.0
            with:
              name: bindery-sarif
              path: ${{ runner.temp }}/bindery.sarif
              if-no-files-found: ignore

    """

  /// Every night: what only the network can tell.
  private static let links = """
    # Asks the network for every link, each night. Written by 'bindery init'; yours to change.
    name: Links

    on:
      schedule:
        - cron: "23 3 * * *"
      workflow_dispatch:

    permissions:
      contents: read

    \(variables)
    jobs:
      links:
        runs-on: ubuntu-24.04
        container: swift:6.3
        timeout-minutes: 120
        steps:
    \(build)
          - name: Fetch the records
            uses: actions/checkout@v4.2.2
            with:
              path: records
              persist-credentials: false

          - name: Find what the links were like yesterday
            uses: actions/cache/restore@v4.2.0
            with:
              path: WORKING_DIRECTORY/.bindery
              key: bindery-links-${{ github.run_id }}
              restore-keys: bindery-links-

          - name: Check links
            working-directory: WORKING_DIRECTORY
            run: |
              git config --global --add safe.directory "$GITHUB_WORKSPACE/records"
              /opt/bindery/bindery validate --dataset . --online --format github

          # Also where a link is dead, so that the others are not asked again.
          - name: Remember the links
            if: always()
            uses: actions/cache/save@v4.2.0
            with:
              path: WORKING_DIRECTORY/.bindery
              key: bindery-links-${{ github.run_id }}

    """

  /// A hook of git's own: it needs no other program, and does nothing in a clone until its owner says so
  /// with `git config core.hooksPath .githooks`.
  private static let preCommitHook = """
    #!/bin/sh
    # Validates the records before each commit. Written by 'bindery init'; switch it on in a clone with
    #   git config core.hooksPath .githooks
    if ! command -v bindery >/dev/null; then
      echo "bindery is not on the path: the records were not validated" >&2
      exit 0
    fi
    if ! git diff --quiet; then
      echo "bindery: some changes are not staged: the files are validated as they are, not as they are committed" >&2
    fi
    exec bindery validate --quiet --dataset DATASET

    """

  static let gitIgnore = """
    # What bindery remembers from run to run, and the releases that it writes.
    /.bindery/
    /Exports/

    """
}
