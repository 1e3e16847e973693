// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <azoth/error/export.hpp>

namespace azoth {

class Connection;
class SchemaReader;

namespace detail {

/// What other rooms of the library want of a connection, and programs do not.
struct AZOTH_EXPORT ConnectionAccess {
    /// Reads the catalogue in this session; each of its statements has the time-out and the cancel
    /// token of the connection, which must outlive it.
    [[nodiscard]] static std::unique_ptr<SchemaReader> schema_reader(Connection& connection);
    /// What listeners are told from here on, see ExecutionEvent::returning_is_optional.
    static void tell_optional_returning(Connection& connection, bool is_optional);
};

}  // namespace detail
}  // namespace azoth
