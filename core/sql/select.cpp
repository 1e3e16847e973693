// SPDX-License-Identifier: MIT
#include <azoth/sql/select.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/join_path.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/source.hpp>

#include "phrase.hpp"
#include "row_count.hpp"
#include "sorting_keys.hpp"

namespace azoth {

namespace {

constexpr TypeKind count_type = TypeKind::big_integer;
constexpr TypeKind truth_type = TypeKind::boolean;

/// Adds a condition to those of a clause.
[[gnu::always_inline]] inline void add_condition(sql::NodePtr& clause, sql::NodePtr condition) {
    if (clause) {
        condition = sql::make<sql::Binary>(sql::Operator::and_, std::move(clause),
                                           std::move(condition), SqlType(truth_type));
    }
    clause = std::move(condition);
}

sql::JoinKind join_kind(JoinType type) {
    switch (type) {
        case JoinType::inner: return sql::JoinKind::inner;
        case JoinType::outer: return sql::JoinKind::left;
        case JoinType::full: return sql::JoinKind::full;
    }
    return sql::JoinKind::inner;
}

}  // namespace

namespace detail {

namespace {

/// The rare clauses of a select, to be changed: a copy where there are some already.
sql::SelectOptions& changed_options(sql::Select& select) {
    auto* options = select.options
                        ? new sql::SelectOptions(sql::cast<sql::SelectOptions>(*select.options))
                        : new sql::SelectOptions;
    select.options = sql::NodePtr::adopt(options);
    return *options;
}

/// Changes the rare clauses and folds their key again.
template <class Change>
void change_options(sql::Select& select, Change change) {
    sql::SelectOptions& options = changed_options(select);
    change(options);
    options.seal();
}

sql::NodeList nodes_of(std::initializer_list<const Expr*> expressions) {
    sql::NodeList nodes;
    nodes.reserve(expressions.size());
    for (const Expr* expression : expressions) nodes.push_back(expression->node());
    return nodes;
}

}  // namespace

[[gnu::hot]] sql::NodePtr SelectBuilder::make(sql::NodeList columns, std::uint64_t required) {
    auto* node = new sql::Select;
    node->columns = std::move(columns);
    node->required = required;
    return sql::NodePtr::adopt(node);
}

sql::NodePtr SelectBuilder::checked(sql::NodePtr select) {
    if (select->kind() == sql::NodeKind::select) return select;
    throw ArgumentError("not_a_select",
                        std::string(sql::node_kind_name(select->kind())) + " is not a SELECT");
}

void SelectBuilder::forget_types(Statement& query) {
    if (query.read<sql::Select>().required != 0) query.writable<sql::Select>().required = 0;
}

void SelectBuilder::add_column(Statement& query, sql::NodePtr column) {
    query.writable<sql::Select>().columns.push_back(std::move(column));
}

void SelectBuilder::replace_columns(Statement& query, const Query& other) {
    auto& select = query.writable<sql::Select>();
    auto* copy = new sql::Select(sql::cast<sql::Select>(*other.node()));
    copy->columns = std::move(select.columns);
    copy->required = select.required;
    query.node_ = sql::NodePtr::adopt(copy);
}

void SelectBuilder::add_from(Statement& query, const FromItem& source) {
    query.writable<sql::Select>().from.push_back(source.source());
}

void SelectBuilder::add_join(Statement& query, const FromItem& target, JoinType type) {
    sql::NodePtr on = sql::join_condition(query.read<sql::Select>(), target.source());
    query.writable<sql::Select>().joins.push_back(
        sql::make<sql::Join>(join_kind(type), target.source(), std::move(on)));
}

void SelectBuilder::add_join(Statement& query, const FromItem& target, Condition on,
                             JoinType type) {
    query.writable<sql::Select>().joins.push_back(
        sql::make<sql::Join>(join_kind(type), target.source(), std::move(on).node()));
}

void SelectBuilder::add_join(Statement& query, const JoinPath& path, JoinType type) {
    std::vector<sql::JoinStep> steps = path.join_steps();
    auto& joins = query.writable<sql::Select>().joins;
    for (sql::JoinStep& step : steps) {
        joins.push_back(sql::make<sql::Join>(join_kind(type), std::move(step.target),
                                             std::move(step.condition)));
    }
}

void SelectBuilder::add_cross_join(Statement& query, const FromItem& target) {
    query.writable<sql::Select>().joins.push_back(
        sql::make<sql::Join>(sql::JoinKind::cross, target.source(), nullptr));
}

[[gnu::hot]] void SelectBuilder::add_where(Statement& query, Condition condition) {
    add_condition(query.writable<sql::Select>().where, std::move(condition).node());
}

void SelectBuilder::add_having(Statement& query, Condition condition) {
    add_condition(query.writable<sql::Select>().having, std::move(condition).node());
}

void SelectBuilder::add_group_by(Statement& query, std::initializer_list<const Expr*> expressions) {
    auto& list = query.writable<sql::Select>().group_by;
    list.reserve(list.size() + expressions.size());
    for (const Expr* expression : expressions) sql::add_key(list, expression->node());
}

void SelectBuilder::add_group_by(Statement& query, const Expr& expression) {
    add_group_by(query, {&expression});
}

void SelectBuilder::add_group_by(Statement& query, ParamName label) {
    query.writable<sql::Select>().group_by.push_back(
        sql::make<sql::LabelRef>(sql::Name(label.view())));
}

void SelectBuilder::add_order_by(Statement& query, Ordering ordering) {
    sql::add_ordering(query.writable<sql::Select>().order_by, std::move(ordering).node());
}

namespace {

/// A limit is one of a number of rows, and takes the place of a fetch() that was said before.
void limit_to(sql::Select& select, sql::NodePtr&& rows) {
    select.limit = std::move(rows);
    if (!select.options) return;
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    if (!options.with_ties && !options.percent) return;
    change_options(select, [](sql::SelectOptions& changed) {
        changed.with_ties = false;
        changed.percent = false;
    });
}

}  // namespace

void SelectBuilder::set_limit(Statement& query, std::int64_t rows) {
    limit_to(query.writable<sql::Select>(), detail::row_count(rows, "limit"));
}

void SelectBuilder::set_offset(Statement& query, std::int64_t rows) {
    query.writable<sql::Select>().offset = detail::row_count(rows, "offset");
}

void SelectBuilder::set_limit(Statement& query, const Expr& rows) {
    limit_to(query.writable<sql::Select>(), detail::row_count(rows, "limit"));
}

void SelectBuilder::set_offset(Statement& query, const Expr& rows) {
    query.writable<sql::Select>().offset = detail::row_count(rows, "offset");
}

void SelectBuilder::set_fetch(Statement& query, std::int64_t rows, const FetchOptions& options) {
    if (options.percent && rows > 100) {
        throw ArgumentError("bad_limit", "fetch of more than 100 percent");
    }
    auto& select = query.writable<sql::Select>();
    select.limit = detail::row_count(rows, "fetch");
    change_options(select, [&](sql::SelectOptions& changed) {
        changed.with_ties = options.with_ties;
        changed.percent = options.percent;
    });
}

void SelectBuilder::set_distinct(Statement& query) {
    query.writable<sql::Select>().distinct = true;
}

void SelectBuilder::add_distinct_on(Statement& query,
                                    std::initializer_list<const Expr*> expressions) {
    change_options(query.writable<sql::Select>(), [&](sql::SelectOptions& changed) {
        for (sql::NodePtr& node : nodes_of(expressions)) {
            sql::add_key(changed.distinct_on, std::move(node));
        }
    });
}

void SelectBuilder::set_lock(Statement& query, const LockOptions& options) {
    if (options.nowait && options.skip_locked) {
        throw ArgumentError("bad_lock", "a lock either does not wait or skips what is locked");
    }
    change_options(query.writable<sql::Select>(), [&](sql::SelectOptions& changed) {
        changed.lock = options.read ? (options.key_share ? sql::LockStrength::key_share
                                                         : sql::LockStrength::share)
                                    : (options.key_share ? sql::LockStrength::no_key_update
                                                         : sql::LockStrength::update);
        changed.lock_wait = options.nowait        ? sql::LockWait::nowait
                            : options.skip_locked ? sql::LockWait::skip_locked
                                                  : sql::LockWait::wait;
        changed.lock_of.clear();
        for (const LockTarget& target : options.of) changed.lock_of.push_back(target.source());
    });
}

void SelectBuilder::set_correlation(Statement& query,
                                    std::initializer_list<const FromItem*> sources, bool except) {
    change_options(query.writable<sql::Select>(), [&](sql::SelectOptions& changed) {
        changed.correlation = except ? sql::Correlation::except : sql::Correlation::only;
        changed.correlated.clear();
        for (const FromItem* source : sources) changed.correlated.push_back(source->source());
    });
}

void SelectBuilder::add_cte(Statement& query, const FromItem& cte) {
    if (cte.source()->kind() != sql::NodeKind::cte) {
        throw ArgumentError("not_a_cte", "add_cte() takes what query.cte() returns");
    }
    change_options(query.writable<sql::Select>(),
                   [&](sql::SelectOptions& changed) { changed.ctes.push_back(cte.source()); });
}

// ── words for one dialect ───────────────────────────────────────────────────────────────────────

namespace {

void add_phrase(sql::Select& select, sql::PhrasePlace place, std::string_view words,
                std::string_view dialect, sql::NodePtr source = nullptr) {
    sql::NodePtr added = phrase(place, words, dialect, std::move(source));
    change_options(
        select, [&](sql::SelectOptions& changed) { changed.phrases.push_back(std::move(added)); });
}

}  // namespace

void SelectBuilder::add_prefix(Statement& query, std::string_view words, std::string_view dialect) {
    add_phrase(query.writable<sql::Select>(), sql::PhrasePlace::prefix, words, dialect);
}

void SelectBuilder::add_suffix(Statement& query, std::string_view words, std::string_view dialect) {
    add_phrase(query.writable<sql::Select>(), sql::PhrasePlace::suffix, words, dialect);
}

void SelectBuilder::add_hint(Statement& query, std::string_view hint, std::string_view dialect) {
    add_phrase(query.writable<sql::Select>(), sql::PhrasePlace::hint, hint, dialect);
}

void SelectBuilder::add_table_hint(Statement& query, const FromItem& table, std::string_view words,
                                   std::string_view dialect) {
    add_phrase(query.writable<sql::Select>(), sql::PhrasePlace::table_hint, words, dialect,
               table.source());
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────

namespace {

/// The one column of that name among all sources of a select.
sql::NodePtr column_of_sources(const sql::Select& select, std::string_view name) {
    sql::NodePtr found;
    std::vector<std::string> names;
    for (const sql::NodePtr& source : sql::referred_sources(select)) {
        for (const sql::NodePtr& column : sql::source_columns(source)) {
            names.push_back(sql::cast<sql::ColumnRef>(*column).known_as());
            if (names.back() != name) continue;
            if (found) {
                throw ArgumentError(
                    "ambiguous_column",
                    "several tables of the query have a column \"" + std::string(name) + "\"",
                    {.hint = "say which: where(table[\"…\"] == value)"});
            }
            found = column;
        }
    }
    if (found) return found;
    throw ArgumentError("no_such_column",
                        "no table of the query has a column \"" + std::string(name) + "\"",
                        {.hint = did_you_mean(name, {names.begin(), names.end()})});
}

}  // namespace

void SelectBuilder::add_filter(Statement& query, const Params& equal) {
    for (const Param& param : equal) {
        const Expr column(column_of_sources(query.read<sql::Select>(), param.name()));
        add_where(query, compare(sql::Operator::eq, column, param.value().view()));
    }
}

namespace {

const sql::ColumnRef* plain_column(const sql::Node& item) {
    if (const auto* label = sql::as<sql::Label>(item)) return plain_column(*label->inner);
    return sql::as<sql::ColumnRef>(item);
}

bool is_same_column(const sql::ColumnRef& a, const sql::ColumnRef& b) {
    return a.source == b.source && a.name == b.name;
}

/// Pairs of columns that the conditions of inner joins make equal.
class Equalities {
public:
    explicit Equalities(const sql::Select& select) {
        for (const sql::NodePtr& node : select.joins) {
            const auto& join = sql::cast<sql::Join>(*node);
            if (join.join_kind == sql::JoinKind::inner && join.condition) collect(*join.condition);
        }
        if (select.where) collect(*select.where);
    }
    [[nodiscard]] bool equal(const sql::ColumnRef& a, const sql::ColumnRef& b) const {
        return std::any_of(pairs_.begin(), pairs_.end(), [&](const auto& pair) {
            return (is_same_column(*pair.first, a) && is_same_column(*pair.second, b)) ||
                   (is_same_column(*pair.first, b) && is_same_column(*pair.second, a));
        });
    }

private:
    void collect(const sql::Node& condition) {
        const auto* binary = sql::as<sql::Binary>(condition);
        if (binary == nullptr) return;
        if (binary->op == sql::Operator::and_) {
            collect(*binary->left);
            collect(*binary->right);
            return;
        }
        const auto* left = sql::as<sql::ColumnRef>(*binary->left);
        const auto* right = sql::as<sql::ColumnRef>(*binary->right);
        if (binary->op == sql::Operator::eq && left != nullptr && right != nullptr) {
            pairs_.emplace_back(left, right);
        }
    }
    std::vector<std::pair<const sql::ColumnRef*, const sql::ColumnRef*>> pairs_;
};

}  // namespace

void SelectBuilder::reduce_columns(Statement& query) {
    auto& select = query.writable<sql::Select>();
    const Equalities equalities(select);
    sql::NodeList kept;
    for (const sql::NodePtr& item : select.columns) {
        const sql::ColumnRef* column = plain_column(*item);
        const bool repeated =
            column != nullptr && std::any_of(kept.begin(), kept.end(), [&](const auto& before) {
                const sql::ColumnRef* other = plain_column(*before);
                return other != nullptr &&
                       (is_same_column(*column, *other) || equalities.equal(*column, *other));
            });
        if (!repeated) kept.push_back(item);
    }
    select.columns = std::move(kept);
}

namespace {

std::string source_label(const sql::Node& source) {
    if (const auto* table = sql::as<sql::TableSource>(source)) return table->name;
    if (const auto* alias = sql::as<sql::AliasSource>(source)) return alias->name;
    if (const auto* cte = sql::as<sql::CteSource>(source)) return cte->name;
    return {};
}

std::string styled_name(const sql::Node& item, LabelStyle style) {
    std::string name(sql::item_name(item));
    const auto* column = sql::as<sql::ColumnRef>(item);
    if (style != LabelStyle::table_and_column || column == nullptr) return name;
    const std::string prefix = source_label(*column->source);
    return prefix.empty() ? name : prefix + "_" + name;
}

}  // namespace

void SelectBuilder::set_labels(Statement& query, LabelStyle style) {
    auto& select = query.writable<sql::Select>();
    std::vector<std::string> taken;
    for (sql::NodePtr& item : select.columns) {
        const std::string wanted = styled_name(*item, style);
        if (wanted.empty()) continue;
        std::string name = wanted;
        for (int i = 1; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i) {
            name = wanted + "_" + std::to_string(i);
        }
        taken.push_back(name);
        if (name == sql::item_name(*item)) continue;
        const auto* label = sql::as<sql::Label>(*item);
        item = label == nullptr
                   ? sql::make<sql::Label>(item, sql::Name(name))
                   : sql::make<sql::Label>(label->inner, sql::Name(name), label->quoting);
    }
}

}  // namespace detail

}  // namespace azoth
