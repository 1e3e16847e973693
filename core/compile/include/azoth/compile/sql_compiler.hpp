// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <azoth/compile/compiled.hpp>
#include <azoth/compile/compiler_source.hpp>
#include <azoth/compile/cte_list.hpp>
#include <azoth/compile/identifiers.hpp>
#include <azoth/compile/ledger.hpp>
#include <azoth/compile/render_override.hpp>
#include <azoth/compile/sql_text.hpp>
#include <azoth/compile/type_compiler.hpp>
#include <azoth/error/export.hpp>
#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/column_ref.hpp>
#include <azoth/sql/element.hpp>
#include <azoth/sql/generated_value.hpp>
#include <azoth/sql/next_value.hpp>
#include <azoth/sql/predicate.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/schema_map.hpp>
#include <azoth/sql/source.hpp>

namespace azoth::compile {

enum class PlaceholderStyle : std::uint8_t {
    question,  ///< ?
    numbered,  ///< $1, $2
    named,     ///< :name, and :param_1 where there is none; for people
};

/// What a compiler works with; everything borrowed from the dialect and the engine, and outliving
/// the compiler.
struct CompilerContext {
    const Ledger& ledger;
    const IdentifierPreparer& identifiers;
    const TypeCompiler& types;
    PlaceholderStyle placeholders = PlaceholderStyle::question;
    const CompilerSource* source = nullptr;  ///< null pointer: the standard's compilers
    /// The statement will be executed: an INSERT of one row may return its key on the side.
    bool fetches_keys = false;
    const SchemaMap* schemas = nullptr;  ///< by which schemas are translated; null pointer: none

    /// The schema as it is written.
    [[nodiscard]] std::string_view schema(std::string_view name) const noexcept {
        return schemas == nullptr ? name : schemas->translated(name);
    }
    /// The type's spelling, of an enum with a name the one of the schema as it is written.
    [[nodiscard]] AZOTH_EXPORT std::string spell(const SqlType& type) const;
};

/// Renders one statement. The defaults are standard SQL; a dialect derives from it and overrides
/// clause hooks (`limit_clause`) or visits (`visit_cast`). One object per rendering, thread-bound.
///
/// Everything written goes through the few members below "for overrides": names through the
/// identifier preparer, values as placeholders, keywords as text.
class AZOTH_EXPORT SqlCompiler {
public:
    explicit SqlCompiler(const CompilerContext& context);
    virtual ~SqlCompiler();
    SqlCompiler(const SqlCompiler&) = delete;
    SqlCompiler& operator=(const SqlCompiler&) = delete;

    /// Renders a whole statement. Called once. Throws `CompileError`.
    [[nodiscard]] Compiled compile(const sql::NodePtr& statement);
    /// Renders an expression or statement with its values as literals, where a server takes no
    /// parameters. `qualifies` tells whether columns stand with their table. Called instead of
    /// compile(). Throws `CompileError`; `bind_missing` for a value that an execution would give.
    [[nodiscard]] std::string render_inline(const sql::NodePtr& node, bool qualifies);
    /// The next number of a sequence, in the words of the dialect (CompilerSource).
    void next_value(const sql::NextValue& next);

    // ── for overrides and extensions ────────────────────────────────────────────────────────
    /// Renders any node by its kind.
    void emit(const sql::Node& node);
    /// The same as the dialect itself does it, for an override (render_override.hpp) that changes
    /// only some nodes. What an override emits of its own node is that anyway.
    void emit_standard(const sql::Node& node);
    /// Renders an operand, in parentheses if it binds looser than `op`.
    void emit_operand(const sql::Node& node, sql::Operator op, bool is_right);
    /// An operand in parentheses, unless it is a column, a value or a call.
    void emit_grouped(const sql::Node& node);
    void emit_list(const sql::NodeList& nodes, std::string_view separator = ", ");
    SqlCompiler& write(std::string_view sql) {
        text_.append(sql);
        return *this;
    }
    /// The same for a literal, whose length is known.
    template <std::size_t Size>
    [[gnu::always_inline]] SqlCompiler& write(const char (&sql)[Size]) {
        text_.append(sql);
        return *this;
    }
    void identifier(std::string_view name) { identifier(name, sql::IdentifierShape::of(name)); }
    /// The same for a name whose shape is known.
    void identifier(std::string_view name, sql::IdentifierShape shape) {
        if (context_.identifiers.stands_bare(name, shape)) {
            write(name);
        } else {
            write(context_.identifiers.prepare(name));
        }
    }
    void identifier(std::string_view name, Quoting quoting);
    /// A column's name alone.
    void column_name(const sql::ColumnRef& column);
    [[nodiscard]] const Ledger& ledger() const noexcept { return context_.ledger; }
    [[nodiscard]] const CompilerContext& context() const noexcept { return context_; }

protected:
    // Expressions.
    virtual void visit_column(const sql::ColumnRef& column);
    virtual void visit_bind(const sql::Bind& bind);
    virtual void visit_literal(const sql::Literal& literal);
    virtual void visit_binary(const sql::Binary& binary);
    virtual void visit_unary(const sql::Unary& unary);
    virtual void visit_function(const sql::Function& function);
    virtual void visit_case(const sql::CaseWhen& node);
    virtual void visit_cast(const sql::Cast& cast);
    virtual void visit_in_list(const sql::InList& list);
    virtual void visit_subquery(const sql::Subquery& subquery);
    virtual void visit_exists(const sql::Exists& exists);
    virtual void visit_in_query(const sql::InQuery& test);
    /// A tuple that is not compared; where there is no such value, a refusal.
    virtual void visit_tuple(const sql::Tuple& tuple);
    virtual void visit_between(const sql::Between& between);
    virtual void visit_collate(const sql::Collate& collate);
    virtual void visit_regexp(const sql::Regexp& regexp);
    virtual void visit_regexp_replace(const sql::RegexpReplace& replace);
    virtual void visit_custom_operator(const sql::CustomOperator& custom);
    virtual void visit_extract(const sql::Extract& extract);
    /// A text that the grammar wants as a constant, quoted for the dialect.
    virtual void visit_text_constant(const sql::TextConstant& constant);
    virtual void visit_aggregate(const sql::Aggregate& aggregate);
    virtual void visit_over(const sql::Over& over);
    virtual void visit_grouping(const sql::Grouping& grouping);
    /// Whether the database has words for all that a query groups by at once. Without: one select
    /// for each grouping, which is exact, or a refusal.
    [[nodiscard]] virtual bool says_groupings(const sql::Select& select) const;
    [[nodiscard]] static bool has_groupings(const sql::Select& select) noexcept;
    /// Whether a query is written as several: for its groupings, or the halves of its FULL JOIN.
    [[nodiscard]] bool needs_union(const sql::Select& select) const {
        return lacks_groupings(select) || lacks_full_join(select);
    }
    [[nodiscard]] static bool has_full_join(const sql::Select& select) noexcept;
    /// Whether each FULL JOIN of a query is by values of its sides that are equal.
    [[nodiscard]] bool joins_fully_by_equality(const sql::Select& select) const;
    /// A query with a FULL JOIN as a union of its halves, which is exact, or a refusal.
    void union_of_halves(const sql::Select& select);
    /// The distance of a RANGE frame from the value that it is ordered by. Throws `CompileError`
    /// where the two do not add up.
    virtual void range_distance(const sql::Node& key, const sql::Node& distance);
    // What is inside JSON and arrays: no two databases agree, so the defaults refuse.
    virtual void visit_json_access(const sql::JsonAccess& access);
    virtual void visit_array_access(const sql::ArrayAccess& access);
    virtual void visit_containment(const sql::Containment& containment);
    virtual void visit_map_access(const sql::MapAccess& access);
    virtual void visit_field_access(const sql::FieldAccess& access);
    /// Whether the server takes a parameter in ORDER BY or GROUP BY for the number of a column.
    [[nodiscard]] virtual bool binds_are_places() const noexcept;
    /// The items of ORDER BY and GROUP BY, so that a dialect may give them a collation.
    virtual void visit_ordering(const sql::Ordering& ordering);
    virtual void group_by_item(const sql::Node& item);
    /// An item of SELECT DISTINCT, its label aside.
    virtual void distinct_item(const sql::Node& item);

    // Statements.
    virtual void visit_select(const sql::Select& select);
    /// The sources a select reads from itself, not through a join or the query around it. Asked
    /// before the select is written.
    [[nodiscard]] std::vector<sql::NodePtr> own_sources(const sql::Select& select) const;
    virtual void visit_set_operation(const sql::SetOperation& operation);
    virtual void visit_values(const sql::Values& values);
    /// Adds the defaults of columns that are left out, and writes the statement.
    void visit_insert(const sql::Insert& insert);
    virtual void insert_statement(const sql::Insert& insert);
    virtual void visit_update(const sql::Update& update);
    virtual void visit_delete(const sql::Delete& statement);
    virtual void visit_partition_insert(const sql::PartitionInsert& insert);
    /// `excluded.name`, or what stands for the new value in a dialect's upsert.
    virtual void visit_excluded(const sql::Excluded& excluded);

    // Clause hooks: each writes its whole clause, leading space included, or nothing.
    /// ` GROUP BY …`, of a query that groups.
    virtual void group_by_clause(const sql::Select& select);
    virtual void limit_clause(const sql::Select& select);
    virtual void lock_clause(const sql::Select& select);
    /// The words of a lock, ` FOR SHARE`.
    [[nodiscard]] virtual std::string_view lock_words(sql::LockStrength strength) const;
    /// ` FETCH FIRST … WITH TIES` and its like, for a limit with options.
    virtual void fetch_clause(const sql::Select& select, const sql::SelectOptions& options);
    /// `DISTINCT ON (…) `, behind SELECT.
    virtual void distinct_on_clause(const sql::NodeList& expressions);
    /// Writes `WITH … ` before the statement; with_clause() is what it writes.
    virtual void leading_with_clause(const sql::Node& statement);
    /// `name AS (…)` inside WITH.
    virtual void cte_definition(const sql::CteSource& cte);
    /// What texts of a recursive CTE's first part are cast to where later parts make other texts;
    /// for servers that give a column the type of the first part. Unknown: nothing.
    [[nodiscard]] virtual SqlType recursive_text_type() const;
    /// A query as part of a set operation: in parentheses where it needs them.
    virtual void set_operand(const sql::Node& query);
    [[nodiscard]] virtual std::string_view set_operator_text(const sql::SetOperation& operation);
    /// `VALUES (…), (…)`, one row in parentheses, one value of the first or another row.
    virtual void values_rows(const sql::Values& values);
    virtual void values_row(const sql::Values& values, std::size_t row);
    virtual void values_cell(const sql::Node& value, bool is_first_row);
    // Sources in FROM, each with its name.
    virtual void values_source(const sql::Values& values, const sql::AliasSource& alias);
    virtual void derived_source(const sql::AliasSource& alias);
    /// The elements of an array as rows: the table functions "explode" and "posexplode".
    virtual void explode_source(const sql::TableFunction& function, const sql::AliasSource& alias);
    virtual void table_function_source(const sql::TableFunction& function,
                                       const sql::AliasSource& alias);
    virtual void sample_source(const sql::TableSample& sample, const sql::AliasSource& alias);
    /// Behind FROM: the first source and what is joined to it.
    virtual void join_chain(const sql::Select& select, const sql::Node& base);
    /// A further source that nothing joins: `, source`.
    virtual void further_source(const sql::Select& select, const sql::Node& source);
    virtual void returning_clause(const sql::NodeList& columns, Capability capability);
    // INSERT INTO target [(columns) VALUES (…)] [upsert] [RETURNING …]
    virtual void default_values_clause(const sql::Insert& insert);
    /// ` (columns) VALUES (…), (…)`.
    virtual void values_clause(const sql::Insert& insert);
    /// The same, so that the keys the database generates ascend in the order of the rows. Called
    /// where the ledger has `ordered_keys`.
    virtual void ordered_values_clause(const sql::Insert& insert);
    /// ` (columns) SELECT …`.
    virtual void insert_select_clause(const sql::Insert& insert);
    /// What happens to rows that are there already: ` ON CONFLICT (…) DO UPDATE SET …`. Called for
    /// upserts only, after the rows.
    virtual void upsert_clause(const sql::Insert& insert);
    // UPDATE target SET … [FROM …] [WHERE …] [RETURNING …]
    virtual void update_target_clause(const sql::Update& update);
    virtual void set_clause(const sql::NodeList& assignments);
    /// The left side of one assignment.
    virtual void assignment_target(const sql::ColumnRef& column);
    virtual void update_from_clause(const sql::Update& update);
    // DELETE FROM target [USING …] [WHERE …] [RETURNING …]
    virtual void delete_target_clause(const sql::Delete& statement);
    virtual void delete_using_clause(const sql::Delete& statement);
    /// WHERE of an UPDATE or DELETE, together with ORDER BY and LIMIT if it has them.
    virtual void update_rows_clause(const sql::Update& update);
    virtual void delete_rows_clause(const sql::Delete& statement);
    /// `left ILIKE right` or what means the same.
    virtual void ilike_operator(const sql::Binary& binary);
    /// ` ESCAPE '…'` behind a pattern. Where the program names no escape, no character is one.
    virtual void escape_clause(const sql::Binary& binary);
    virtual void distinct_from_operator(const sql::Binary& binary);
    /// What stands before a column's dot.
    virtual void column_qualifier(const sql::Node& source);
    /// Whether a label with the name of a source hides that from ORDER BY and HAVING of a grouped
    /// query.
    [[nodiscard]] virtual bool labels_hide_sources() const noexcept;
    /// What stands for FROM in a query of no source that has conditions.
    [[nodiscard]] virtual std::string_view from_nothing() const noexcept;
    /// Whether that may be a table's name together with its schema's.
    [[nodiscard]] virtual bool qualifies_with_schema() const noexcept;
    /// Arithmetic with a moment, a date or an interval on at least one side; what does not go
    /// together has been refused before.
    virtual void temporal_operator(const sql::Binary& binary);
    /// `left / right`; of two integers it truncates toward zero. Dividing by zero is NULL.
    virtual void division_operator(const sql::Binary& binary);
    /// `left % right` with the sign of the left side; NULL for zero.
    virtual void modulo_operator(const sql::Binary& binary);
    /// The quotient as a Double.
    virtual void true_division_operator(const sql::Binary& binary);
    /// A divisor that makes the quotient NULL where it is zero.
    virtual void divisor(const sql::Node& node, sql::Operator op);
    virtual void concat_operator(const sql::Binary& binary);
    /// `&`, `|`, `^`, `<<` or `>>` on 64-bit integers in two's complement.
    virtual void bit_operator(const sql::Binary& binary);
    virtual void bit_not_operator(const sql::Unary& unary);
    /// `IS TRUE` and its like.
    virtual void truth_test(const sql::Unary& unary);
    /// A comparison whose right side is ANY or ALL.
    virtual void quantified_operator(const sql::Binary& binary, const sql::Quantified& right);
    virtual void try_cast_operator(const sql::Cast& cast);
    /// Whether a set operation may be ordered by more than names: `ORDER BY a IS NULL`.
    [[nodiscard]] virtual bool orders_sets_by_expressions() const noexcept;
    /// A function of azoth::func, whose meaning is the same everywhere.
    virtual void known_function(const sql::Function& function);
    /// A text and a query in the database's own language; inside parentheses or a call.
    virtual void full_text_match(const sql::Function& function);
    /// The call with DISTINCT and, of an aggregate, ORDER BY inside the parentheses.
    void function_call(const sql::Function& function);
    /// Whether an aggregate leaves NULLs out, so that FILTER may become CASE.
    [[nodiscard]] virtual bool ignores_nulls(const sql::Function& function) const;
    /// Whether a call can have an order inside although the database has no such thing in general.
    [[nodiscard]] virtual bool orders_inside(const sql::Function& function) const;
    virtual void frame_clause(const sql::Over& over);
    /// The SQL name of a function the library knows under a standard name ("char_length").
    [[nodiscard]] virtual std::string_view function_name(std::string_view name) const;
    /// The spelling of a plain operator.
    [[nodiscard]] virtual std::string_view operator_text(sql::Operator op) const;

    void placeholder(const sql::Bind& bind, bool expands);
    /// Whether two expressions of the statement are the same, values included. The compiled form
    /// then serves only statements of which the same answer is true.
    [[nodiscard]] bool are_same(const sql::Node& one, const sql::Node& other);
    /// Whether a subquery reads from the queries around it.
    [[nodiscard]] bool reads_around(const sql::Node& query) const;
    /// `:name`, or `:param_1` for one without a name.
    [[nodiscard]] std::string parameter_mark(const sql::Bind& bind);
    /// Says what each value of the list that was written last is cast to, see placeholder(); of a
    /// list of tuples each one's item of that number.
    void cast_list(const SqlType& type, std::size_t item = 0);
    /// `(a, b)`, which is compared.
    void row_of(const sql::Tuple& tuple);
    /// `(?, ?), (?, ?)`, as many as the execution has tuples, after `opening` if it has any.
    void tuple_list(const sql::Bind& bind, const sql::Tuple& tuple, std::string_view opening = {});
    /// What an item of ORDER BY orders by: the labelled expression, where it is a label's name.
    /// Throws `CompileError` (`no_such_label`).
    [[nodiscard]] const sql::Node& ordered_node(const sql::Node& operand) const;
    /// The same among items of a select.
    [[nodiscard]] const sql::Node& labelled_node(const sql::Node& operand,
                                                 const sql::NodeList& items) const;
    /// ` JOIN target ON condition`.
    void join_clause(const sql::Join& join);
    void source_name(const sql::Node& source);
    /// Whether a table has an alias that the program did not write, since its name alone would be
    /// mistaken for another's.
    [[nodiscard]] bool is_renamed(const sql::Node& source) const noexcept;
    void source_definition(const sql::Node& source);
    /// `WITH [RECURSIVE] a AS (…), b AS (…) ` of the whole statement, or nothing.
    void with_clause();
    [[nodiscard]] bool has_ctes() const noexcept { return !ctes_.list.empty(); }
    /// Whether values are literals: in what stays in the schema, or what people read.
    [[nodiscard]] bool writes_literals() const noexcept { return inlines_; }
    /// `SELECT ? AS a, ? AS b UNION ALL SELECT ?, ?` for rows of values.
    void union_of_rows(const sql::Values& values);
    /// `function(arguments)` for an operator that a dialect has as a function.
    void call(std::string_view function, const sql::NodePtr& left, const sql::NodePtr& right);
    /// Refuses to write an operand several times that may be another value each time.
    void require_stable(const sql::Node& operand, std::string_view construct) const;
    /// How many rows a limit or an offset says.
    void row_count(const sql::Node& rows);
    /// The name of a label, alias or derived column: one that is too long for the dialect is cut
    /// and ends with a hash of the whole.
    void label_name(std::string_view name, Quoting quoting = Quoting::by_rule);
    /// The order inside the call of an aggregate, to be written by who overrides the call.
    [[nodiscard]] const sql::NodeList* take_aggregate_order() noexcept {
        return std::exchange(aggregate_order_, nullptr);
    }
    /// The words for this dialect that have that place.
    void phrases(const sql::NodeList& list, sql::PhrasePlace at, const sql::Node* of = nullptr);
    void leading_phrases(const sql::NodeList& list);
    void select_item(const sql::Node& item, bool distinct = false, bool returned = false);
    void qualified_table(const sql::TableSource& table);
    void source_list(const sql::NodeList& sources);
    /// A whole condition: of WHERE, ON, HAVING or FILTER.
    void emit_condition(const sql::NodePtr& condition);
    /// ` WHERE condition`, or nothing.
    void where_clause(const sql::NodePtr& condition);

    // Parts of INSERT, for dialects that say it otherwise.
    /// The columns that are written: those of the rows, and those set for every row.
    [[nodiscard]] static sql::NodeList inserted_columns(const sql::Insert& insert);
    /// The value of a column in one of the rows. Whoever writes rows by itself calls this, so that
    /// defaults made from other values of the row see them.
    void row_value(const sql::Node& column, const sql::NodePtr& value, std::size_t row);
    /// The values of one row, separated by commas.
    void row_values(const sql::Insert& insert, std::size_t row);
    /// How many rows of values there are; 1 where only columns for every row are set.
    [[nodiscard]] static std::size_t row_count(const sql::Insert& insert) noexcept;
    /// What an upsert's DO UPDATE assigns: its own, and the new values it takes over. Throws
    /// `CompileError` (`empty_update`).
    [[nodiscard]] static sql::NodeList conflict_assignments(const sql::Insert& insert,
                                                            const sql::OnConflict& conflict);
    /// Whether the table's description knows no unique key but that of `conflict`, or where it
    /// names none, at most one: for dialects that cannot name the key.
    [[nodiscard]] static bool is_only_unique_key(const sql::Insert& insert,
                                                 const sql::OnConflict& conflict);

    /// While it lives, column names are written without their table's.
    class Unqualified {
    public:
        explicit Unqualified(SqlCompiler& compiler) noexcept
            : compiler_(compiler), before_(std::exchange(compiler.qualifies_, false)) {}
        ~Unqualified() { compiler_.qualifies_ = before_; }
        Unqualified(const Unqualified&) = delete;
        Unqualified& operator=(const Unqualified&) = delete;

    private:
        SqlCompiler& compiler_;
        bool before_;
    };

private:
    class BindCollector;
    class SameBinds;
    class NegatedKeys;
    class GroupingPart;
    class QueryScope;
    class InClause;
    class CallReader;
    class NumberedRows;

    /// Renders a node by its kind; emit() does, and notes refusals where the ledger collects them.
    void visit(const sql::Node& node);
    /// The same of a node without truths to count.
    void visit_as_it_is(const sql::Node& node);
    /// Whether another renderer has written it.
    [[nodiscard]] bool is_overridden(const sql::Node& node);
    void visit_extension(const sql::Extension& extension);
    /// Renders what makes one value of several rows, where that can stand.
    void function_in_place(const sql::Function& function);
    void aggregate_in_place(const sql::Aggregate& aggregate);
    void over_in_place(const sql::Over& over);
    /// Refuses aggregates in the ORDER BY of an UPDATE or DELETE.
    void require_order_of_rows(const sql::NodeList& order_by) const;
    /// Renders what is none of the library's own kinds.
    void visit_foreign(const sql::Node& node);
    /// `ANY (…)` or `ALL (…)`.
    void quantifier(const sql::Quantified& quantified);
    /// A list without values is known to be one where values are literals.
    void in_list(const sql::InList& list);
    /// As two comparisons where the bounds have nothing in common.
    void between(const sql::Between& between);
    void visit_or_collect(const sql::Node& node);
    void collect_binds(const sql::Node& statement);
    void find_shared_binds();
    void inline_value(const sql::Bind& bind, bool expands);
    void inline_rows(const sql::Bind& bind, const sql::Tuple& tuple);
    [[nodiscard]] const LiteralCompiler& literals() const;
    [[nodiscard]] static const Value& inlined(const sql::Bind& bind);
    /// A gap for a literal that each execution writes.
    void literal_gap(const sql::Bind& bind);
    Expansion& add_gap();
    /// What is written for one value of a list, whose items have these types, and for none.
    void fill_gap(Expansion& gap, std::span<const SqlType> types);
    [[nodiscard]] std::size_t list_of(const sql::Bind& bind) const noexcept;
    [[nodiscard]] std::size_t bind_index(const sql::Bind& bind);
    void describe_result(const sql::NodeList& columns);
    /// A SELECT as the program wrote it: visit_select() may get one that means the same.
    void select_query(const sql::Select& select);
    /// Refuses columns of no source in a query that reads from none.
    void require_sources(const sql::Select& select) const;
    void visit_text_statement(const sql::TextStatement& text);
    void visit_call(const sql::Call& call);
    void require_actions(const sql::Insert& insert) const;
    void conflict_clause(const sql::Insert& insert, const sql::OnConflict& conflict);
    void update_statement(const sql::Update& update);
    void returned_key_clause(const sql::Insert& insert);
    void visit_default_value(const sql::DefaultValue& value);
    [[nodiscard]] std::string_view written_schema(const sql::TableSource& table) const;
    /// Gives tables an alias whose names would be mistaken for others in sight; those of the
    /// statement begin at `own` in enclosing_sources_. Throws `CompileError`
    /// (`source_name_conflict`).
    void part_names(const sql::Node& statement, std::size_t own, bool by_name_alone = false);
    /// The same where labels hide sources.
    void part_labels(const sql::Select& select, std::size_t own);
    /// Whether one of them is called like another in sight.
    [[nodiscard]] bool have_namesakes(std::size_t own) const;
    [[nodiscard]] bool are_confused(const sql::Node& one, const sql::Node& other,
                                    bool by_name_alone) const;
    [[nodiscard]] bool needs_alias(std::size_t place, std::size_t own, bool by_name_alone) const;
    /// The name of what an alias stands for.
    void aliased_name(const sql::Node& source);
    void visit_generated_value(const sql::GeneratedValue& value);
    /// The type by which a value is bound: where it is the whole of a column's default, the
    /// column's.
    [[nodiscard]] const SqlType& value_type(const sql::Node& value) const noexcept;
    /// What stands before and after a value of that type, see SqlType::with_bind_expression().
    [[nodiscard]] std::pair<std::string_view, std::string_view> around_value(
        const SqlType& type) const noexcept;
    /// A new parameter of that type, whose value is still to be said.
    Parameter& add_parameter(const SqlType& type);
    Parameter& add_parameter(const sql::Bind& bind);
    void next_placeholder();
    template <class Change>
    void limited_rows_clause(const Change& change);
    void order_clause(const sql::NodeList& order_by);
    void set_order_clause(const sql::SetOperation& operation);
    /// VALUES as the first part of a set operation.
    void first_values(const sql::NodePtr& values);
    /// Whether an item of ORDER BY or GROUP BY is a constant, which a server would take for the
    /// number of a column, or not at all.
    [[nodiscard]] bool is_mistaken_for_place(const sql::Node& item) const noexcept;
    /// An item of ORDER BY or GROUP BY that is no column's number, whatever it is.
    void sorting_item(const sql::Node& item);
    [[nodiscard]] bool lacks_groupings(const sql::Select& select) const {
        return !select.group_by.empty() && has_groupings(select) && !says_groupings(select);
    }
    [[nodiscard]] bool lacks_full_join(const sql::Select& select) const {
        return !select.joins.empty() && !ledger().supports(Capability::full_join) &&
               has_full_join(select);
    }
    void group_keys(const sql::NodeList& items);
    void group_key(const sql::Node& item);
    /// Refuses grouping() of what the query does not group by.
    void require_group_key(const sql::Function& grouping);
    /// `part UNION ALL part` with the order and the limit of the query that they stand for.
    void union_of_parts(const sql::Select& select, const sql::NodeList& parts, bool is_derived,
                        std::string_view construct);
    void union_of_groupings(const sql::Select& select);
    [[nodiscard]] std::vector<sql::NodeList> groupings_of(const sql::Select& select) const;
    [[nodiscard]] sql::NodePtr place_of(const sql::Select& select, const sql::NodePtr& ordering,
                                        std::string_view construct);
    /// Refuses what may differ between two readings of `read`, and what a union cannot say.
    void require_repeatable(const sql::Select& select, const sql::NodeList& read,
                            std::string_view construct) const;
    /// Finds, among what is selected and ordered by, what the query groups by or is distinct on.
    void share_group_keys(const sql::Select& select);
    /// The query with each opposite of what it groups by written as NOT and that; null if it has
    /// none.
    [[nodiscard]] sql::NodePtr with_negated_keys(const sql::Select& select);
    /// The query grouped by the expressions themselves, where it names what it selects.
    [[nodiscard]] sql::NodePtr with_named_keys(const sql::Select& select);
    void require_order_of_distinct(const sql::Select& select);
    void require_order_of_distinct_on(const sql::Select& select, const sql::NodeList& expressions);
    void refuse_hidden(const sql::TableSource& table) const;
    void part_nesting_ctes(const sql::Node& statement);
    [[nodiscard]] std::vector<sql::NodePtr> named_sources(const sql::Select& select) const;
    [[nodiscard]] CteList own_ctes(const std::vector<sql::NodePtr>& sources) const;
    void nested_with_clause(CteList ctes);
    void cte_definitions(std::size_t depth);
    void require_in_sight(const sql::Node& source) const;
    void refuse_hidden(const sql::TableSource& table, const CteList& ctes) const;
    void query_body(const sql::Select& select);
    /// The query where its DISTINCT ON, WITH TIES or PERCENT is said by numbers; mostly null.
    [[nodiscard]] sql::NodePtr with_numbered_rows(const sql::Node& query);
    void require_order_of_set(const sql::SetOperation& operation) const;
    [[nodiscard]] sql::NodePtr with_wide_texts(const sql::NodePtr& recursion) const;
    void require_nullable_columns(const sql::Select& select,
                                  const std::vector<sql::NodePtr>& own) const;
    [[nodiscard]] bool is_correlated(const sql::Select& select, const sql::NodePtr& source) const;
    void select_head(const sql::Select& select);
    void emit_filtered(const sql::Function& function, const sql::NodePtr& condition);
    void require_range_distances(const sql::Over& over);
    void frame_bound(sql::FrameBoundKind kind, const sql::NodePtr& offset);
    void join_words(sql::JoinKind kind);
    void select_items(const sql::Select& select, bool is_derived);
    void visit_label_ref(const sql::LabelRef& ref);
    /// The bind that stands for it where expressions must be the same, see are_same().
    [[nodiscard]] const sql::Bind* representative(const sql::Bind* bind) const noexcept;
    [[nodiscard]] bool may_repeat_binds() const noexcept {
        return repeats_binds_ || !result_.shared_binds.empty();
    }
    /// The number of a bind that stands in the text already, 0 if it does not.
    [[nodiscard]] std::size_t number_of(const sql::Bind& bind) const noexcept;
    void from_clause(const sql::Select& select, const std::vector<sql::NodePtr>& own);
    [[nodiscard]] std::size_t anonymous_number(const sql::Node& source);
    /// The source's name and a dot.
    void qualifier(const sql::Node& source);
    /// Tables renamed since there were so many are called by their names again.
    void forget_renamed(std::size_t count);

    /// A source's name and the dot behind it, where they stand in the text first.
    struct WrittenQualifier {
        const sql::Node* source;
        std::size_t offset;
        std::size_t size;
    };

    CompilerContext context_;
    SqlText text_;
    std::shared_ptr<const RenderOverrides> overrides_;  ///< mostly null
    const sql::Node* standard_ = nullptr;               ///< the node that no override takes
    Compiled result_;
    std::vector<const sql::Bind*> binds_;  ///< of the statement, in canonical order
    bool repeats_binds_ = false;           ///< one that the statement has once is written again
    std::vector<std::pair<const sql::Bind*, const sql::Bind*>> same_binds_;  ///< one, and which
    std::size_t next_bind_ = 0;                    ///< where the search for a bind's index begins
    std::vector<const sql::Node*> anonymous_;      ///< sources without a name, numbered from 1
    std::vector<const sql::Node*> renamed_;        ///< tables that have an alias, see part_names()
    std::vector<sql::NodePtr> enclosing_sources_;  ///< what a correlated subquery need not repeat
    std::vector<WrittenQualifier> qualifiers_;     ///< every column repeats its source's
    CteList ctes_;                                 ///< of the statement's own WITH
    CteList nesting_;                              ///< of its queries
    std::vector<CteList> nested_withs_;            ///< around the text that is being written
    std::vector<sql::NodePtr> made_;  ///< sources the compiler added; others refer to their address
    const sql::NodeList* current_columns_ = nullptr;  ///< of the query whose clauses are written
    const sql::NodeList* aggregate_order_ = nullptr;  ///< of the aggregate whose call comes next
    QueryScope* scope_ = nullptr;                     ///< the innermost that is being written
    bool is_derived_ = false;                         ///< the next query stands in FROM
    bool compares_items_ = false;                     ///< the next select is part of a UNION
    bool orders_set_ = false;                         ///< ORDER BY of a set operation is written
    bool inlines_ = false;                            ///< values are written as literals
    bool counts_truths_ = false;                      ///< see truths.hpp
    bool qualifies_ = true;                           ///< column names carry their source's name
    bool compares_row_ = false;                       ///< the next tuple is compared
    int depth_ = 0;                                   ///< of nested queries
    int parts_ = 0;                                   ///< of set operations that got a name
    std::string_view value_column_;                   ///< whose value in a row is being written
    std::uint32_t value_row_ = 0;
    bool is_whole_default_ = false;          ///< and the default is a value, not an expression
    const SqlType* default_type_ = nullptr;  ///< of the column whose default is being written
};

}  // namespace azoth::compile
