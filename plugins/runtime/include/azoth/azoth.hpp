// SPDX-License-Identifier: MIT
#pragma once

/// Everything a program says, in one header. Programs that care about every millisecond of compile
/// time include the rooms they use instead; tests and the library itself do.
#include <azoth/compile/ledger.hpp>
#include <azoth/dialect/schema_diff.hpp>
#include <azoth/dialect/to_sql.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/engine/engine_config.hpp>
#include <azoth/engine/outgoing_statement.hpp>
#include <azoth/error/error.hpp>
#include <azoth/orm/session.hpp>
#include <azoth/plugins/create_engine.hpp>
#include <azoth/plugins/load_dialect.hpp>
#include <azoth/reflect/inspector.hpp>
#include <azoth/schema/ddl.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/array.hpp>
#include <azoth/sql/call.hpp>
#include <azoth/sql/cte.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/explode.hpp>
#include <azoth/sql/extract.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/grouping.hpp>
#include <azoth/sql/json.hpp>
#include <azoth/sql/lateral.hpp>
#include <azoth/sql/partition_insert.hpp>
#include <azoth/sql/quantified.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/sql/set_operation.hpp>
#include <azoth/sql/table_function.hpp>
#include <azoth/sql/text_columns.hpp>
#include <azoth/sql/tree.hpp>
#include <azoth/sql/tuple.hpp>
#include <azoth/sql/upsert.hpp>
#include <azoth/sql/values.hpp>
#include <azoth/types/date_text.hpp>
#include <azoth/types/exact.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/types/types.hpp>
#include <azoth/urls/url.hpp>
#include <azoth/value/array.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/range.hpp>
#include <azoth/value/uuid.hpp>
