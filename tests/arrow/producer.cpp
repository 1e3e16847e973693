// SPDX-License-Identifier: MIT
// Streams for a consumer in another language: a library with one C function.
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <azoth/arrow/to_arrow.hpp>

#include "everything.hpp"

namespace azoth::test {
namespace {

/// A connection that lives as long as the stream, which nobody else knows of.
struct Session {
    explicit Session(const char* url) : db(create_engine(url).connect()) {}

    Connection db;
    std::unique_ptr<Everything> everything;
};

Result answer(Session& session, std::string_view question) {
    Connection& db = session.db;
    if (question == "everything" || question == "nothing") {
        session.everything = std::make_unique<Everything>(db);
        const Select all = session.everything->query();
        const Expr id = session.everything->table["id"];
        return db.execute(question == "everything" ? all : all.where(id == 99));
    }
    if (question == "batches") {
        return db.execute(text("WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s "
                               "WHERE n < 10000) SELECT n, 'row ' || n AS t FROM s"),
                          {.yield_per = 1'000});
    }
    if (question == "nanoseconds") {
        return db.execute(
            text("SELECT '1969-12-31 23:59:59.999999999' AS t").columns({{"t", DateTime{9}}}));
    }
    if (question == "names") return db.execute(text("SELECT 1 AS a, 2 AS a, 3 AS \"größe\""));
    if (question == "error") {
        return db.execute(text("SELECT 1 AS n UNION ALL SELECT 'two'"), {.yield_per = 1});
    }
    if (question == "arrays") {
        return db.execute(
            text("SELECT ARRAY[1, NULL, 3] AS n, ARRAY['a', ''] AS t, "
                 "ARRAY[[1.5, 2.25], [3, 4]] AS p, CAST('{}' AS integer[]) AS e"));
    }
    throw std::invalid_argument("no such question: " + std::string(question));
}

}  // namespace
}  // namespace azoth::test

/// Fills `out` with the answer to a question that the consumer knows. 0, or 1 and the reason on
/// stderr.
extern "C" [[gnu::visibility("default")]] int azoth_test_stream(const char* url,
                                                                const char* question,
                                                                ArrowArrayStream* out) {
    try {
        auto session = std::make_shared<azoth::test::Session>(url);
        azoth::to_arrow(azoth::test::answer(*session, question), *out, {.keep_alive = session});
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", question, error.what());
        return 1;
    }
}
