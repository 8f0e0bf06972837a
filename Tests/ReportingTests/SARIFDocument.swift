import Foundation
import Reporting
import ScanModel
import Testing

/// The first run of a report in SARIF.
func run(of report: ScanReport) throws -> [String: Any] {
  let object = try JSONSerialization.jsonObject(with: Data(try written(report, .sarif).utf8))
  return try #require(try list(try dictionary(object)["runs"]).first)
}

func results(_ run: [String: Any]) throws -> [[String: Any]] {
  try list(run["results"])
}

/// The text of a message.
func text(_ message: Any?) throws -> String {
  try #require(try dictionary(message)["text"] as? String)
}

func dictionary(_ value: Any?) throws -> [String: Any] {
  try #require(value as? [String: Any])
}

func list(_ value: Any?) throws -> [[String: Any]] {
  try #require(value as? [[String: Any]])
}
