internal import ArgumentParser
internal import ScanModel

/// The exit codes; a wrong command line ends with ArgumentParser's 64.
enum ExitStatus: Int32 {
  case clean = 0
  case findings = 1
  /// Something that should have been read was not, or the scan could not run at all.
  case incomplete = 2

  /// Findings win over incompleteness: what was found is never hidden by what could not be read.
  init(_ report: ScanReport) {
    if report.failures > 0 {
      self = .findings
    } else {
      self = report.coverage.isComplete ? .clean : .incomplete
    }
  }

  /// What is left of it when the reports were written, or could not be.
  func unless(_ isWritten: Bool) -> ExitStatus {
    isWritten || self != .clean ? self : .incomplete
  }

  var code: ExitCode { ExitCode(rawValue) }

  /// Ends the run with this code.
  ///
  /// - Throws: the code, unless it is that of a clean run.
  func end() throws {
    if self != .clean { throw code }
  }
}
