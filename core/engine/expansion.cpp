// SPDX-License-Identifier: MIT
#include "expansion.hpp"

#include <algorithm>
#include <string_view>

namespace azoth::detail {

std::size_t rounded_list_length(std::size_t count) noexcept {
    constexpr std::size_t exact = 8;
    if (count <= exact) return count;
    std::size_t step = 1;
    while (step * exact < count) step *= 2;
    return (count + step - 1) / step * step;
}

std::string expanded_sql(const compile::Compiled& compiled, const Gaps& gaps,
                         compile::PlaceholderStyle style) {
    // Numbers go to the plain parameters first; the lists follow, see BindPlan.
    std::size_t given = compiled.parameters.size() - compiled.expansions.size();
    std::vector<std::size_t> given_before(compiled.expansions.size());
    const std::string_view text = compiled.sql;
    std::string sql;
    std::size_t from = 0;
    for (std::size_t i = 0; i < compiled.expansions.size(); ++i) {
        const compile::Expansion& gap = compiled.expansions[i];
        sql.append(text.substr(from, gap.offset - from));
        from = gap.offset;
        if (!gaps[i].literal.empty()) {
            sql.append(gaps[i].literal);
            continue;
        }
        std::size_t number = gap.list == i ? given : given_before[gap.list];
        given_before[i] = number;
        sql.append(gaps[i].length == 0 ? gap.empty : gap.opening);
        for (std::size_t k = 0; k < gaps[i].length; ++k) {
            if (k != 0) sql.append(", ");
            if (gap.has_tuples) sql.append("(");
            for (std::size_t item = 0; item < gap.width(); ++item) {
                if (item != 0) sql.append(", ");
                sql.append(gap.placeholders[item].before);
                if (style == compile::PlaceholderStyle::question) {
                    sql.push_back('?');
                } else {
                    sql.append("$").append(std::to_string(++number));
                }
                sql.append(gap.placeholders[item].after);
            }
            if (gap.has_tuples) sql.append(")");
        }
        given = std::max(given, number);
    }
    return sql.append(text.substr(from));
}

}  // namespace azoth::detail
