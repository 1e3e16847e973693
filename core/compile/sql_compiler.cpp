// SPDX-License-Identifier: MIT
#include <azoth/compile/sql_compiler.hpp>

#include <algorithm>
#include <atomic>
#include <tuple>
#include <utility>

#include <azoth/compile/literal.hpp>
#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>
#include <azoth/sql/comparison.hpp>
#include <azoth/sql/extension.hpp>
#include <azoth/sql/select_columns.hpp>
#include <azoth/sql/translated.hpp>
#include <azoth/types/types.hpp>

#include "compared_types.hpp"
#include "truths.hpp"

namespace azoth::compile {

namespace {

std::uint64_t next_compiled_id() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// The operator a node is rendered with, if it is one that can need parentheses.
const sql::Operator* operator_of(const sql::Node& node) noexcept {
    static constexpr sql::Operator comparison = sql::Operator::eq;
    switch (node.kind()) {
        case sql::NodeKind::binary: return &sql::cast<sql::Binary>(node).op;
        case sql::NodeKind::unary: return &sql::cast<sql::Unary>(node).op;
        case sql::NodeKind::in_list:
        case sql::NodeKind::in_query:
        case sql::NodeKind::between:
        case sql::NodeKind::regexp: return &comparison;
        case sql::NodeKind::type_coerce:
            return operator_of(*sql::cast<sql::TypeCoerce>(node).operand);
        case sql::NodeKind::label: return operator_of(*sql::cast<sql::Label>(node).inner);
        default: return nullptr;
    }
}

/// Raw text may contain any operator, and third-party syntax too.
bool is_opaque(const sql::Node& node) noexcept {
    if (const auto* text = sql::as<sql::TextFragment>(node)) {
        return text->sql.find_first_not_of("0123456789") != std::string::npos;
    }
    return node.kind() == sql::NodeKind::custom_operator || node.kind() >= sql::NodeKind::extension;
}

}  // namespace

/// Lists binds as the Matcher meets them: an alias is entered where it is met first. CTEs are
/// listed on the way, those that others depend on before them.
class SqlCompiler::BindCollector final : public sql::ChildVisitor {
public:
    BindCollector(const sql::Node& statement, std::vector<const sql::Bind*>& binds,
                  std::vector<const sql::CteSource*>& ctes)
        : statement_(statement), binds_(binds), ctes_(ctes) {}

    /// Whether a bind may have been met twice: where a part of the statement has several owners.
    bool may_repeat = false;

    void child(const sql::Node& node) override {
        if (!node.has_binds()) return;
        if (!node.unique() && &node != &statement_) may_repeat = true;
        if (const auto* bind = sql::as<sql::Bind>(node)) {
            binds_.push_back(bind);
            return;
        }
        switch (node.kind()) {
            case sql::NodeKind::alias:
            case sql::NodeKind::cte:
            case sql::NodeKind::cte_reference:
                if (std::find(aliases_.begin(), aliases_.end(), &node) != aliases_.end()) return;
                aliases_.push_back(&node);
                break;
            default: break;
        }
        node.each_child(*this);
        if (const auto* cte = sql::as<sql::CteSource>(node)) ctes_.push_back(cte);
    }

private:
    const sql::Node& statement_;
    std::vector<const sql::Bind*>& binds_;
    std::vector<const sql::CteSource*>& ctes_;
    std::vector<const sql::Node*> aliases_;
};

std::string CompilerContext::spell(const SqlType& type) const {
    if (schemas == nullptr) return types.spell(type, ledger);
    const SqlType& variant = ledger.variant_of(type);
    const SqlType& named = variant.kind() == TypeKind::array ? variant.item() : variant;
    return types.spell(variant.moved(named.schema(), schemas->translated(named.schema())), ledger);
}

SqlCompiler::SqlCompiler(const CompilerContext& context) : context_(context) {
    // Room for what most statements need.
    binds_.reserve(8);
    qualifiers_.reserve(4);
    enclosing_sources_.reserve(8);
    RenderState state = render_state();
    overrides_ = std::move(state.overrides);
    result_.render_state = state.number;
    counts_truths_ = context_.placeholders != PlaceholderStyle::named &&
                     !ledger().supports(Capability::truth_numbers);
}

SqlCompiler::~SqlCompiler() = default;

Compiled SqlCompiler::compile(const sql::NodePtr& statement) {
    if (statement->key_hash() == 0) statement->seal();
    if (const auto* translated = sql::as<sql::Translated>(*statement)) {
        context_.schemas = &translated->schemas;
    }
    const sql::Node& plain = sql::untranslated(*statement);
    collect_binds(plain);
    if (has_ctes()) leading_with_clause(plain);
    emit(plain);
    result_.id = next_compiled_id();
    result_.sql = text_.take();
    result_.statement = statement;
    result_.bind_count = binds_.size();
    return std::move(result_);
}

std::string SqlCompiler::render_inline(const sql::NodePtr& node, bool qualifies) {
    if (node->key_hash() == 0) node->seal();
    inlines_ = true;
    qualifies_ = qualifies;
    collect_binds(*node);
    if (has_ctes()) leading_with_clause(*node);
    emit(*node);
    return text_.take();
}

void SqlCompiler::next_value(const sql::NextValue& next) {
    if (next.is_optional && ledger().supports(Capability::generated_keys)) {
        ledger().lacks("the next value of an optional sequence",
                       "it is not made where the database numbers keys by itself");
    }
    ledger().require(Capability::sequences, "the next value of a sequence");
    std::string prepared;
    const std::string_view written = context_.schema(next.schema);
    if (!written.empty()) {
        prepared = context_.identifiers.prepare(written, next.schema_quoting) + '.';
    }
    prepared += context_.identifiers.prepare(next.name, next.quoting);
    write(context_.source != nullptr ? context_.source->next_value(prepared)
                                     : CompilerSource().next_value(prepared));
}

void SqlCompiler::collect_binds(const sql::Node& statement) {
    BindCollector collector(statement, binds_, ctes_.list);
    collector.child(statement);
    if (has_ctes()) part_nesting_ctes(statement);
    result_.parameters.reserve(binds_.size());
    if (collector.may_repeat) find_shared_binds();
}

void SqlCompiler::find_shared_binds() {
    // A node that stands in several places gives several canonical positions.
    std::vector<std::pair<const sql::Bind*, std::size_t>> sorted;
    sorted.reserve(binds_.size());
    for (std::size_t i = 0; i < binds_.size(); ++i) sorted.emplace_back(binds_[i], i);
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i].first == sorted[i - 1].first) {
            result_.shared_binds.emplace_back(sorted[i - 1].second, sorted[i].second);
        }
    }
}

std::size_t SqlCompiler::bind_index(const sql::Bind& bind) {
    // Rendering meets binds almost in canonical order, so the search begins after the last one.
    for (std::size_t step = 0; step < binds_.size(); ++step) {
        const std::size_t index = (next_bind_ + step) % binds_.size();
        if (binds_[index] == &bind) {
            next_bind_ = index + 1;
            return index;
        }
    }
    throw InternalError("bind_outside_statement",
                        "a compiler rendered a bind that the statement does not contain");
}

void SqlCompiler::emit(const sql::Node& node) {
    if (ledger().collects()) return visit_or_collect(node);
    visit(node);
}

void SqlCompiler::visit_or_collect(const sql::Node& node) {
    const auto before = std::tuple(current_columns_, scope_, aggregate_order_, is_derived_,
                                   compares_items_, orders_set_, qualifies_, depth_, standard_);
    const std::size_t outside = enclosing_sources_.size();
    const std::size_t renamed = renamed_.size();
    const std::size_t withs = nested_withs_.size();
    try {
        visit(node);
    } catch (const CompileError& error) {
        ledger().collect(error);
        std::tie(current_columns_, scope_, aggregate_order_, is_derived_, compares_items_,
                 orders_set_, qualifies_, depth_, standard_) = before;
        enclosing_sources_.resize(outside);
        forget_renamed(renamed);
        nested_withs_.resize(withs);
    }
}

void SqlCompiler::emit_condition(const sql::NodePtr& condition) {
    if (context_.placeholders != PlaceholderStyle::named) require_condition(*condition, ledger());
    if (!counts_truths_ || !condition->type().is_number()) return emit(*condition);
    emit(*as_truth(condition));
}

void SqlCompiler::emit_standard(const sql::Node& node) {
    const sql::Node* before = std::exchange(standard_, &node);
    emit(node);
    standard_ = before;
}

bool SqlCompiler::is_overridden(const sql::Node& node) {
    if (standard_ == &node) return false;
    const NodeRenderer* renderer = find_override(*overrides_, node.kind(), ledger());
    if (renderer == nullptr) return false;
    // An override that emits its own node means what the dialect writes.
    const sql::Node* before = std::exchange(standard_, &node);
    renderer->render(node, *this);
    standard_ = before;
    return true;
}

void SqlCompiler::visit_extension(const sql::Extension& extension) {
    if (depth_ == 0) {
        if (const sql::NodeList* columns = extension.result_columns()) describe_result(*columns);
    }
    ++depth_;
    extension.render(*this);
    --depth_;
}

void SqlCompiler::visit(const sql::Node& node) {
    if (overrides_ != nullptr && is_overridden(node)) return;
    if (!counts_truths_) return visit_as_it_is(node);
    const sql::NodePtr counted = with_counted_truths(node, ledger());
    visit_as_it_is(counted ? *counted : node);
}

void SqlCompiler::visit_as_it_is(const sql::Node& node) {
    using sql::NodeKind;
    const auto checked = [this](const auto& part) -> const auto& {
        // What is written with names is for people; there is no database that would disagree.
        if (context_.placeholders != PlaceholderStyle::named) require_sense(part, ledger());
        return part;
    };
    switch (node.kind()) {
        case NodeKind::column: return visit_column(sql::cast<sql::ColumnRef>(node));
        case NodeKind::bind: return visit_bind(sql::cast<sql::Bind>(node));
        case NodeKind::literal_bind:
            return literal_gap(sql::cast<sql::Bind>(*sql::cast<sql::LiteralBind>(node).bind));
        case NodeKind::literal: return visit_literal(sql::cast<sql::Literal>(node));
        case NodeKind::text: write(sql::cast<sql::TextFragment>(node).sql); return;
        case NodeKind::binary: return visit_binary(checked(sql::cast<sql::Binary>(node)));
        case NodeKind::unary: return visit_unary(checked(sql::cast<sql::Unary>(node)));
        case NodeKind::function: return function_in_place(checked(sql::cast<sql::Function>(node)));
        case NodeKind::label: return emit(*sql::cast<sql::Label>(node).inner);
        case NodeKind::label_ref: return visit_label_ref(sql::cast<sql::LabelRef>(node));
        case NodeKind::ordering: return visit_ordering(sql::cast<sql::Ordering>(node));
        case NodeKind::case_when: return visit_case(checked(sql::cast<sql::CaseWhen>(node)));
        case NodeKind::cast: return visit_cast(checked(sql::cast<sql::Cast>(node)));
        case NodeKind::in_list: return in_list(checked(sql::cast<sql::InList>(node)));
        case NodeKind::star: write("*"); return;
        case NodeKind::subquery: return visit_subquery(sql::cast<sql::Subquery>(node));
        case NodeKind::exists: return visit_exists(sql::cast<sql::Exists>(node));
        case NodeKind::in_query: return visit_in_query(checked(sql::cast<sql::InQuery>(node)));
        case NodeKind::tuple:
            if (std::exchange(compares_row_, false)) return row_of(sql::cast<sql::Tuple>(node));
            return visit_tuple(sql::cast<sql::Tuple>(node));
        case NodeKind::between: return between(checked(sql::cast<sql::Between>(node)));
        case NodeKind::collate: return visit_collate(checked(sql::cast<sql::Collate>(node)));
        case NodeKind::regexp: return visit_regexp(checked(sql::cast<sql::Regexp>(node)));
        case NodeKind::regexp_replace:
            return visit_regexp_replace(sql::cast<sql::RegexpReplace>(node));
        case NodeKind::custom_operator:
            return visit_custom_operator(sql::cast<sql::CustomOperator>(node));
        case NodeKind::extract: return visit_extract(sql::cast<sql::Extract>(node));
        case NodeKind::type_coerce: return emit(*sql::cast<sql::TypeCoerce>(node).operand);
        case NodeKind::text_constant:
            return visit_text_constant(sql::cast<sql::TextConstant>(node));
        case NodeKind::aggregate:
            return aggregate_in_place(checked(sql::cast<sql::Aggregate>(node)));
        case NodeKind::over: return over_in_place(sql::cast<sql::Over>(node));
        case NodeKind::grouping: return visit_grouping(sql::cast<sql::Grouping>(node));
        case NodeKind::json_access: return visit_json_access(sql::cast<sql::JsonAccess>(node));
        case NodeKind::array_access: return visit_array_access(sql::cast<sql::ArrayAccess>(node));
        case NodeKind::map_access: return visit_map_access(sql::cast<sql::MapAccess>(node));
        case NodeKind::field_access: return visit_field_access(sql::cast<sql::FieldAccess>(node));
        case NodeKind::containment: return visit_containment(sql::cast<sql::Containment>(node));
        case NodeKind::table:
        case NodeKind::alias:
        case NodeKind::cte:
        case NodeKind::cte_reference: return source_definition(node);
        case NodeKind::set_operation:
            return visit_set_operation(checked(sql::cast<sql::SetOperation>(node)));
        case NodeKind::values: return visit_values(checked(sql::cast<sql::Values>(node)));
        case NodeKind::select: return select_query(sql::cast<sql::Select>(node));
        case NodeKind::insert: return visit_insert(sql::cast<sql::Insert>(node));
        case NodeKind::update: return visit_update(sql::cast<sql::Update>(node));
        case NodeKind::delete_from: return visit_delete(sql::cast<sql::Delete>(node));
        case NodeKind::partition_insert:
            return visit_partition_insert(sql::cast<sql::PartitionInsert>(node));
        case NodeKind::excluded: return visit_excluded(sql::cast<sql::Excluded>(node));
        case NodeKind::generated_value:
            return visit_generated_value(sql::cast<sql::GeneratedValue>(node));
        case NodeKind::default_value:
            return visit_default_value(sql::cast<sql::DefaultValue>(node));
        case NodeKind::text_statement:
            return visit_text_statement(sql::cast<sql::TextStatement>(node));
        case NodeKind::call: return visit_call(sql::cast<sql::Call>(node));
        default: break;
    }
    visit_foreign(node);
}

void SqlCompiler::visit_foreign(const sql::Node& node) {
    if (const sql::Extension* extension = node.extension()) return visit_extension(*extension);
    if (const auto* quantified = sql::as<sql::Quantified>(node)) {
        ledger().reject(CompileError("unsupported_construct",
                                     "ANY and ALL stand on the right side of a comparison"));
        return quantifier(*quantified);
    }
    throw CompileError("unsupported_construct", std::string(sql::node_kind_name(node.kind())) +
                                                    " cannot stand here in a statement for " +
                                                    ledger().server());
}

void SqlCompiler::emit_operand(const sql::Node& node, sql::Operator op, bool is_right) {
    const sql::Operator* inner = operator_of(node);
    bool parentheses = false;
    if (inner == nullptr) {
        parentheses = is_opaque(node);
        compares_row_ = node.kind() == sql::NodeKind::tuple && sql::is_comparison(op);
    } else {
        const int outer_level = sql::precedence(op);
        const int inner_level = sql::precedence(*inner);
        // Comparisons do not chain, and the right side of a left-associative operator is a group.
        const bool same_level_needs =
            sql::is_associative(op) ? *inner != op : is_right || sql::is_predicate(op);
        parentheses =
            inner_level < outer_level || (inner_level == outer_level && same_level_needs) ||
            (sql::has_disputed_precedence(op) && inner_level > outer_level) ||
            (sql::has_disputed_precedence(*inner) && !sql::is_predicate(op) && *inner != op);
    }
    if (parentheses) write("(");
    emit(node);
    if (parentheses) write(")");
}

void SqlCompiler::emit_list(const sql::NodeList& nodes, std::string_view separator) {
    bool first = true;
    for (const sql::NodePtr& node : nodes) {
        if (!first) write(separator);
        first = false;
        emit(*node);
    }
}

// ── expressions ─────────────────────────────────────────────────────────────────────────────────

void SqlCompiler::visit_column(const sql::ColumnRef& column) {
    if (qualifies_ && column.source) qualifier(*column.source);
    column_name(column);
}

void SqlCompiler::identifier(std::string_view name, Quoting quoting) {
    if (quoting == Quoting::by_rule) return identifier(name);
    write(context_.identifiers.prepare(name, quoting));
}

void SqlCompiler::column_name(const sql::ColumnRef& column) {
    const bool is_of_table = column.source && column.source->kind() == sql::NodeKind::table;
    if (!is_of_table) return label_name(column.name, column.quoting);
    if (column.quoting != Quoting::by_rule) return identifier(column.name, column.quoting);
    identifier(column.name, column.shape);
}

void SqlCompiler::column_qualifier(const sql::Node& source) {
    source_name(source);
}

void SqlCompiler::visit_literal(const sql::Literal& literal) {
    const bool has_words = ledger().supports(Capability::boolean_literals);
    switch (literal.keyword) {
        case sql::Keyword::null: write("NULL"); return;
        case sql::Keyword::true_: write(has_words ? "TRUE" : "(1 = 1)"); return;
        case sql::Keyword::false_: write(has_words ? "FALSE" : "(1 = 0)"); return;
    }
}

std::string_view SqlCompiler::function_name(std::string_view name) const {
    return name;
}

void SqlCompiler::visit_function(const sql::Function& function) {
    if (function.known) return known_function(function);
    function_call(function);
}

void SqlCompiler::function_call(const sql::Function& function) {
    write(function_name(function.name.view())).write("(");
    if (function.distinct) write("DISTINCT ");
    const sql::NodeList* order = take_aggregate_order();
    emit_list(function.arguments);
    if (order != nullptr) order_clause(*order);
    write(")");
}

void SqlCompiler::visit_case(const sql::CaseWhen& node) {
    write("CASE");
    for (std::size_t i = 0; i + 1 < node.branches.size(); i += 2) {
        write(" WHEN ");
        emit(*node.branches[i]);
        write(" THEN ");
        emit(*node.branches[i + 1]);
    }
    if (node.otherwise) {
        write(" ELSE ");
        emit(*node.otherwise);
    }
    write(" END");
}

void SqlCompiler::visit_cast(const sql::Cast& cast) {
    if (cast.null_on_failure) return try_cast_operator(cast);
    write("CAST(");
    emit(*cast.operand);
    write(" AS ");
    write(context_.spell(cast.type()));
    write(")");
    const SqlType& type = ledger().variant_of(cast.type());
    if (type.collation().empty()) return;
    write(" COLLATE ");
    if (!type.collation_schema().empty()) {
        ledger().require(Capability::collation_schemas, "a collation in a schema");
        identifier(type.collation_schema());
        write(".");
    }
    identifier(type.collation());
}

void SqlCompiler::visit_subquery(const sql::Subquery& subquery) {
    write("(");
    emit(*subquery.select);
    write(")");
}

void SqlCompiler::visit_exists(const sql::Exists& exists) {
    write("EXISTS (");
    emit(*exists.select);
    write(")");
}

void SqlCompiler::visit_json_access(const sql::JsonAccess&) {
    ledger().refuse("looking inside JSON");
}

void SqlCompiler::visit_array_access(const sql::ArrayAccess&) {
    ledger().refuse("an array's elements");
}

void SqlCompiler::visit_map_access(const sql::MapAccess&) {
    ledger().refuse("a value of a map");
}

void SqlCompiler::visit_field_access(const sql::FieldAccess&) {
    ledger().refuse("a field of a struct");
}

void SqlCompiler::visit_partition_insert(const sql::PartitionInsert& insert) {
    ledger().refuse(insert.overwrites ? "INSERT OVERWRITE" : "INSERT INTO partitions");
}

void SqlCompiler::visit_containment(const sql::Containment& containment) {
    const bool is_json = containment.left->type().kind() == TypeKind::json;
    ledger().refuse(is_json ? "whether JSON contains JSON" : "comparing the elements of arrays");
}

void SqlCompiler::visit_ordering(const sql::Ordering& ordering) {
    require_json_value(ordered_node(*ordering.operand), "ordering by", ledger());
    const bool native = ledger().supports(Capability::nulls_ordering);
    if (ordering.nulls != sql::Nulls::by_default && !native) {
        if (orders_set_ && !orders_sets_by_expressions()) {
            ledger().refuse("NULLS FIRST and NULLS LAST of a set operation",
                            "order a select() from the operation as a subquery()");
        }
        // The columns of a set operation have names only.
        const sql::Node& operand =
            orders_set_ ? *ordering.operand : ordered_node(*ordering.operand);
        write("CASE WHEN ");
        emit_operand(operand, sql::Operator::is_null, false);
        write(ordering.nulls == sql::Nulls::first ? " IS NULL THEN 0 ELSE 1 END, "
                                                  : " IS NULL THEN 1 ELSE 0 END, ");
    }
    sorting_item(*ordering.operand);
    if (ordering.direction == sql::Direction::descending) write(" DESC");
    if (ordering.direction == sql::Direction::ascending) write(" ASC");
    if (native && ordering.nulls == sql::Nulls::first) write(" NULLS FIRST");
    if (native && ordering.nulls == sql::Nulls::last) write(" NULLS LAST");
}

bool SqlCompiler::orders_sets_by_expressions() const noexcept {
    return false;
}

bool SqlCompiler::binds_are_places() const noexcept {
    return false;
}

bool SqlCompiler::is_mistaken_for_place(const sql::Node& item) const noexcept {
    switch (item.kind()) {
        case sql::NodeKind::bind: return inlines_ || binds_are_places();
        case sql::NodeKind::literal_bind:
        case sql::NodeKind::literal: return true;
        case sql::NodeKind::label: return is_mistaken_for_place(*sql::cast<sql::Label>(item).inner);
        case sql::NodeKind::type_coerce:
            return is_mistaken_for_place(*sql::cast<sql::TypeCoerce>(item).operand);
        case sql::NodeKind::collate:
            return is_mistaken_for_place(*sql::cast<sql::Collate>(item).operand);
        case sql::NodeKind::unary:
            return sql::cast<sql::Unary>(item).op == sql::Operator::negate &&
                   is_mistaken_for_place(*sql::cast<sql::Unary>(item).operand);
        default: return false;
    }
}

void SqlCompiler::sorting_item(const sql::Node& item) {
    if (!is_mistaken_for_place(item)) return emit(item);
    const SqlType& type = item.type();
    const bool has_cast =
        type.is_known() && (type.kind() != TypeKind::numeric || type.precision().has_value());
    if (has_cast) return emit(*sql::make<sql::Cast>(sql::NodePtr::share(&item), type));
    write("coalesce(");
    emit(item);
    write(", NULL)");
}

const sql::Node& SqlCompiler::ordered_node(const sql::Node& operand) const {
    return current_columns_ == nullptr ? operand : labelled_node(operand, *current_columns_);
}

const sql::Node& SqlCompiler::labelled_node(const sql::Node& operand,
                                            const sql::NodeList& items) const {
    const auto* ref = sql::as<sql::LabelRef>(operand);
    if (ref == nullptr) return operand;
    const std::string_view wanted = ref->name.view();
    for (const sql::NodePtr& item : items) {
        // Names know whether they are the same without a look at the letters.
        const auto* label = sql::as<sql::Label>(*item);
        if (label != nullptr ? label->name == ref->name : sql::item_name(*item) == wanted) {
            return *item;
        }
    }
    std::vector<std::string> names;
    for (const sql::NodePtr& item : items) names.emplace_back(sql::item_name(*item));
    ledger().reject(CompileError("no_such_label",
                                 "nothing in the select is called \"" + std::string(wanted) + "\"",
                                 {.hint = did_you_mean(wanted, {names.begin(), names.end()})}));
    return operand;
}

void SqlCompiler::visit_label_ref(const sql::LabelRef& ref) {
    const sql::Node& item = ordered_node(ref);
    if (&item == &ref) return label_name(ref.name.view());
    if (item.kind() == sql::NodeKind::label) {
        return label_name(ref.name.view(), sql::item_quoting(item));
    }
    // What has its name by nature may be called otherwise in the result, such as count(*).
    emit(item);
}

void SqlCompiler::group_by_item(const sql::Node& item) {
    require_json_value(item, "grouping by", ledger());
    emit(item);
}

void SqlCompiler::distinct_item(const sql::Node& item) {
    require_json_value(item, "SELECT DISTINCT of", ledger());
    emit(item);
}

}  // namespace azoth::compile
