public import Documents

/// Reads rows of any kind, in the server's own columns.
///
/// An object comes in one of three forms: as a row of a table (lists), as a table of one row
/// (watches), or as itself, from servers that know no tables. The last gets a name and an age.
public struct TableDecoder: RowDecoder {
  private var pool = RowPool()
  private var columns = TableColumns()
  private let annotations: Set<String>

  private static let plainColumns = TableColumns([
    TableColumns.Column(name: "Name", format: "name", explanation: "Name of the object."),
    TableColumns.Column(name: "Age", explanation: "Time since it was created."),
  ])

  /// Makes a decoder; of the objects' annotations it keeps those named.
  public init(annotations: Set<String> = []) { self.annotations = annotations }

  public var representation: Requests.Representation { .table }

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> TableRow {
    var cells: [TableRow.Cell]?
    try read(&reader, &metadata, &cells)
    if cells == nil { columns = Self.plainColumns }
    return TableRow(
      name: metadata.objectName, uid: metadata.uid, labels: metadata.labels,
      annotations: metadata.annotations, owner: metadata.controller, created: metadata.created,
      deletion: metadata.deletion,
      columns: columns, cells: cells ?? [.text(metadata.name), .none])
  }

  public mutating func readColumns(_ reader: inout JSONReader) throws(JSONError) {
    var read: [TableColumns.Column] = []
    try reader.beginArray()
    while try reader.nextElement() {
      var column = TableColumns.Column(name: "")
      try reader.beginObject()
      while let key = try reader.nextField() {
        switch key {
        case "name": column.name = try reader.readStringOrNull() ?? ""
        case "type": column.type = try reader.readStringOrNull() ?? ""
        case "format": column.format = try reader.readStringOrNull() ?? ""
        case "description": column.explanation = try reader.readStringOrNull() ?? ""
        case "priority": column.priority = try reader.readIntegerOrNull() ?? 0
        default: break
        }
      }
      read.append(column)
    }
    // Only the first event of a watch has them; those after it mean the same ones.
    if !read.isEmpty, read != columns.columns { columns = TableColumns(read) }
  }

  private mutating func read(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata, _ cells: inout [TableRow.Cell]?
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "columnDefinitions": try readColumns(&reader)
      case "rows":
        try reader.beginArray()
        while try reader.nextElement() { try read(&reader, &metadata, &cells) }
      case "cells": cells = try readCells(&reader)
      case "object": try read(&reader, &metadata, &cells)
      case "metadata":
        try metadata.read(&reader, sharing: &pool, annotations: annotations)
      default: break
      }
    }
  }

  private mutating func readCells(
    _ reader: inout JSONReader
  ) throws(JSONError) -> [TableRow.Cell] {
    var cells: [TableRow.Cell] = []
    cells.reserveCapacity(columns.columns.count)
    try reader.beginArray()
    while try reader.nextElement() {
      switch reader.peekKind() {
      case .string: cells.append(.text(try pool.readText(&reader)))
      case .bool: cells.append(.flag(try reader.readBool()))
      case .number:
        let number = try reader.readNumber()
        // Beyond 2^53 a Double has no ones any more.
        if let integer = Int64(exactly: number), abs(number) < 9_007_199_254_740_992 {
          cells.append(.integer(integer))
        } else {
          cells.append(.number(number))
        }
      case .array, .object: cells.append(.text(try reader.readValue().json))
      case .null, nil: cells.append(.none)
      }
    }
    return cells
  }
}
