// SPDX-License-Identifier: MIT
// Rows with numbers of window functions beside them, of which some are chosen.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select_columns.hpp>

namespace azoth::compile::numbering {

inline const SqlType count_type{TypeKind::big_integer};
inline const SqlType truth_type{TypeKind::boolean};

/// As databases compare them that do not mind case.
[[nodiscard]] inline bool same_name(std::string_view one, std::string_view other) noexcept {
    const auto folded = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [&](char a, char b) { return folded(a) == folded(b); });
}

[[nodiscard]] inline sql::NodePtr text(std::string_view sql) {
    return sql::make<sql::TextFragment>(std::string(sql), count_type);
}

[[nodiscard]] inline sql::NodePtr binary(sql::Operator op, sql::NodePtr left, sql::NodePtr right,
                                         const SqlType& type) {
    return sql::make<sql::Binary>(op, std::move(left), std::move(right), type);
}

[[nodiscard]] inline sql::NodePtr both(sql::NodePtr one, sql::NodePtr other) {
    return binary(sql::Operator::and_, std::move(one), std::move(other), truth_type);
}

/// Names for what is selected inside, no two alike.
class InnerNames {
public:
    [[nodiscard]] std::string next(std::string_view wanted) {
        std::string name(wanted);
        for (int i = 1; name.empty() || is_taken(name); ++i) name = "item_" + std::to_string(i);
        taken_.push_back(name);
        return name;
    }

private:
    [[nodiscard]] bool is_taken(std::string_view name) const {
        return std::any_of(taken_.begin(), taken_.end(),
                           [&](const std::string& other) { return same_name(name, other); });
    }

    std::vector<std::string> taken_;
};

/// What is selected inside: the items under names of their own, and what is added to them.
class InnerColumns {
public:
    explicit InnerColumns(const sql::NodeList& items) {
        for (const sql::NodePtr& item : items) add(item);
    }
    void add(const sql::NodePtr& item) {
        const std::string_view wanted = sql::item_name(*item);
        std::string name = names_.next(wanted);
        const bool has_name =
            item->kind() == sql::NodeKind::label || item->kind() == sql::NodeKind::column;
        if (has_name && name == wanted) return list_.push_back(item);
        const auto* label = sql::as<sql::Label>(*item);
        list_.push_back(sql::make<sql::Label>(label == nullptr ? item : label->inner,
                                              sql::Name(name), sql::item_quoting(*item)));
    }
    [[nodiscard]] const sql::NodeList& list() const noexcept { return list_; }

private:
    InnerNames names_;
    sql::NodeList list_;
};

/// An item of ORDER BY, and the place of what it orders by among the columns of the query inside.
struct PlacedOrder {
    sql::NodePtr ordering;
    std::size_t place;
};

/// The rows of a query, each with numbers that decide whether it stays.
class Numbering {
public:
    /// `columns` are what the query selects, each with a name of its own.
    Numbering(sql::NodePtr query, const sql::NodeList& columns)
        : query_(sql::make<sql::AliasSource>(std::move(query), std::string())) {
        for (const sql::NodePtr& column : columns) columns_.push_back(of(query_, *column));
    }

    /// Adds `function() OVER (PARTITION BY keys ORDER BY order)`.
    void add(std::string_view function, sql::NodeList arguments, std::string name,
             const std::vector<std::size_t>& keys, const std::vector<PlacedOrder>& order) {
        auto* over = new sql::Over(sql::make<sql::Function>(
            sql::Name(function), std::move(arguments), count_type, false, true));
        sql::NodePtr owned = sql::NodePtr::adopt(over);
        for (const std::size_t key : keys) over->partition_by.push_back(columns_[key]);
        over->order_by = ordered(order, columns_);
        over->seal();
        const auto is_taken = [&](const sql::NodePtr& column) {
            return same_name(sql::item_name(*column), name);
        };
        while (std::any_of(columns_.begin(), columns_.end(), is_taken)) name += '_';
        numbers_.push_back(sql::make<sql::Label>(std::move(owned), sql::Name(name)));
    }

    /// The query of the rows that fulfil a condition, in that order, under the names of `items`.
    template <class MakeCondition>
    [[nodiscard]] sql::Ref<sql::Select> rows_where(const sql::NodeList& items,
                                                   const std::vector<PlacedOrder>& order,
                                                   MakeCondition make_condition) {
        auto numbered = sql::Ref<sql::Select>::adopt(new sql::Select);
        numbered->columns = columns_;
        numbered->columns.append(numbers_.begin(), numbers_.end());
        numbered->seal();
        numbered_ = sql::make<sql::AliasSource>(numbered, std::string());
        sql::NodeList columns;
        for (const sql::NodePtr& column : columns_) columns.push_back(of(numbered_, *column));
        auto rows = sql::Ref<sql::Select>::adopt(new sql::Select);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string_view name = sql::item_name(*items[i]);
            const bool is_called_so = name.empty() || name == sql::item_name(*columns[i]);
            rows->columns.push_back(is_called_so
                                        ? columns[i]
                                        : sql::make<sql::Label>(columns[i], sql::Name(name),
                                                                sql::item_quoting(*items[i])));
        }
        rows->where = make_condition();
        rows->order_by = ordered(order, columns);
        return rows;
    }
    /// One of the numbers, for the condition.
    [[nodiscard]] sql::NodePtr number(std::size_t place) const {
        return of(numbered_, *numbers_[place]);
    }
    /// Who writes the text remembers sources by their address.
    void keep(std::vector<sql::NodePtr>& kept) const {
        kept.push_back(query_);
        kept.push_back(numbered_);
    }

private:
    [[nodiscard]] static sql::NodePtr of(const sql::NodePtr& source, const sql::Node& item) {
        return sql::make<sql::ColumnRef>(source, std::string(sql::item_name(item)), item.type(),
                                         true, std::string(), sql::item_quoting(item));
    }
    [[nodiscard]] static sql::NodeList ordered(const std::vector<PlacedOrder>& order,
                                               const sql::NodeList& columns) {
        sql::NodeList list;
        for (const PlacedOrder& item : order) {
            const auto& ordering = sql::cast<sql::Ordering>(*item.ordering);
            list.push_back(
                sql::make<sql::Ordering>(columns[item.place], ordering.direction, ordering.nulls));
        }
        return list;
    }

    sql::NodePtr query_;
    sql::NodePtr numbered_;
    sql::NodeList columns_;
    sql::NodeList numbers_;
};

/// An offset that is NULL leaves no row out.
[[nodiscard]] inline sql::NodePtr never_null(const sql::NodePtr& offset) {
    const auto* bind = sql::as<sql::Bind>(*offset);
    if (bind != nullptr && bind->name.empty()) return offset;
    sql::NodeList arguments;
    arguments.push_back(offset);
    arguments.push_back(text("0"));
    return sql::make<sql::Function>(sql::Name("coalesce"), std::move(arguments), count_type, false,
                                    true);
}

/// The rows from `offset` on, `limit` of them or as many percent, and those that are equal to the
/// last one in the order.
struct NumberedLimit {
    sql::NodePtr limit;
    sql::NodePtr offset;
    bool with_ties;
    bool percent;

    [[nodiscard]] std::string_view construct() const noexcept {
        return percent ? "FETCH … PERCENT" : "FETCH … WITH TIES";
    }
    void add_numbers(Numbering& rows, const std::vector<PlacedOrder>& order) const {
        if (!with_ties || offset) rows.add("row_number", {}, "place", {}, order);
        if (with_ties) rows.add("rank", {}, "tied", {}, order);
        if (!percent) return;
        sql::NodeList star;
        star.push_back(sql::make<sql::Star>());
        rows.add("count", std::move(star), "total", {}, {});
    }

    [[nodiscard]] sql::NodePtr condition(const Numbering& rows) const {
        using sql::Operator;
        std::size_t next = 0;
        const sql::NodePtr place = !with_ties || offset ? rows.number(next++) : nullptr;
        const sql::NodePtr last = with_ties ? rows.number(next++) : place;
        if (percent) {
            // A part of a row is a row: (place - 1) / total < limit / 100.
            return binary(
                Operator::lt,
                binary(Operator::multiply, binary(Operator::subtract, last, text("1"), count_type),
                       text("100"), count_type),
                binary(Operator::multiply, limit, rows.number(next), count_type), truth_type);
        }
        if (!offset) return binary(Operator::le, last, limit, truth_type);
        // Nothing is equal to the last of no rows.
        const sql::NodePtr before = never_null(offset);
        const sql::NodePtr some = binary(Operator::gt, limit, text("0"), truth_type);
        const sql::NodePtr end = binary(Operator::add, before, limit, count_type);
        return both(both(some, binary(Operator::gt, place, before, truth_type)),
                    binary(Operator::le, last, end, truth_type));
    }
};

}  // namespace azoth::compile::numbering
