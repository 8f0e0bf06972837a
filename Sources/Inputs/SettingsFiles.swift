internal import GitObjects

/// Where settings, rule files, baseline and ignore files are read from: a folder, or the tree of a commit.
///
/// Links are not followed, as git does not follow those of its own `.gitignore`: a path leads to a file of the folder or
/// tree, or to nothing.
package struct SettingsFiles: Sendable {
  private enum Place: Sendable {
    case folder(String)
    case tree(RepositoryLocation, ObjectID)
  }

  private let place: Place
  /// For a sentence: "the work tree", "the merge base 1a2b3c4d5e".
  package let origin: String
  /// What stands before a path in messages: `1a2b3c4d5e:` of a commit, as git writes it.
  private let prefix: String

  /// The files of a folder.
  ///
  /// - Parameters:
  ///   - folder: its path; it need not exist.
  ///   - origin: what it is, for a sentence.
  ///   - prefix: how a path in it begins in messages; nothing, when that is known to whoever reads them.
  package init(folder: String, origin: String, prefix: String = "") {
    place = .folder(folder)
    self.origin = origin
    self.prefix = prefix
  }

  /// The files of a commit.
  ///
  /// - Parameters:
  ///   - commit: whose tree is read.
  ///   - location: its repository.
  ///   - name: what the commit is, for a sentence: "the merge base".
  init(commit: ObjectID, of location: RepositoryLocation, name: String) {
    place = .tree(location, commit)
    let short = commit.description.prefix(10)
    origin = "\(name) \(short)"
    prefix = "\(short):"
  }

  /// The root of the work tree around the current folder; nil outside of one.
  package static func workTreeRoot() throws -> String? {
    try RepositoryLocation.find(from: ".")?.workTree
  }

  /// Where a file lies in the work tree around the current folder; nil outside of it, or without one.
  package static func pathInWorkTree(of file: String) throws -> String? {
    let parts = NamedPath.split(file)
    guard let root = try workTreeRoot(), let folder = realPath(parts.folder),
      let path = NamedPath.path((folder == "/" ? "" : folder) + "/" + parts.file, in: root)
    else { return nil }
    return String(decoding: path, as: UTF8.self)
  }

  /// A path as messages name it.
  package func name(of path: String) -> String { prefix + path }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: from the root, with `/`.
  ///   - limit: how many bytes it may have.
  /// - Returns: its bytes; nil when there is none.
  /// - Throws: `SettingsFailure` when it is there and cannot be read.
  package func read(_ path: String, limit: Int = 16 << 20) throws(SettingsFailure) -> [UInt8]? {
    switch place {
    case .folder(let folder):
      do throws(ReadFailure) {
        return try readFile(path, in: folder, limit: limit)
      } catch {
        throw SettingsFailure(path: name(of: path), reason: error.description)
      }
    case .tree(let location, let commit):
      do throws(GitError) {
        return try Repository(location).file(path, ofCommit: commit, limit: limit)
      } catch {
        throw SettingsFailure(path: name(of: path), reason: error.message)
      }
    }
  }

  /// Whether two commits have the same file at a path, or both none; false where that cannot be told.
  package func hasSame(_ path: String, as other: SettingsFiles) -> Bool {
    guard case .tree(let location, let commit) = place,
      case .tree(_, let otherCommit) = other.place
    else { return false }
    do throws(GitError) {
      let repository = try Repository(location)
      return try repository.blob(at: path, ofCommit: commit)
        == repository.blob(at: path, ofCommit: otherCommit)
    } catch {
      return false
    }
  }
}

/// Why a settings file cannot be read: one line that names it.
package struct SettingsFailure: Error, Hashable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(path): cannot be read: \(reason)" }
}
