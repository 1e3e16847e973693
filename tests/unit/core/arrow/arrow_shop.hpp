// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/arrow/to_arrow.hpp>
#include <azoth/engine/engine.hpp>
#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/types/types.hpp>

#include <azoth_test/arrow_reader.hpp>
#include <azoth_test/fake_engine.hpp>

namespace azoth::test {

/// Results with the cells that a test wants, read by a consumer that checks.
struct ArrowShop : ::testing::Test {
    FakeDatabase database;
    FakeServer& server = *database.server;
    Connection db = database.engine().connect();

    [[nodiscard]] ArrowReader reader(const Result& result, const ArrowOptions& options = {}) {
        ArrowArrayStream stream;
        to_arrow(result, stream, options);
        return ArrowReader(stream);
    }
    /// A query of one column "c" of a table that has it with this type, and what it gives.
    [[nodiscard]] Result typed(const SqlType& type, std::vector<Value> cells,
                               ValueKind kind = ValueKind::null) {
        return typed(Column{"c", type}, std::move(cells), kind);
    }
    [[nodiscard]] Result typed(Column column, std::vector<Value> cells,
                               ValueKind kind = ValueKind::null) {
        const Table table{"t" + std::to_string(++tables_), metadata_, std::move(column)};
        return answered(select(table["c"]), std::move(cells), kind);
    }
    /// What raw text gives, of which nothing is known.
    [[nodiscard]] Result untyped(std::vector<Value> cells, ValueKind kind = ValueKind::null) {
        return answered(text("SELECT c FROM somewhere"), std::move(cells), kind);
    }
    template <class Query>
    [[nodiscard]] Result answered(const Query& query, std::vector<Value> cells,
                                  ValueKind kind = ValueKind::null) {
        FakeReply reply{.columns = {"c"}, .kinds = {kind}};
        for (Value& cell : cells) {
            reply.rows.emplace_back().push_back(std::move(cell));
        }
        server.on("SELECT", std::move(reply));
        return db.execute(query);
    }

    /// "format: value value …" of a result's only column, or what went wrong.
    [[nodiscard]] std::string shown(const Result& result, const ArrowOptions& options = {}) {
        ArrowReader arrow = reader(result, options);
        try {
            std::string text = arrow.schema();
            text.erase(0, text.find(':') + 1);
            text += ':';
            for (const std::string& cell : arrow.column()) text += " " + cell;
            return text;
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

private:
    MetaData metadata_;
    int tables_ = 0;
};

}  // namespace azoth::test
