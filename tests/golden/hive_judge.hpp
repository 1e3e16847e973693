// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <azoth_test/hive_client.hpp>

#include "given_values.hpp"

namespace golden {

/// A real HiveServer2, on the golden schema, through the project's own ODBC driver. Everything
/// happens in two databases made here, `azoth_golden` and `log`, which are dropped at the end.
class HiveJudge {
public:
    /// Throws std::runtime_error if the server is not there or does not take the schema.
    explicit HiveJudge(const std::string& port);
    ~HiveJudge();
    HiveJudge(const HiveJudge&) = delete;
    HiveJudge& operator=(const HiveJudge&) = delete;

    /// Why the server does not take the text of a case; empty if it does. CREATE and DROP
    /// TABLE are run; the rest is explained, which parses, resolves names and types, and plans, and
    /// its values are bound.
    [[nodiscard]] std::string judge(const std::string& text);
    /// The same with another table in the place of one of the golden schema.
    [[nodiscard]] std::string judge_with(std::string_view table, std::string_view definition,
                                         const std::string& text);

private:
    [[nodiscard]] std::string run(std::string sql, std::vector<GivenValue> values = {});
    [[nodiscard]] std::string run_ddl(const std::string& text);
    void make_schema();
    void make_tables();

    azoth::test::HiveClient client_;
};

}  // namespace golden
