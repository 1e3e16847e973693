// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/engine/engine.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select.hpp>

#include <azoth_test/fake_engine.hpp>

namespace azoth::test {

/// One table and the fake database it lives in.
struct Shop : ::testing::Test {
    FakeDatabase database;
    MetaData metadata;
    Table item{"item", metadata, Column{"id", Integer{}, primary_key},
               Column{"name", String{40}, not_null}, Column{"price", Numeric{10, 2}}};
    FakeServer& server = *database.server;

    [[nodiscard]] TypedExpr<std::int64_t> id() const { return item.column<std::int64_t>("id"); }
    [[nodiscard]] TypedExpr<std::string> name() const { return item.column<std::string>("name"); }

    /// Scripts what a SELECT of id and name gives.
    void stock(std::size_t rows) {
        FakeReply reply{.columns = {"id", "name"}};
        for (std::size_t i = 1; i <= rows; ++i) {
            reply.rows.push_back({static_cast<std::int64_t>(i), "item " + std::to_string(i)});
        }
        server.on("SELECT item.id", reply);
    }
};

/// Runs `work` and gives the code of the error it must throw.
template <class E = Error, class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const E& error) {
        return error.code();
    } catch (const std::exception& error) {
        return std::string("another error: ") + error.what();
    }
    return "no error";
}

}  // namespace azoth::test
