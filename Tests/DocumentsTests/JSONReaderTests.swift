import Documents
import Testing

struct JSONReaderTests {
  @Test func objectGivesItsFields() throws {
    var reader = JSONReader(
      #" { "name" : "a" , "n" : -12 , "skip":{"x":[1,2,{"y":"}"}]}, "on":true, "no":null, "list":[1,2,3], "f": 1.5e2 } "#
    )
    var name = "", number = 0, isOn = false, list: [Int] = [], f = 0.0
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "name": name = try reader.readString()
      case "n": number = try reader.readInteger()
      case "on": isOn = try reader.readBool()
      case "list":
        try reader.beginArray()
        while try reader.nextElement() { list.append(try reader.readInteger()) }
      case "f": f = try reader.readNumber()
      default: break
      }
    }
    try reader.finish()
    #expect(name == "a")
    #expect(number == -12)
    #expect(isOn)
    #expect(list == [1, 2, 3])
    #expect(f == 150)
  }
}
