// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/driver/driver.hpp>
#include <azoth/value/value.hpp>

namespace azoth_test {

using azoth::driver::Connection;

/// Tests with a real PostgreSQL: the one that AZOTH_TEST_POSTGRESQL_URL names. Without it they are
/// skipped and say so.
class OnServer : public ::testing::Test {
protected:
    void SetUp() override;

    [[nodiscard]] static azoth::Url url();
    [[nodiscard]] static std::unique_ptr<Connection> connect(const azoth::Url& url,
                                                             std::int64_t timeout_ms = 0);
    [[nodiscard]] static std::unique_ptr<Connection> connect() { return connect(url()); }
};

/// Values that can be bound as long as this lives.
class Bound {
public:
    template <class... T>
    explicit Bound(T&&... values) {
        (values_.emplace_back(std::forward<T>(values)), ...);
        for (const azoth::Value& value : values_) views_.push_back(value.view());
    }
    operator std::span<const azoth::ValueView>() const { return views_; }  // NOLINT

private:
    std::vector<azoth::Value> values_;
    std::vector<azoth::ValueView> views_;
};

using Rows = std::vector<std::vector<azoth::Value>>;

/// All rows of one statement, prepared, executed and forgotten.
Rows query(Connection& db, std::string_view sql, const Bound& parameters = Bound(),
           const azoth::driver::ExecuteOptions& options = {});
/// The one cell of the one row.
azoth::Value scalar(Connection& db, std::string_view sql, const Bound& parameters = Bound());

/// The code of the error of type E that `call` throws; "no error" or "another error: …" otherwise.
template <class E, class Call>
std::string error_code(Call&& call) {
    try {
        call();
    } catch (const E& error) {
        return error.code();
    } catch (const std::exception& error) {
        return std::string("another error: ") + error.what();
    }
    return "no error";
}

/// The error itself.
template <class E, class Call>
E catch_error(Call&& call) {
    try {
        call();
    } catch (const E& error) {
        return error;
    }
    throw std::logic_error("nothing was thrown");
}

}  // namespace azoth_test
