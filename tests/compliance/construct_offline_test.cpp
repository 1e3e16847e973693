// SPDX-License-Identifier: MIT
// The constructs for servers that are not at hand: what is not granted is refused by name, version
// and construct, or said in another way; what is granted is rendered.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/dialect/dialect.hpp>
#include <azoth/plugins/dialect_registry.hpp>
#include <azoth/plugins/load_dialect.hpp>

#include "construct.hpp"

namespace azoth::compliance {
namespace {

struct Server {
    const char* scheme;
    const char* version;
};

const Server servers[] = {
    {"mysql", "5.7.40"},     {"mysql", "8.0.10"},      {"mysql", "8.4.0"},
    {"mariadb", "10.3.0"},   {"mariadb", "10.11.0"},   {"hive", "2.3.0"},
    {"hive", "4.0.1"},       {"sqlite", "3.22.0"},     {"sqlite", "3.40.1"},
    {"postgresql", "9.6.0"}, {"postgresql", "15.0.0"},
};

class ConstructOffline : public testing::TestWithParam<Server> {
protected:
    static void SetUpTestSuite() {
        static const bool added = [] {
            DialectRegistry::instance().add_directory(AZOTH_TEST_PLUGINS);
            return true;
        }();
        static_cast<void>(added);
    }
};

/// What to_sql() throws, taken apart; the text otherwise.
struct Outcome {
    std::string sql;
    std::string code;
    std::string error;
};

Outcome compile_for(const Statement& statement, const Server& server) {
    try {
        return {to_sql(statement, server.scheme, {.version = server.version}), {}, {}};
    } catch (const CompileError& error) {
        return {{}, error.code(), error.what()};
    }
}

TEST_P(ConstructOffline, RenderedOrRefusedByName) {
    const Server server = GetParam();
    const auto dialect = load_dialect(server.scheme);
    const compile::Ledger ledger =
        dialect->ledger(dialect->described_facts(server.version, server.scheme));
    const ConstructTables tables;
    int refused = 0;
    for (const Construct& construct : constructs(tables)) {
        SCOPED_TRACE(construct.name);
        const Outcome outcome = compile_for(construct.statement, server);
        if (outcome.code.empty()) {
            EXPECT_NE(outcome.sql, "");
            continue;
        }
        ++refused;
        EXPECT_EQ(outcome.code, "unsupported_construct") << outcome.error;
        EXPECT_TRUE(names_it(construct, outcome.error)) << outcome.error;
        EXPECT_NE(outcome.error.find(std::string(server.scheme) + " " + server.version),
                  std::string::npos)
            << outcome.error;
        EXPECT_FALSE(!construct.may_be_refused &&
                     std::all_of(construct.needs.begin(), construct.needs.end(),
                                 [&](auto need) { return ledger.supports(need); }))
            << outcome.error;
    }
    EXPECT_GT(refused, 0) << "every server lacks something";
}

INSTANTIATE_TEST_SUITE_P(Servers, ConstructOffline, testing::ValuesIn(servers),
                         [](const auto& info) {
                             std::string name =
                                 std::string(info.param.scheme) + "_" + info.param.version;
                             std::replace(name.begin(), name.end(), '.', '_');
                             return name;
                         });

/// The part that matters is never left out: it is in the text, or there is no text.
TEST_F(ConstructOffline, NothingVanishes) {
    const std::pair<const char*, const char*> parts[] = {
        {"insert_returning", "RETURNING"},
        {"full_join", "FULL"},
        {"lateral", "LATERAL"},
        {"tablesample", "TABLESAMPLE"},
        {"for_update", "FOR UPDATE"},
        {"key_share", "KEY SHARE"},
        {"for_update_of", " OF "},
        {"skip_locked", "SKIP LOCKED"},
        {"nowait", "NOWAIT"},
        {"groups_frame", "GROUPS"},
        {"array_agg", "array_agg"},
    };
    const ConstructTables tables;
    for (const Construct& construct : constructs(tables)) {
        for (const auto& [name, part] : parts) {
            if (std::string_view(name) != construct.name) continue;
            for (const Server& server : servers) {
                const Outcome outcome = compile_for(construct.statement, server);
                EXPECT_TRUE(!outcome.code.empty() || outcome.sql.find(part) != std::string::npos)
                    << server.scheme << " " << server.version << ": " << outcome.sql;
            }
        }
    }
}

}  // namespace
}  // namespace azoth::compliance
