// SPDX-License-Identifier: MIT
// In which form rows travel: as the client library's own trace of the protocol tells it.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <azoth/azoth.hpp>
#include <azoth/value/describe.hpp>

#include "server.hpp"

namespace {

using namespace azoth;
using ::testing::HasSubstr;

struct FetchFormats : azoth_test::OnServer {
    void SetUp() override {
        OnServer::SetUp();
        if (!IsSkipped()) engine_.emplace(create_engine(url()));
    }

    /// What the server is sent and answers while `work` runs.
    template <class Work>
    [[nodiscard]] static std::string trace(Connection& db, const Work& work) {
        char* text = nullptr;
        std::size_t size = 0;
        std::FILE* const stream = open_memstream(&text, &size);
        PQtrace(&db.native<PGconn>(), stream);
        PQsetTraceFlags(&db.native<PGconn>(), PQTRACE_SUPPRESS_TIMESTAMPS | PQTRACE_REGRESS_MODE);
        work();
        PQuntrace(&db.native<PGconn>());
        std::fclose(stream);
        std::string told(text, size);
        std::free(text);
        return told;
    }

    /// "text" or "binary": the format of the first column of the rows that came.
    [[nodiscard]] static std::string format_of(const std::string& told) {
        const std::size_t at = told.rfind("RowDescription");
        if (at == std::string::npos) return "no rows: " + told;
        const std::string line = told.substr(at, told.find('\n', at) - at);
        return line.substr(line.find_last_of(' ') + 1) == "1" ? "binary" : "text";
    }

    std::optional<Engine> engine_;
};

const char* const all_types =
    "select 1 as i, 2.5::float8 as d, 12.340::numeric as n, 'x'::text as t, '\\x00ff'::bytea as b, "
    "true as truth, date '2024-02-29' as day, timestamptz '2024-02-29 12:00:00.25+02' as moment, "
    "interval '1 day 2 hours' as span, '{1,NULL,3}'::int[] as many, null::int as nothing, "
    "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid as id";

TEST_F(FetchFormats, AreChosenPerExecution) {
    Connection db = engine_->connect();
    const auto query = text(all_types);
    const auto values_as = [&](const ExecutionOptions& options, const std::string& expected) {
        std::vector<std::string> values;
        const std::string told = trace(db, [&] {
            for (const Row& row : db.execute(query, options)) {
                for (std::size_t i = 0; i < row.size(); ++i) {
                    values.push_back(describe(row[i].view()));
                }
            }
        });
        EXPECT_EQ(format_of(told), expected);
        return values;
    };
    const auto binary = values_as({}, "binary");
    EXPECT_EQ(values_as({.fetch_format = FetchFormat::binary}, "binary"), binary);
    EXPECT_EQ(values_as({.fetch_format = FetchFormat::text}, "text"), binary);
    EXPECT_EQ(values_as({.fetch_format = FetchFormat::automatic}, "binary"), binary);
    // By the batch, too, from a cursor of the server.
    EXPECT_EQ(values_as({.yield_per = 2, .fetch_format = FetchFormat::text}, "text"), binary);
    EXPECT_EQ(values_as({.yield_per = 2}, "binary"), binary);
}

TEST_F(FetchFormats, ATypeWithoutABinaryFormIsNotReadSilentlyInAnother) {
    Connection db = engine_->connect();
    const auto query = text("select 1 as i, '10.0.0.1'::inet as address");
    EXPECT_EQ(format_of(trace(db, [&] { (void)db.execute(query).all(); })), "text");
    try {
        (void)db.execute(query, {.fetch_format = FetchFormat::binary}).all();
        ADD_FAILURE() << "it should have been refused";
    } catch (const NotSupportedError& error) {
        EXPECT_EQ(error.code(), "no_binary_form");
        EXPECT_EQ(error.details().column, "address");
        EXPECT_THAT(error.details().hint, HasSubstr("cast"));
    }
    // Nothing was sent, so the transaction goes on.
    EXPECT_EQ(db.scalar<int>(text("select 1")), 1);
    EXPECT_EQ(azoth_test::error_code<NotSupportedError>([&] {
                  (void)db.query_script("select 1", {.fetch_format = FetchFormat::binary});
              }),
              "no_binary_form");
}

TEST_F(FetchFormats, OfPreparedStatementsAndConnections) {
    Connection db = engine_->connect({.execution_options = {.fetch_format = FetchFormat::text}});
    const auto query = text("select 1 as i");
    EXPECT_EQ(format_of(trace(db, [&] { (void)db.execute(query).all(); })), "text");
    const auto prepared = db.prepare(query, {.fetch_format = FetchFormat::binary});
    EXPECT_EQ(format_of(trace(db, [&] { (void)prepared.execute().all(); })), "binary");
}

}  // namespace
