// SPDX-License-Identifier: MIT
// Aggregates, and functions in windows.
#include <algorithm>
#include <array>

#include "statements.hpp"

namespace differential::exact {

namespace {

using azoth::func::avg;
using azoth::func::count;

constexpr double most_rows = 1e5;

/// As the library says, for which a bare integer has 64 bits.
Kind kind_of_sum(const azoth::Expr& summed, Kind kind) {
    if (!is_whole(kind)) return kind;
    return summed.type().kind() == azoth::TypeKind::integer ? Kind::big : Kind::numeric;
}

bool has_extremes(Kind kind) {
    return kind != Kind::uuid;  // PostgreSQL orders them and has no max() of them
}

}  // namespace

Statements::Item Statements::aggregate(const Source& source) {
    const Kind kind = random_.kind();
    const Item of = item(source, kind, 1);
    const bool is_summable =
        is_number(kind) && (kind != Kind::real || of.output.info.range.scale <= most_bits);
    const Range sum{of.output.info.range.magnitude * most_rows, of.output.info.range.scale};
    const OutputColumn counted{{Kind::big, {most_rows, 0}}, false};
    const auto filtered = [&](auto call) -> azoth::Expr {
        if (!once_in(4)) return call;
        return call.filter(condition(source, 1));
    };
    switch (below(7)) {
        case 0: return {filtered(count()), counted, {}};
        case 1: return {filtered(count(of.expression)), counted, {}};
        case 2: return {filtered(azoth::func::count_distinct(of.expression)), counted, {}};
        case 3:
            if (!has_extremes(kind)) break;
            return {filtered(azoth::func::max(of.expression)), {of.output.info}, {}};
        case 4:
            if (!has_extremes(kind)) break;
            return {filtered(azoth::func::min(of.expression)), {of.output.info}, {}};
        case 5:
            if (!is_whole(kind) || !is_summable) break;
            return {filtered(avg(of.expression)), {{Kind::numeric, sum}, true}, {}};
        default:
            if (!is_summable) break;
            if (kind == Kind::integer && once_in(3)) {
                return {filtered(azoth::func::sum(of.expression).distinct()),
                        {{kind_of_sum(of.expression, kind), sum}},
                        {}};
            }
            return {filtered(azoth::func::sum(of.expression)),
                    {{kind_of_sum(of.expression, kind), sum}},
                    {}};
    }
    return {filtered(count(of.expression)), counted, {}};
}

azoth::Window Statements::window(const Source& source, bool with_frame) {
    azoth::Window made;
    if (once_in(2)) made.partition_by.push_back(item(source, random_.kind(), 1).expression);
    const azoth::Expr order = item(source, random_.kind(), 1).expression;
    made.order_by.push_back(once_in(2) ? order.asc().nulls_first() : order.desc().nulls_last());
    for (const azoth::Expr& key : source.keys) made.order_by.push_back(key.asc().nulls_first());
    if (!with_frame) return made;
    using azoth::current_row;
    using azoth::following;
    using azoth::preceding;
    using azoth::unbounded_following;
    using azoth::unbounded_preceding;
    switch (below(6)) {
        case 0: made.frame = azoth::rows(preceding(2), current_row); break;
        case 1: made.frame = azoth::rows(preceding(1), following(3)); break;
        case 2: made.frame = azoth::rows(current_row, unbounded_following); break;
        case 3: made.frame = azoth::groups(preceding(1), following(1)); break;
        case 4: made.frame = azoth::range(unbounded_preceding, unbounded_following); break;
        default: break;
    }
    return made;
}

/// By distance in the value of a whole number.
void Statements::add_distance(Source& source, const Source& plain) {
    azoth::Window made;
    const Item order = item(plain, Kind::integer, 1);
    const bool is_down = once_in(2);
    made.order_by.push_back(is_down ? order.expression.desc().nulls_last()
                                    : order.expression.asc().nulls_first());
    made.frame = azoth::range(azoth::preceding(5), azoth::following(1));
    source.add(count(order.expression).over(made), {Kind::big, {most_rows, 0}});
}

void Statements::add_windows(Source& source) {
    const Source plain = source;
    const ColumnInfo counted{Kind::big, {most_rows, 0}};
    for (std::size_t calls = 1 + below(2); calls > 0; --calls) {
        const Kind kind = random_.kind();
        const Item of = item(plain, kind, 1);
        const auto& info = of.output.info;
        const bool is_summable =
            is_number(kind) && (kind != Kind::real || info.range.scale <= most_bits);
        const std::size_t which = below(plain.keys.empty() ? 3 : 13);
        const azoth::Window over = window(plain, which >= 6 && which != 9 && which != 12);
        switch (which) {
            case 0: source.add(azoth::func::rank().over(over), counted); break;
            case 1: source.add(azoth::func::dense_rank().over(over), counted); break;
            case 2: add_distance(source, plain); break;
            case 9: source.add(azoth::func::row_number().over(over), counted); break;
            case 10: source.add(azoth::func::last_value(of.expression).over(over), info); break;
            case 11: source.add(azoth::func::nth_value(of.expression, 2).over(over), info); break;
            case 12: {
                const Item otherwise = item(plain, kind, 1);
                source.add(azoth::func::lag(of.expression, 1, otherwise.expression).over(over),
                           {kind,
                            {std::max(info.range.magnitude, otherwise.output.info.range.magnitude),
                             std::max(info.range.scale, otherwise.output.info.range.scale)}});
                break;
            }
            case 3:
                source.add(azoth::func::lag(of.expression, 1 + below(2)).over(over), info);
                break;
            case 4: source.add(azoth::func::lead(of.expression).over(over), info); break;
            case 5: source.add(azoth::func::first_value(of.expression).over(over), info); break;
            case 6:
                if (!is_summable) break;
                source.add(azoth::func::sum(of.expression).over(over),
                           {kind_of_sum(of.expression, kind),
                            {info.range.magnitude * most_rows, info.range.scale}});
                break;
            case 7:
                if (kind != Kind::uuid)
                    source.add(azoth::func::max(of.expression).over(over), info);
                break;
            default: source.add(count(of.expression).over(over), counted); break;
        }
    }
}

}  // namespace differential::exact
