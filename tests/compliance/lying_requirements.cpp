// SPDX-License-Identifier: MIT
// SQLite behind a listener that lies: no query has rows, tables have a column more, indexes and
// views are not made. Every suite has to notice; every_suite_fails.py sees to that.
#include <string>
#include <string_view>

#include <azoth/azoth.hpp>
#include <azoth/compliance/requirements.hpp>

namespace azoth::compliance {

namespace {

void lie(OutgoingStatement& statement) {
    const std::string_view sql = statement.sql();
    const auto begins = [&](std::string_view words) { return sql.starts_with(words); };
    if (begins("SELECT") || begins("WITH") || begins("VALUES")) {
        statement.set_sql("SELECT * FROM (" + std::string(sql) + ") WHERE 0");
    } else if (begins("CREATE TABLE") || begins("CREATE TEMPORARY TABLE")) {
        const std::size_t open = sql.find(" (\n");
        if (open == std::string_view::npos) return;
        std::string more(sql);
        statement.set_sql(more.insert(open + 3, "azc_lie INTEGER,"));
    } else if (begins("CREATE INDEX") || begins("CREATE UNIQUE INDEX") || begins("CREATE VIEW") ||
               begins("CREATE TEMPORARY VIEW")) {
        statement.set_sql("PRAGMA user_version = 0");
    }
}

class LyingRequirements final : public Requirements {
public:
    std::string_view dialect() const override { return "sqlite"; }
    std::vector<Target> targets() const override { return {{"memory", "sqlite://", {}, true}}; }
    void prepare(Engine& engine) const override { engine.listen({.rewrite = lie}); }
};

}  // namespace

std::unique_ptr<Requirements> make_requirements() {
    return std::make_unique<LyingRequirements>();
}

}  // namespace azoth::compliance
