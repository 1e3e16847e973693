// SPDX-License-Identifier: MIT
// DISTINCT ON, WITH TIES and PERCENT where a database has no words for them. The query, without its
// order and limits, is a derived table, its rows are numbered by window functions in another one,
// and the numbers choose:
//
//     SELECT a, b FROM (
//         SELECT a, b, row_number() OVER (PARTITION BY a ORDER BY a, b DESC) AS place FROM (…)
//     ) WHERE place = 1 ORDER BY a, b DESC
//
// What the order speaks of beside the selected items is selected inside, and not shown. Every
// expression stands in the text once, so that one which changes its mind is asked once for a row.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <azoth/compile/sql_compiler.hpp>
#include <azoth/error/error.hpp>
#include <azoth/sql/select_columns.hpp>

#include "bare_item.hpp"
#include "numbering.hpp"

namespace azoth::compile {

namespace {

bool reads_recursion(const sql::NodePtr& source) {
    const auto* alias = sql::as<sql::AliasSource>(*source);
    return source->kind() == sql::NodeKind::cte_reference ||
           (alias != nullptr && reads_recursion(alias->inner));
}

bool is_star(const sql::NodePtr& item) {
    const auto* raw = sql::as<sql::TextFragment>(*item);
    return item->kind() == sql::NodeKind::star || (raw != nullptr && raw->sql.ends_with('*'));
}

sql::NodeList phrases_at(const sql::NodeList& phrases, bool is_outside) {
    sql::NodeList found;
    for (const sql::NodePtr& node : phrases) {
        const sql::PhrasePlace place = sql::cast<sql::Phrase>(*node).place;
        const bool is_around =
            place == sql::PhrasePlace::prefix || place == sql::PhrasePlace::suffix;
        if (is_around == is_outside) found.push_back(node);
    }
    return found;
}

}  // namespace

/// Looks at a query, and puts it together again around its numbered rows.
class SqlCompiler::NumberedRows {
    using InnerColumns = numbering::InnerColumns;
    using NumberedLimit = numbering::NumberedLimit;
    using Numbering = numbering::Numbering;
    using PlacedOrder = numbering::PlacedOrder;

public:
    explicit NumberedRows(SqlCompiler& compiler) noexcept
        : compiler_(compiler), ledger_(compiler.ledger()) {}

    [[nodiscard]] bool lacks_distinct_on(const sql::SelectOptions& options) const {
        return !options.distinct_on.empty() && !ledger_.supports(Capability::distinct_on) &&
               ledger_.supports(Capability::window_functions);
    }
    [[nodiscard]] bool lacks_limit(bool with_ties, bool percent) const {
        return ledger_.supports(Capability::window_functions) &&
               ((with_ties && !ledger_.supports(Capability::fetch_with_ties)) ||
                (percent && !ledger_.supports(Capability::fetch_percent)));
    }
    [[nodiscard]] sql::NodePtr distinct_on(const sql::Select& select);
    [[nodiscard]] sql::NodePtr limited(const sql::Select& select);
    [[nodiscard]] sql::NodePtr limited(const sql::SetOperation& operation);

private:
    void require(const sql::Node& query, std::string_view construct) const;
    void require(const sql::Select& select, std::string_view construct) const;
    void require_limit(const NumberedLimit& limit, bool has_order) const;
    /// Where `node` stands among the columns inside; it is added to them if it may be.
    [[nodiscard]] std::size_t place_of(const sql::NodePtr& node, InnerColumns& columns,
                                       bool is_closed, std::string_view construct) const;
    [[nodiscard]] std::vector<PlacedOrder> placed_order(const sql::Select& select,
                                                        InnerColumns& columns, bool is_closed,
                                                        std::string_view construct) const;

    SqlCompiler& compiler_;
    const Ledger& ledger_;
};

void SqlCompiler::NumberedRows::require(const sql::Node& query, std::string_view construct) const {
    if (!compiler_.reads_around(query)) return;
    ledger_.refuse(std::string(construct) + " in a subquery that reads from the query around it",
                   "number the rows with func::row_number() and keep the first");
}

void SqlCompiler::NumberedRows::require(const sql::Select& select,
                                        std::string_view construct) const {
    require(static_cast<const sql::Node&>(select), construct);
    const std::string name(construct);
    const std::vector<sql::NodePtr> own = compiler_.own_sources(select);
    const bool is_recursive =
        std::any_of(own.begin(), own.end(), reads_recursion) ||
        std::any_of(select.joins.begin(), select.joins.end(), [](const sql::NodePtr& join) {
            return reads_recursion(sql::cast<sql::Join>(*join).target);
        });
    if (is_recursive) ledger_.refuse(name + " in the step of a recursive CTE");
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    if (options.lock != sql::LockStrength::none) {
        ledger_.refuse(name + " with a lock of its rows", "lock them by their keys");
    }
    if (std::any_of(select.columns.begin(), select.columns.end(), is_star)) {
        ledger_.refuse(name + " of *", "name the columns");
    }
}

void SqlCompiler::NumberedRows::require_limit(const NumberedLimit& limit, bool has_order) const {
    if (limit.with_ties && !has_order) {
        ledger_.reject(
            CompileError("ties_without_order", "rows are equal in an order: add order_by()"));
    }
    if (limit.percent && limit.offset) {
        ledger_.refuse("FETCH … PERCENT behind an OFFSET",
                       "whether the rows before it count is not agreed upon");
    }
}

std::size_t SqlCompiler::NumberedRows::place_of(const sql::NodePtr& node, InnerColumns& columns,
                                                bool is_closed, std::string_view construct) const {
    const sql::Node& wanted = bare(compiler_.ordered_node(*node));
    for (std::size_t i = 0; i < columns.list().size(); ++i) {
        if (compiler_.are_same(bare(*columns.list()[i]), wanted)) return i;
    }
    if (is_closed || wanted.kind() == sql::NodeKind::text) {
        ledger_.refuse(std::string(construct) + " in the order of " +
                           (is_closed ? "what is not selected" : "raw SQL"),
                       "select it, too");
    }
    columns.add(sql::NodePtr::share(&wanted));
    return columns.list().size() - 1;
}

std::vector<numbering::PlacedOrder> SqlCompiler::NumberedRows::placed_order(
    const sql::Select& select, InnerColumns& columns, bool is_closed,
    std::string_view construct) const {
    std::vector<PlacedOrder> order;
    for (const sql::NodePtr& node : select.order_by) {
        const auto& ordering = sql::cast<sql::Ordering>(*node);
        order.push_back({node, place_of(ordering.operand, columns, is_closed, construct)});
    }
    return order;
}

namespace {

/// The query inside: without what the numbers say.
sql::Ref<sql::Select> inner_select(const sql::Select& select, const sql::NodeList& columns) {
    auto inner = sql::Ref<sql::Select>::adopt(new sql::Select(select));
    inner->columns = columns;
    inner->limit = inner->offset = nullptr;
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    auto rest = sql::Ref<sql::SelectOptions>::adopt(new sql::SelectOptions(options));
    rest->with_ties = rest->percent = false;
    rest->phrases = phrases_at(options.phrases, false);
    inner->options = std::move(rest);
    return inner;
}

/// Seals a select whose options are `options`.
sql::NodePtr sealed(sql::Ref<sql::Select> select, sql::Ref<sql::SelectOptions> options) {
    options->seal();
    select->options = std::move(options);
    select->seal();
    return select;
}

}  // namespace

sql::NodePtr SqlCompiler::NumberedRows::distinct_on(const sql::Select& select) {
    constexpr std::string_view construct = "SELECT DISTINCT ON";
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    require(select, construct);
    const sql::NodeList* around = std::exchange(compiler_.current_columns_, &select.columns);
    compiler_.require_order_of_distinct_on(select, options.distinct_on);
    InnerColumns columns(select.columns);
    std::vector<std::size_t> keys;
    for (const sql::NodePtr& key : options.distinct_on) {
        keys.push_back(place_of(key, columns, false, construct));
    }
    const std::vector<PlacedOrder> order = placed_order(select, columns, false, construct);
    compiler_.current_columns_ = around;

    sql::Ref<sql::Select> inner = inner_select(select, columns.list());
    inner->distinct = false;
    inner->order_by = {};
    auto inner_options = sql::Ref<sql::SelectOptions>::adopt(
        new sql::SelectOptions(sql::cast<sql::SelectOptions>(*inner->options)));
    inner_options->distinct_on = {};
    Numbering rows(sealed(std::move(inner), std::move(inner_options)), columns.list());
    rows.add("row_number", {}, "place", keys, order);
    auto outer = rows.rows_where(select.columns, order, [&] {
        return numbering::binary(sql::Operator::eq, rows.number(0), numbering::text("1"),
                                 numbering::truth_type);
    });
    outer->limit = select.limit;
    outer->offset = select.offset;
    auto outer_options = sql::Ref<sql::SelectOptions>::adopt(new sql::SelectOptions);
    outer_options->with_ties = options.with_ties;
    outer_options->percent = options.percent;
    outer_options->phrases = phrases_at(options.phrases, true);
    rows.keep(compiler_.made_);
    return sealed(std::move(outer), std::move(outer_options));
}

sql::NodePtr SqlCompiler::NumberedRows::limited(const sql::Select& select) {
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    const NumberedLimit limit{select.limit, select.offset, options.with_ties, options.percent};
    const std::string_view construct = limit.construct();
    require(select, construct);
    require_limit(limit, !select.order_by.empty());
    const sql::NodeList* around = std::exchange(compiler_.current_columns_, &select.columns);
    InnerColumns columns(select.columns);
    // A removal of equal rows compares what is selected, and nothing can be added.
    const std::vector<PlacedOrder> order =
        placed_order(select, columns, select.distinct, construct);
    compiler_.current_columns_ = around;

    sql::Ref<sql::Select> inner = inner_select(select, columns.list());
    // The order says which rows of DISTINCT ON stay.
    if (options.distinct_on.empty()) inner->order_by = {};
    inner->options->seal();
    inner->seal();
    Numbering rows(std::move(inner), columns.list());
    limit.add_numbers(rows, order);
    auto outer = rows.rows_where(select.columns, order, [&] { return limit.condition(rows); });
    auto outer_options = sql::Ref<sql::SelectOptions>::adopt(new sql::SelectOptions);
    outer_options->phrases = phrases_at(options.phrases, true);
    rows.keep(compiler_.made_);
    return sealed(std::move(outer), std::move(outer_options));
}

sql::NodePtr SqlCompiler::NumberedRows::limited(const sql::SetOperation& operation) {
    const NumberedLimit limit{operation.limit, operation.offset, operation.with_ties,
                              operation.percent};
    require(operation, limit.construct());
    require_limit(limit, !operation.order_by.empty());
    compiler_.require_order_of_set(operation);
    const sql::NodeList& items = sql::query_columns(operation);
    numbering::InnerNames names;
    for (const sql::NodePtr& item : items) {
        const std::string_view name = sql::item_name(*item);
        if (!name.empty() && names.next(name) == name) continue;
        ledger_.refuse(
            std::string(limit.construct()) + " of a set operation without a name for each column",
            "label() what the first query selects");
    }
    const auto place_of = [&](const sql::Node& operand) {
        const auto* label = sql::as<sql::LabelRef>(operand);
        const std::string_view name =
            label == nullptr ? sql::item_name(operand) : label->name.view();
        std::size_t place = 0;
        while (place + 1 < items.size() && sql::item_name(*items[place]) != name) ++place;
        return place;
    };
    std::vector<PlacedOrder> order;
    for (const sql::NodePtr& ordering : operation.order_by) {
        order.push_back({ordering, place_of(*sql::cast<sql::Ordering>(*ordering).operand)});
    }
    auto inner = sql::Ref<sql::SetOperation>::adopt(new sql::SetOperation(operation));
    inner->order_by = inner->phrases = {};
    inner->limit = inner->offset = nullptr;
    inner->with_ties = inner->percent = false;
    inner->seal();
    Numbering rows(std::move(inner), items);
    limit.add_numbers(rows, order);
    auto outer = rows.rows_where(items, order, [&] { return limit.condition(rows); });
    auto options = sql::Ref<sql::SelectOptions>::adopt(new sql::SelectOptions);
    options->phrases = operation.phrases;
    rows.keep(compiler_.made_);
    return sealed(std::move(outer), std::move(options));
}

sql::NodePtr SqlCompiler::with_numbered_rows(const sql::Node& query) {
    NumberedRows rows(*this);
    if (const auto* operation = sql::as<sql::SetOperation>(query)) {
        if (!rows.lacks_limit(operation->with_ties, operation->percent)) return {};
        return rows.limited(*operation);
    }
    const auto& select = sql::cast<sql::Select>(query);
    const auto& options = sql::cast<sql::SelectOptions>(*select.options);
    if (rows.lacks_distinct_on(options)) return rows.distinct_on(select);
    if (rows.lacks_limit(options.with_ties, options.percent)) return rows.limited(select);
    return {};
}

}  // namespace azoth::compile
