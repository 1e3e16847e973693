// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <azoth/compliance/badge.hpp>
#include <azoth/engine/engine_options.hpp>
#include <azoth/types/sql_type.hpp>

namespace azoth {
class Engine;
}

namespace azoth::compliance {

/// A database the suites run against. Tables whose names begin with "azc" or are those of
/// identifiers.cpp and quoted_names.cpp, and the schema "azc_other", belong to the kit: they are
/// dropped before and after each test.
struct Target {
    std::string name;                ///< first part of the tests' names, such as "memory"
    std::string url;                 ///< empty: not run, for the reason that `missing` gives
    std::string missing{};           ///< such as "AZOTH_TEST_ACME_URL is not set"
    bool single_connection = false;  ///< a second checkout would wait for the first
    /// Not empty: `url` only reads, and this one makes the tables and rows that are read there.
    /// Only the suites of Core-Read and Reflect run then.
    std::string writer_url{};
};

/// An answer, and why it is no. A no without a reason is an error of the kit's run.
struct Answer {
    bool yes = true;
    std::string reason{};
};

/// What is asked beside the dialect's ledger. A no is tested, too, as each question says.
enum class Question : std::uint8_t {
    text_with_nul,       ///< text may hold U+0000; no: a typed error and no row
    unsigned_64_bits,    ///< 2^63 … 2^64-1 in an UnsignedBigInteger; no: a typed error and no row
    negative_zero,       ///< -0.0 keeps its sign; no: a typed error and no row
    json_is_kept_as_is,  ///< no: an equal document may come back reformatted
    json_is_comparable,  ///< WHERE and GROUP BY take json; no: a typed error
    text_orders_by_code_point,  ///< no: the database's collation decides; DESC still reverses ASC
    like_minds_case,            ///< no: LIKE takes ASCII letters for equal in either case
    nulls_order_first,          ///< ORDER BY without NULLS FIRST or LAST; no: they come last
    generated_keys_are_told,    ///< inserted_primary_key() knows them; no: NULL, RETURNING tells
    decimal_meets_double_exactly,  ///< compared as numbers or refused; no: compared as doubles
    changes_are_counted,           ///< rowcount() of INSERT, UPDATE and DELETE; no: it is -1
    timeouts_stop_statements,      ///< `timeout_ms` ends a running one; no: that is not tested
    names_differ_by_case,          ///< tables "azc_a" and "AZC_A"; no: the second one is refused
    reflects_unique_names,         ///< no: the name is empty
    reflects_checks,               ///< no: none are found
    rows_come_early,               ///< of a query under way; no: that is not tested
    count_,                        ///< number of questions
};
[[nodiscard]] std::string_view question_name(Question question) noexcept;

/// What the author of a dialect says about it. Everything has a default but name and targets; what
/// the dialect's ledger knows is not asked here. Made once, used from one thread.
class Requirements {
public:
    virtual ~Requirements();

    /// "acme", as in URLs.
    [[nodiscard]] virtual std::string_view dialect() const = 0;
    /// Usually one, from `target_from_environment`.
    [[nodiscard]] virtual std::vector<Target> targets() const = 0;
    [[nodiscard]] virtual EngineOptions engine_options() const;

    /// Yes by default.
    [[nodiscard]] virtual Answer answer(Question question) const;
    /// Whether columns of this type can be made; no: creating one is a `CompileError`.
    [[nodiscard]] virtual Answer stores(const SqlType& type) const;
    /// Whether a table, column or label may have this name; no: a typed error.
    [[nodiscard]] virtual Answer names(std::string_view identifier) const;
    /// What reflection finds of a column made with `type`; by default the same.
    [[nodiscard]] virtual SqlType reflected(const SqlType& type) const;
    /// What a connection may ask for, beside autocommit. By default all four.
    [[nodiscard]] virtual std::vector<Isolation> isolation_levels() const;
    /// The collation that compares texts by their code points, "C" or "BINARY"; empty: there is
    /// none, and the test of collations is skipped.
    [[nodiscard]] virtual std::string binary_collation() const;
    /// SQL that gives the running session another end, `DisconnectError` at the next use; empty:
    /// there is none, and the test of lost connections is skipped.
    [[nodiscard]] virtual std::string end_of_session() const;
    /// SQL that makes a schema the default of the running session, "SET search_path TO …"; empty:
    /// a session has no choice, and the test of that is skipped.
    [[nodiscard]] virtual std::string enter_schema(std::string_view schema) const;
    /// Called with each engine that the kit makes, before it is used: for listeners and settings
    /// that engine_options() cannot say.
    virtual void prepare(Engine& engine) const;
    /// What the dialect is said to deserve; a badge that it claims and does not earn fails the run.
    [[nodiscard]] virtual std::vector<Badge> claims() const;
};

/// The URL in an environment variable, or the reason that there is none.
[[nodiscard]] Target target_from_environment(std::string_view name, std::string_view variable);

/// Defined by the file that azoth_add_compliance_test() was given.
[[nodiscard]] std::unique_ptr<Requirements> make_requirements();

}  // namespace azoth::compliance
