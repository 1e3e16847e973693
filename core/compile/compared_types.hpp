// SPDX-License-Identifier: MIT
// What databases compare each in its own way, or not at all, and what they choose among so.
#pragma once

#include <azoth/compile/ledger.hpp>
#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth::compile {

/// A condition is a truth, or a number: whether a text or a moment is true is answered by each
/// database in its own way.
void require_condition(const sql::Node& condition, const Ledger& ledger);

/// Refuses to compare JSON by its value where blanks and zeros of its text would decide: what
/// stands inside of it, and a Jsonb. Who tells what JSON contains compares by value.
void require_json_value(const sql::Node& node, std::string_view doing, const Ledger& ledger);

/// Refuses texts, numbers, truths, moments and times of day beside one another, but for truths
/// beside numbers: whether 'abc' equals 0 is answered by each database in its own way. And refuses
/// an exact number beside a real one: databases turn the exact side into an approximate one, and
/// say nothing. Of two rows each place. And refuses to calculate with texts, LIKE of what is none,
/// and AND and OR of what is no condition.
void require_sides(const sql::Binary& binary, const Ledger& ledger);
inline void require_sense(const sql::Binary& binary, const Ledger& ledger) {
    const bool is_same_kind = binary.left->type().kind() == binary.right->type().kind();
    const bool takes_one_kind =
        sql::Operator::add <= binary.op && binary.op <= sql::Operator::not_ilike;
    const bool joins = (binary.op == sql::Operator::and_ || binary.op == sql::Operator::or_) &&
                       binary.left->type().kind() != TypeKind::boolean;
    const bool are_documents = binary.left->type().kind() == TypeKind::json;
    if (!is_same_kind || takes_one_kind || joins || are_documents ||
        binary.left->kind() == sql::NodeKind::tuple) [[unlikely]]
        require_sides(binary, ledger);
}
void require_sense(const sql::Unary& unary, const Ledger& ledger);
void require_sense(const sql::Between& between, const Ledger& ledger);
/// Whether one bound is an exact number and the other a real one, which some databases would make
/// real, both.
[[nodiscard]] bool are_apart(const sql::Between& between) noexcept;
void require_sense(const sql::InList& test, const Ledger& ledger);
/// Each column of the query.
void require_sense(const sql::InQuery& test, const Ledger& ledger);

// The same among what stands in one place of a result: arguments of coalesce(), greatest() and
// their like, results of CASE, columns of set operations and of values(). Of a text there is no
// sum, nor any other number.
void require_sense(const sql::Function& function, const Ledger& ledger);
/// Between two values there is another if they are numbers: percentile_cont().
void require_sense(const sql::Aggregate& aggregate, const Ledger& ledger);
/// What an expression gives to a column is of the column's kind, or becomes a text. Whether a truth
/// is a number each database says by itself.
void require_assignable(const sql::Node& column, const sql::Node& value, const Ledger& ledger);
/// Of each column that a query fills.
void require_assignable(const sql::NodeList& columns, const sql::Node& query, const Ledger& ledger);
/// What has nothing to do with the type is refused: a moment of a number, which some databases read
/// as digits, others as seconds.
void require_sense(const sql::Cast& cast, const Ledger& ledger);
/// What works on texts is given texts: of others some databases make texts, each its own.
void require_sense(const sql::Collate& collate, const Ledger& ledger);
void require_sense(const sql::Regexp& match, const Ledger& ledger);
void require_sense(const sql::CaseWhen& choice, const Ledger& ledger);
void require_sense(const sql::SetOperation& operation, const Ledger& ledger);
void require_sense(const sql::Values& values, const Ledger& ledger);

}  // namespace azoth::compile
