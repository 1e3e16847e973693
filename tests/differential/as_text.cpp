// SPDX-License-Identifier: MIT
#include "as_text.hpp"

#include <algorithm>
#include <utility>

#include "builder.hpp"
#include "generator.hpp"

namespace differential {

namespace {

constexpr std::int64_t row_count = 60;
constexpr std::uint64_t row_seed = 20261127;
constexpr std::size_t largest_mistake_list = 5;
/// One query asks so much: a server that plans for long is asked less often.
constexpr std::size_t expressions_per_query = 25;

AsText::Cell printed(const Scalar& value) {
    if (!value) return {};
    if (const auto* truth = std::get_if<bool>(&*value)) return *truth ? "1" : "0";
    if (const auto* text = std::get_if<std::string>(&*value)) return *text;
    return std::to_string(std::get<std::int64_t>(*value));
}

/// The first expressions of a kind, of every depth.
std::vector<Tree> first(Kind kind, std::uint64_t count) {
    std::vector<Tree> trees;
    for (std::uint64_t i = 0; i < count; ++i) {
        Generator generator(300000 * static_cast<std::uint64_t>(kind) + i);
        trees.push_back(generator.tree(kind, 1 + static_cast<int>(i % 5)));
    }
    return trees;
}

std::string shown(const AsText::Cell& cell) {
    return cell ? "'" + *cell + "'" : "NULL";
}

}  // namespace

AsText::AsText(std::string dialect, Ask ask)
    : dialect_(std::move(dialect)),
      ask_(std::move(ask)),
      table_(describe("azoth_differential", metadata_)) {
    for (const std::string& ddl : azoth::to_sql(metadata_, dialect_)) ask_(ddl);
    Generator generator(row_seed);
    std::vector<azoth::Params> stored;
    for (std::int64_t id = 1; id <= row_count; ++id) {
        const Row& row = rows_.emplace_back(generator.row());
        azoth::Params& values = stored.emplace_back(azoth::Params{{"id", id}});
        for (std::size_t i = 0; i < columns.size(); ++i) {
            values.add({columns[i].name, carrier(row[i])});
        }
    }
    ask_(written(azoth::insert(table_).values(stored)));
}

std::string AsText::written(const azoth::Statement& statement) const {
    return azoth::to_sql(statement, dialect_, {.literal_binds = true});
}

std::vector<std::vector<AsText::Cell>> AsText::answers(std::span<const Tree> trees) {
    std::vector<azoth::Expr> items{table_["id"]};
    for (std::size_t i = 0; i < trees.size(); ++i) {
        items.push_back(build(trees[i], table_).label("answer_" + std::to_string(i)));
    }
    auto found = ask_(written(azoth::select(items)));
    std::sort(found.begin(), found.end(), [](const auto& one, const auto& other) {
        return std::stoi(one.front().value()) < std::stoi(other.front().value());
    });
    return found;
}

std::vector<std::string> AsText::mistakes(Kind kind, std::uint64_t count, const Rules& rules) {
    return mistakes(first(kind, count), rules);
}

std::vector<std::string> AsText::mistakes(const std::vector<Tree>& trees, const Rules& rules) {
    std::vector<std::string> mistakes;
    for (std::size_t begin = 0; begin < trees.size(); begin += expressions_per_query) {
        const auto some = std::span(trees).subspan(begin).first(
            std::min(expressions_per_query, trees.size() - begin));
        const auto found = answers(some);
        if (found.size() != rows_.size()) return {"not every row came back"};
        for (std::size_t i = 0; i < some.size(); ++i) {
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                const Cell expected = printed(evaluate(some[i], rows_[row], rules));
                if (found[row].at(i + 1) == expected) continue;
                mistakes.push_back("expression " + std::to_string(begin + i) + ", row " +
                                   std::to_string(row + 1) + ": " + shown(found[row][i + 1]) +
                                   ", expected " + shown(expected) + "\n" +
                                   written(azoth::select(build(some[i], table_))));
                break;
            }
            if (mistakes.size() == largest_mistake_list) return mistakes;
        }
    }
    return mistakes;
}

std::vector<std::string> AsText::mistakes_in_where(std::uint64_t count) {
    return mistakes_in_where(first(Kind::truth, count));
}

std::vector<std::string> AsText::mistakes_in_where(const std::vector<Tree>& trees) {
    std::vector<std::string> mistakes;
    for (const Tree& tree : trees) {
        std::vector<std::string> expected;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const bool is_kept = evaluate(tree, rows_[row], {}) == Scalar{true};
            if (is_kept) expected.push_back(std::to_string(row + 1));
        }
        const std::string sql =
            written(azoth::select(table_["id"]).where(build_condition(tree, table_)));
        std::vector<std::string> found;
        for (const auto& row : ask_(sql)) found.push_back(row.front().value());
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        if (found == expected) continue;
        mistakes.push_back("other rows are kept by\n" + sql);
        if (mistakes.size() == largest_mistake_list) break;
    }
    return mistakes;
}

}  // namespace differential
