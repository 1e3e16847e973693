// SPDX-License-Identifier: MIT
#include <azoth/sql/upsert.hpp>

#include <vector>

#include <azoth/sql/bind.hpp>
#include <azoth/sql/scalar.hpp>

#include "target_columns.hpp"

namespace azoth {

namespace {

/// What an upsert has before it names a conflict: one node for all.
const sql::NodePtr& unnamed_conflict() {
    static const sql::NodePtr shared = [] {
        auto conflict = sql::Ref<sql::OnConflict>::adopt(new sql::OnConflict);
        conflict->action = sql::ConflictAction::unnamed;
        conflict->seal();
        return sql::NodePtr(std::move(conflict));
    }();
    return shared;
}

bool names_conflict(const sql::Insert& insert) {
    return !(insert.conflicts.back() == unnamed_conflict());
}

void add_conflict(sql::Insert& insert, sql::Ref<sql::OnConflict> conflict) {
    conflict->seal();
    if (!names_conflict(insert)) insert.conflicts.pop_back();
    insert.conflicts.push_back(std::move(conflict));
}

/// Replaces the conflict named last by a changed copy.
template <class Change>
void change_conflict(sql::Insert& insert, Change change) {
    if (!names_conflict(insert)) {
        throw InvalidRequestError(
            "no_conflict_named", "an upsert says first which conflict it means",
            {.hint = "on_conflict({\"column\"}), or on_conflict({}) for any key"});
    }
    auto copy = sql::Ref<sql::OnConflict>::adopt(
        new sql::OnConflict(sql::cast<sql::OnConflict>(*insert.conflicts.back())));
    copy->unseal();
    change(*copy);
    copy->seal();
    insert.conflicts.pop_back();
    insert.conflicts.push_back(std::move(copy));
}

sql::Ref<sql::OnConflict> conflict_on(const sql::Insert& insert, std::span<const ParamName> key) {
    auto conflict = sql::Ref<sql::OnConflict>::adopt(new sql::OnConflict);
    const TargetColumns columns(insert.target);
    for (const ParamName& column : key) conflict->key.push_back(columns.find(column.view()));
    return conflict;
}

/// A database finds the index by its condition, which it must be able to read: values stand in it
/// as literals.
class LiteralWriter final : public sql::Rewriter {
public:
    [[nodiscard]] sql::NodePtr rewrite(const sql::NodePtr& node) override {
        switch (node->kind()) {
            case sql::NodeKind::bind: return sql::make<sql::LiteralBind>(node);
            case sql::NodeKind::literal_bind:
            case sql::NodeKind::in_list: return node;
            default: return node->with_rewritten_children(*this);
        }
    }
};

std::span<const ParamName> listed(std::initializer_list<ParamName> names) {
    return {names.begin(), names.size()};
}

std::vector<ParamName> names_of(std::span<const std::string> names) {
    return {names.begin(), names.end()};
}

void name_conflict(sql::Insert& insert, std::span<const ParamName> key,
                   const Condition* index_where) {
    auto conflict = conflict_on(insert, key);
    if (index_where != nullptr) {
        conflict->key_where = LiteralWriter().rewrite(index_where->node());
    }
    add_conflict(insert, std::move(conflict));
}

void take_new_values(sql::Insert& insert, std::span<const ParamName> columns) {
    const TargetColumns target(insert.target);
    change_conflict(insert, [&](sql::OnConflict& conflict) {
        if (conflict.action == sql::ConflictAction::none) {
            conflict.action = sql::ConflictAction::update;
        }
        for (const ParamName& name : columns) {
            const sql::NodePtr& column = target.find(name.view());
            add_assignment(conflict.assignments, column, Expr(sql::make<sql::Excluded>(column)),
                           "upsert");
        }
    });
}

}  // namespace

Upsert::Upsert(const FromItem& table) : InsertMethods(table) {
    writable<sql::Insert>().conflicts.push_back(unnamed_conflict());
}

Upsert Upsert::on_conflict(std::initializer_list<ParamName> key) const {
    return changed(
        [&](Upsert& self) { name_conflict(self.writable<sql::Insert>(), listed(key), nullptr); });
}

Upsert Upsert::on_conflict(std::initializer_list<ParamName> key,
                           const Condition& index_where) const {
    return changed([&](Upsert& self) {
        name_conflict(self.writable<sql::Insert>(), listed(key), &index_where);
    });
}

Upsert Upsert::on_conflict(std::span<const std::string> key) const {
    return changed(
        [&](Upsert& self) { name_conflict(self.writable<sql::Insert>(), names_of(key), nullptr); });
}

Upsert Upsert::on_conflict(std::span<const std::string> key, const Condition& index_where) const {
    return changed([&](Upsert& self) {
        name_conflict(self.writable<sql::Insert>(), names_of(key), &index_where);
    });
}

Upsert Upsert::on_conflict_constraint(ParamName constraint) const {
    return changed([&](Upsert& self) {
        auto conflict = sql::Ref<sql::OnConflict>::adopt(new sql::OnConflict);
        conflict->constraint = constraint.text();
        add_conflict(self.writable<sql::Insert>(), std::move(conflict));
    });
}

Upsert Upsert::do_nothing() const {
    return changed([&](Upsert& self) {
        change_conflict(self.writable<sql::Insert>(), [](sql::OnConflict& conflict) {
            conflict.action = sql::ConflictAction::nothing;
        });
    });
}

Upsert Upsert::do_update() const {
    return changed([&](Upsert& self) {
        change_conflict(self.writable<sql::Insert>(), [](sql::OnConflict& conflict) {
            conflict.action = sql::ConflictAction::update_inserted;
        });
    });
}

Upsert Upsert::do_update(std::initializer_list<ParamName> columns) const {
    return changed(
        [&](Upsert& self) { take_new_values(self.writable<sql::Insert>(), listed(columns)); });
}

Upsert Upsert::do_update(std::span<const std::string> columns) const {
    return changed(
        [&](Upsert& self) { take_new_values(self.writable<sql::Insert>(), names_of(columns)); });
}

Upsert Upsert::do_update(std::initializer_list<Assignment> assignments) const {
    return do_update(std::span(assignments.begin(), assignments.size()));
}

Upsert Upsert::do_update(std::span<const Assignment> assignments) const {
    return changed([&](Upsert& self) {
        auto& insert = self.writable<sql::Insert>();
        const TargetColumns target(insert.target);
        change_conflict(insert, [&](sql::OnConflict& conflict) {
            if (conflict.action == sql::ConflictAction::none) {
                conflict.action = sql::ConflictAction::update;
            }
            for (const Assignment& assignment : assignments) {
                add_assignment(conflict.assignments, target.find(assignment.column),
                               assignment.value, "upsert");
            }
        });
    });
}

Upsert Upsert::where(const Condition& condition) const {
    return changed([&](Upsert& self) {
        change_conflict(self.writable<sql::Insert>(), [&](sql::OnConflict& conflict) {
            conflict.where = conflict.where ? sql::NodePtr(sql::make<sql::Binary>(
                                                  sql::Operator::and_, conflict.where,
                                                  condition.node(), SqlType(TypeKind::boolean)))
                                            : condition.node();
        });
    });
}

sql::NodePtr detail::excluded_node(const Expr& column) {
    if (column.node()->kind() != sql::NodeKind::column) {
        throw ArgumentError("not_a_column", "excluded() is the new value of a column");
    }
    return sql::make<sql::Excluded>(column.node());
}

}  // namespace azoth
