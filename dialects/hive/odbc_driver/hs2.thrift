// SPDX-License-Identifier: MIT
// The part of HiveServer2's protocol this driver speaks, written down from the protocol's facts: on the wire there are
// only method names, field numbers and types; the struct names here are ours. FetchResults' answer is not described: it is
// read by hand straight into column batches (row_set_reader.cpp).
namespace cpp hs2.wire

struct Status {
  1: i32 code            // 0 success, 1 success with info, 2 still executing, 3 error, 4 invalid handle
  2: optional list<string> messages
  3: optional string sqlState
  4: optional i32 errorCode
  5: optional string errorMessage
}

struct Identifier {
  1: binary guid
  2: binary secret
}

struct SessionHandle {
  1: Identifier id
}

struct OperationHandle {
  1: Identifier id
  2: i32 kind
  3: bool hasResultSet
  4: optional double modifiedRowCount
}

struct OpenSessionRequest {
  1: i32 protocol
  2: optional string user
  3: optional string password
  4: optional map<string, string> configuration
}

struct OpenSessionResponse {
  1: Status status
  2: i32 protocol
  3: optional SessionHandle session
  4: optional map<string, string> configuration
}

struct SessionRequest {      // CloseSession, GetCatalogs, GetTableTypes, GetTypeInfo
  1: SessionHandle session
}

struct StatusResponse {      // CloseSession, CancelOperation, CloseOperation
  1: Status status
}

struct InfoRequest {
  1: SessionHandle session
  2: i32 kind
}

union InfoValue {
  1: string text
  2: i16 small
  3: i32 mask
  4: i32 flag
  5: i32 binary_value
  6: i64 length
}

struct InfoResponse {
  1: Status status
  2: InfoValue value
}

struct ExecuteRequest {
  1: SessionHandle session
  2: string statement
  3: optional map<string, string> overlay
  4: bool runAsync
  5: optional i64 queryTimeout
}

struct OperationResponse {   // ExecuteStatement and all catalogue calls
  1: Status status
  2: optional OperationHandle operation
}

struct SchemasRequest {
  1: SessionHandle session
  2: optional string catalog
  3: optional string schema
}

struct TablesRequest {
  1: SessionHandle session
  2: optional string catalog
  3: optional string schema
  4: optional string table
  5: optional list<string> types
}

struct ColumnsRequest {
  1: SessionHandle session
  2: optional string catalog
  3: optional string schema
  4: optional string table
  5: optional string column
}

struct PrimaryKeysRequest {
  1: SessionHandle session
  2: optional string catalog
  3: optional string schema
  4: optional string table
}

struct CrossReferenceRequest {
  1: SessionHandle session
  2: optional string parentCatalog
  3: optional string parentSchema
  4: optional string parentTable
  5: optional string foreignCatalog
  6: optional string foreignSchema
  7: optional string foreignTable
}

struct FunctionsRequest {
  1: SessionHandle session
  2: optional string catalog
  3: optional string schema
  4: string name
}

struct OperationRequest {    // CancelOperation, CloseOperation, GetResultSetMetadata, GetQueryId
  1: OperationHandle operation
}

struct OperationStatusRequest {
  1: OperationHandle operation
  2: optional bool wantProgress
}

struct Progress {
  1: list<string> headers
  2: list<list<string>> rows
  3: double fraction
  4: i32 status
  5: string footer
  6: i64 started
}

struct OperationStatusResponse {
  1: Status status
  2: optional i32 state
  3: optional string sqlState
  4: optional i32 errorCode
  5: optional string errorMessage
  6: optional string taskStatus
  7: optional i64 started
  8: optional i64 completed
  9: optional bool hasResultSet
  10: optional Progress progress
  11: optional i64 modifiedRows
}

union Qualifier {
  1: i32 number
  2: string text
}

struct Qualifiers {
  1: map<string, Qualifier> values
}

struct PrimitiveEntry {
  1: i32 kind
  2: optional Qualifiers qualifiers
}

struct TypeEntry {           // only primitive entries are used: nested types arrive as text
  1: optional PrimitiveEntry primitive
}

struct TypeDescription {
  1: list<TypeEntry> entries
}

struct ColumnDescription {
  1: string name
  2: TypeDescription type
  3: i32 position
  4: optional string comment
}

struct TableSchema {
  1: list<ColumnDescription> columns
}

struct MetadataResponse {
  1: Status status
  2: optional TableSchema schema
}

struct FetchRequest {
  1: OperationHandle operation
  2: i32 orientation         // 0 = next
  3: i64 maxRows
  4: i16 kind                // 0 = rows, 1 = log lines
}

struct QueryIdResponse {
  1: string queryId
}
