// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <azoth/compile/ledger.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/fields.hpp>

namespace azoth::compile {

/// Finds a source that an expression speaks of and that is not among the known ones. Subqueries
/// have sources of their own.
class ForeignSourceFinder final : public sql::ChildVisitor {
public:
    ForeignSourceFinder(const sql::NodePtr& target, const sql::NodeList& others)
        : target_(target), others_(others) {}

    void child(const sql::Node& node) override {
        if (const auto* column = sql::as<sql::ColumnRef>(node)) {
            if (!is_known(column->source)) found = column;
        } else if (node.kind() != sql::NodeKind::subquery && node.kind() != sql::NodeKind::exists) {
            node.each_child(*this);
        }
    }
    void all(const sql::NodeList& nodes) {
        for (const sql::NodePtr& node : nodes) child(*node);
    }

    const sql::ColumnRef* found = nullptr;

private:
    [[nodiscard]] bool is_known(const sql::NodePtr& source) const {
        return source == target_ ||
               std::find(others_.begin(), others_.end(), source) != others_.end();
    }
    const sql::NodePtr& target_;
    const sql::NodeList& others_;
};

/// Throws `CompileError` (`source_not_named`) for what was found. `clause` is the word that names a
/// further table; empty where the statement has none.
inline void require_known(const ForeignSourceFinder& finder, const Ledger& ledger,
                          std::string_view statement, std::string_view clause) {
    if (finder.found == nullptr) return;
    ledger.reject(CompileError(
        "source_not_named",
        "the " + std::string(statement) + " speaks of \"" + finder.found->name +
            "\" of a table that it does not name",
        {.hint = clause.empty() ? std::string() : "name it with " + std::string(clause) + "(table)",
         .column = finder.found->name}));
}

}  // namespace azoth::compile
