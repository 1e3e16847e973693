// SPDX-License-Identifier: MIT
// GROUP BY ROLLUP, CUBE and GROUPING SETS. A database that has no words for them is given what the
// standard defines them by: one select for each grouping, put together by UNION ALL, in which the
// keys that are not grouped by are NULL and grouping() is a number. The parts belong to one
// statement and read the same rows, so this is exact where nothing in the query can differ between
// two readings; what can, or what cannot be looked into, is refused by name. MySQL's WITH ROLLUP is
// not used: it has no row for the total of no rows, which the standard asks for.
#include <algorithm>
#include <string>
#include <utility>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/select_columns.hpp>

#include "bare_item.hpp"
#include "source_finder.hpp"

namespace azoth::compile {

namespace {

constexpr std::size_t most_groupings = 64;

std::string_view construct_of(const sql::Select& select) {
    for (const sql::NodePtr& item : select.group_by) {
        const auto* grouping = sql::as<sql::Grouping>(*item);
        if (grouping == nullptr) continue;
        if (grouping->grouping == sql::GroupingKind::rollup) return "ROLLUP";
        return grouping->grouping == sql::GroupingKind::cube ? "CUBE" : "GROUPING SETS";
    }
    return "GROUP BY";
}

/// Finds grouping() in a query, subqueries aside.
class LevelFinder final : public sql::ChildVisitor {
public:
    void child(const sql::Node& node) override {
        const auto* function = sql::as<sql::Function>(node);
        found = found || (function != nullptr && function->known && function->name == "grouping");
        if (node.kind() != sql::NodeKind::select) node.each_child(*this);
    }
    bool found = false;
};

bool is_aggregate(const sql::Function& function) noexcept {
    constexpr std::string_view names[] = {"array_agg", "avg",        "count", "max",
                                          "min",       "string_agg", "sum"};
    return std::find(std::begin(names), std::end(names), function.name.view()) != std::end(names);
}

bool is_query(const sql::Node& node) noexcept {
    return node.kind() == sql::NodeKind::subquery || node.kind() == sql::NodeKind::exists ||
           node.kind() == sql::NodeKind::select || node.kind() == sql::NodeKind::set_operation;
}

/// The keys that an item of a grouping stands for: `rollup(tuple_(a, b), c)` takes two at once.
sql::NodeList keys_of(const sql::NodePtr& item) {
    if (const auto* tuple = sql::as<sql::Tuple>(*item)) return tuple->items;
    if (const auto* set = sql::as<sql::Grouping>(*item)) {
        sql::NodeList keys;
        for (const sql::NodePtr& part : set->items) {
            for (const sql::NodePtr& key : keys_of(part)) keys.push_back(key);
        }
        return keys;
    }
    sql::NodeList keys;
    keys.push_back(item);
    return keys;
}

using Sets = std::vector<sql::NodeList>;

void append(sql::NodeList& keys, const sql::NodePtr& item) {
    for (const sql::NodePtr& key : keys_of(item)) keys.push_back(key);
}

Sets sets_of(const sql::Grouping& grouping) {
    const sql::NodeList& items = grouping.items;
    Sets sets;
    switch (grouping.grouping) {
        case sql::GroupingKind::rollup:
            for (std::size_t length = items.size() + 1; length-- > 0;) {
                sql::NodeList& keys = sets.emplace_back();
                for (std::size_t i = 0; i < length; ++i) append(keys, items[i]);
            }
            break;
        case sql::GroupingKind::cube:
            for (std::size_t chosen = std::size_t{1} << items.size(); chosen-- > 0;) {
                sql::NodeList& keys = sets.emplace_back();
                for (std::size_t i = 0; i < items.size(); ++i) {
                    if ((chosen >> (items.size() - 1 - i) & 1) != 0) append(keys, items[i]);
                }
            }
            break;
        case sql::GroupingKind::grouping_sets:
            for (const sql::NodePtr& set : items) sets.push_back(keys_of(set));
            break;
        case sql::GroupingKind::set: sets.push_back(keys_of(sql::NodePtr::share(&grouping))); break;
    }
    return sets;
}

/// The same in one row for all rows there are, or none: an aggregate makes it so. In HAVING alone
/// SQLite would take none.
sql::NodePtr of_one_group(const sql::NodePtr& item) {
    if (const auto* label = sql::as<sql::Label>(*item)) {
        return sql::make<sql::Label>(of_one_group(label->inner), label->name, label->quoting);
    }
    sql::NodeList branch;
    branch.push_back(sql::make<sql::Binary>(sql::Operator::ge, detail::count_rows(),
                                            detail::constant(0), SqlType(TypeKind::boolean)));
    branch.push_back(item);
    return sql::make<sql::CaseWhen>(std::move(branch), nullptr, item->type());
}

}  // namespace

// ── as the standard says it ─────────────────────────────────────────────────────────────────────

void SqlCompiler::group_by_clause(const sql::Select& select) {
    write(" GROUP BY ");
    group_keys(select.group_by);
}

void SqlCompiler::group_keys(const sql::NodeList& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i != 0) write(", ");
        group_key(*items[i]);
    }
}

void SqlCompiler::group_key(const sql::Node& item) {
    if (is_mistaken_for_place(item)) return sorting_item(item);
    if (const auto* together = sql::as<sql::Tuple>(item)) return row_of(*together);
    group_by_item(item);
}

void SqlCompiler::visit_grouping(const sql::Grouping& grouping) {
    switch (grouping.grouping) {
        case sql::GroupingKind::set: break;
        case sql::GroupingKind::rollup:
            ledger().require(Capability::rollup, "ROLLUP");
            write("ROLLUP ");
            break;
        case sql::GroupingKind::cube:
            ledger().require(Capability::grouping_sets, "CUBE");
            write("CUBE ");
            break;
        case sql::GroupingKind::grouping_sets:
            ledger().require(Capability::grouping_sets, "GROUPING SETS");
            write("GROUPING SETS ");
            break;
    }
    write("(");
    group_keys(grouping.items);
    write(")");
}

bool SqlCompiler::has_groupings(const sql::Select& select) noexcept {
    return std::any_of(
        select.group_by.begin(), select.group_by.end(),
        [](const sql::NodePtr& item) { return item->kind() == sql::NodeKind::grouping; });
}

bool SqlCompiler::says_groupings(const sql::Select& select) const {
    for (const sql::NodePtr& item : select.group_by) {
        const auto* grouping = sql::as<sql::Grouping>(*item);
        if (grouping == nullptr) continue;
        const bool rolls_up = grouping->grouping == sql::GroupingKind::rollup;
        const Capability needed = rolls_up ? Capability::rollup : Capability::grouping_sets;
        if (!ledger().supports(needed)) return false;
    }
    if (ledger().supports(Capability::grouping_function)) return true;
    LevelFinder finder;
    for (const sql::NodePtr& item : select.columns) finder.child(*item);
    for (const sql::NodePtr& item : select.order_by) finder.child(*item);
    if (select.having) finder.child(*select.having);
    return !finder.found;
}

// ── one select for each grouping ────────────────────────────────────────────────────────────────

/// What the clauses of the query become for one grouping.
class SqlCompiler::GroupingPart final : public sql::Rewriter {
public:
    GroupingPart(SqlCompiler& compiler, const sql::Select& select, const sql::NodeList& keys,
                 const sql::NodeList& grouped, const std::vector<sql::NodePtr>& sources)
        : compiler_(compiler), select_(select), keys_(keys), grouped_(grouped), sources_(sources) {}

    /// Whether an aggregate was met, which makes one row of a query without GROUP BY.
    bool aggregates = false;

    [[nodiscard]] sql::NodePtr rewrite(const sql::NodePtr& node) override {
        if (contains(keys_, *node)) return contains(grouped_, *node) ? node : null_of(*node);
        if (is_query(*node)) {
            require_apart(*node);
            return node;
        }
        if (const auto* column = sql::as<sql::ColumnRef>(*node)) {
            if (is_own(column->source)) refuse("a column that is not grouped by");
            return node;
        }
        if (const auto* function = sql::as<sql::Function>(*node)) {
            if (function->known && function->name == "grouping") return level(*function);
            if (is_aggregate(*function)) {
                aggregates = true;
                return node;
            }
        }
        if (node->kind() == sql::NodeKind::aggregate) {
            aggregates = true;
            return node;
        }
        return node->with_rewritten_children(*this);
    }

    /// The same of what is selected, which keeps its name.
    [[nodiscard]] sql::NodePtr item(const sql::NodePtr& selected) {
        sql::NodePtr changed = rewrite(selected);
        const std::string_view name = sql::item_name(*selected);
        if (name.empty() || sql::item_name(*changed) == name) return changed;
        return sql::make<sql::Label>(std::move(changed), sql::Name(name),
                                     sql::item_quoting(*selected));
    }

private:
    [[nodiscard]] bool contains(const sql::NodeList& keys, const sql::Node& node) {
        return std::any_of(keys.begin(), keys.end(), [&](const sql::NodePtr& key) {
            return compiler_.are_same(bare(*key), node);
        });
    }
    [[nodiscard]] bool is_own(const sql::NodePtr& source) const {
        return std::find(sources_.begin(), sources_.end(), source) != sources_.end();
    }
    void require_apart(const sql::Node& query) const {
        for (const sql::NodePtr& source : sources_) {
            SourceFinder finder(source);
            finder.child(query);
            if (finder.found) refuse("a subquery that reads a row of the query");
        }
    }
    [[nodiscard]] sql::NodePtr null_of(const sql::Node& key) const {
        sql::NodePtr null = sql::make<sql::Literal>(sql::Keyword::null, key.type());
        // A server that infers types takes a bare NULL for text.
        const bool infers = compiler_.context_.placeholders == PlaceholderStyle::numbered;
        if (!infers || !key.type().is_known()) return null;
        return sql::make<sql::Cast>(std::move(null), key.type());
    }
    [[nodiscard]] sql::NodePtr level(const sql::Function& function) {
        const sql::Node& key = bare(*function.arguments.front());
        if (!contains(keys_, key)) refuse("grouping() of what is not grouped by");
        return sql::make<sql::TextFragment>(contains(grouped_, key) ? "0" : "1", function.type());
    }
    [[noreturn]] void refuse(std::string_view what) const {
        compiler_.ledger().refuse(std::string(construct_of(select_)) + " with " +
                                  std::string(what));
    }

    SqlCompiler& compiler_;
    const sql::Select& select_;
    const sql::NodeList& keys_;
    const sql::NodeList& grouped_;
    const std::vector<sql::NodePtr>& sources_;
};

/// The groupings of a query in the order of their product.
std::vector<sql::NodeList> SqlCompiler::groupings_of(const sql::Select& select) const {
    const auto refuse = [&](const char* what) {
        ledger().refuse(std::string(construct_of(select)) + what);
    };
    Sets sets(1);
    for (const sql::NodePtr& item : select.group_by) {
        const auto* grouping = sql::as<sql::Grouping>(*item);
        if (grouping != nullptr && grouping->items.size() > most_groupings / 2) {
            refuse(" of so many keys");
        }
        const bool is_cube = grouping != nullptr && grouping->grouping == sql::GroupingKind::cube;
        if (is_cube && grouping->items.size() > 6) refuse(" of so many keys");
        const Sets further = grouping != nullptr ? sets_of(*grouping) : Sets{keys_of(item)};
        Sets product;
        for (const sql::NodeList& set : sets) {
            for (const sql::NodeList& more : further) {
                sql::NodeList& keys = product.emplace_back(set);
                for (const sql::NodePtr& key : more) keys.push_back(key);
            }
        }
        sets = std::move(product);
        if (sets.size() > most_groupings) refuse(" of so many keys");
    }
    // A label's name stands for what it names.
    for (sql::NodeList& set : sets) {
        for (sql::NodePtr& key : set) {
            key = sql::NodePtr::share(&ordered_node(*key));
            const sql::NodeKind kind = bare(*key).kind();
            if (kind == sql::NodeKind::bind || kind == sql::NodeKind::literal_bind) {
                refuse(" by a value");
            }
        }
    }
    return sets;
}

void SqlCompiler::union_of_groupings(const sql::Select& select) {
    const std::string_view construct = construct_of(select);
    sql::NodeList all;
    all.push_back(sql::NodePtr::share(&select));
    require_repeatable(select, all, construct);
    const bool is_derived = std::exchange(is_derived_, false);
    const sql::NodeList* around = std::exchange(current_columns_, &select.columns);
    ++depth_;

    std::vector<sql::NodePtr> own = own_sources(select);
    if (select.required != 0 && !select.joins.empty()) require_nullable_columns(select, own);
    sql::NodeList from;
    if (!own.empty()) from.push_back(join_base(select, own));
    for (const sql::NodePtr& source : own) {
        if (!(source == from.front())) from.push_back(source);
    }
    for (const sql::NodePtr& join : select.joins) {
        own.push_back(sql::cast<sql::Join>(*join).target);
    }
    const std::vector<sql::NodeList> sets = groupings_of(select);
    sql::NodeList keys;
    for (const sql::NodeList& set : sets) {
        for (const sql::NodePtr& key : set) keys.push_back(key);
    }

    sql::NodeList parts;
    for (const sql::NodeList& set : sets) {
        GroupingPart rewriter(*this, select, keys, set, own);
        auto* part = new sql::Select(select);
        parts.push_back(sql::NodePtr::adopt(part));
        part->distinct = select.distinct && sets.size() == 1;
        part->required = 0;
        part->from = from;
        part->group_by = set;
        part->order_by = {};
        part->limit = part->offset = nullptr;
        for (sql::NodePtr& item : part->columns) item = rewriter.item(item);
        if (set.empty() && !rewriter.aggregates) {
            part->columns.front() = of_one_group(part->columns.front());
        }
        if (part->having) part->having = rewriter.rewrite(part->having);
        part->seal();
    }
    union_of_parts(select, parts, is_derived, construct);
    --depth_;
    current_columns_ = around;
}

}  // namespace azoth::compile
