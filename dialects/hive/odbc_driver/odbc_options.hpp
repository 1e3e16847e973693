// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "odbc_types.hpp"
#include "session.hpp"

namespace hive_odbc {

using KeyValue = std::pair<std::string, std::string>;

/// Everything a connection string or data source can say.
struct Options {
    hs2::Endpoint endpoint;
    Sizes sizes;
    long long rows_per_fetch = 10000;
    bool native_query = true;  ///< statements go out as they are; false: ODBC escapes are rewritten
    long query_timeout = 0;    ///< seconds, for statements without their own
    std::vector<KeyValue> given;  ///< what was said, in order, to be told back
};

/// Splits `key=value;key={va}}lue};...`; keys keep their spelling. Throws OdbcError (HY000) for an
/// unclosed brace.
[[nodiscard]] std::vector<KeyValue> parse_connection_string(std::string_view text);

/// The reverse: values are braced where they must be. Secrets included, as ODBC wants them told
/// back.
[[nodiscard]] std::string make_connection_string(const std::vector<KeyValue>& pairs);

/// Adds the keys of the data source that `pairs` names (if any) behind those given, which win.
[[nodiscard]] std::vector<KeyValue> with_data_source(std::vector<KeyValue> pairs);

/// Understands the keys; unknown ones are handed to `on_unknown`. Throws OdbcError for values that
/// make no sense and for features this driver lacks (Kerberos, ZooKeeper discovery).
[[nodiscard]] Options make_options(const std::vector<KeyValue>& pairs,
                                   const std::function<void(const std::string&)>& on_unknown);

/// The first value of `key` (without regard to case), or empty.
[[nodiscard]] std::string value_of(const std::vector<KeyValue>& pairs, std::string_view key);

[[nodiscard]] bool same_word(std::string_view a, std::string_view b);

}  // namespace hive_odbc
