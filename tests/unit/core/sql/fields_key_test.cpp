// SPDX-License-Identifier: MIT
// Which statements are one to a cache: all node kinds, all their parts, a difference at a time.
#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <azoth/sql/aggregate.hpp>
#include <azoth/sql/predicate.hpp>

#include "sample_nodes.hpp"

namespace azoth_test {

namespace {

using Build = std::function<sql::NodePtr()>;

/// Ways to build a node, no two of which have the same structure.
struct Case {
    std::string name;
    std::vector<Build> variants;
};

sql::NodePtr alias(std::string name = {}, Quoting quoting = Quoting::by_rule) {
    return sql::make<sql::AliasSource>(artist().source, std::move(name), false, quoting);
}
sql::NodePtr binary(sql::Operator op, sql::NodePtr left, sql::NodePtr right, char escape = '\0') {
    return statement<sql::Binary>([&](sql::Binary& node) { node.escape = escape; }, op,
                                  std::move(left), std::move(right), SqlType(TypeKind::boolean));
}
sql::NodePtr function(std::string_view name, sql::NodeList arguments, bool distinct = false) {
    return sql::make<sql::Function>(sql::Name(name), std::move(arguments), SqlType{}, distinct);
}
sql::NodePtr ordering(sql::NodePtr operand, sql::Direction direction, sql::Nulls nulls) {
    return sql::make<sql::Ordering>(std::move(operand), direction, nulls);
}
sql::NodePtr label(sql::NodePtr inner, std::string_view name) {
    return sql::make<sql::Label>(std::move(inner), sql::Name(name));
}
sql::NodePtr assignment() {
    return sql::make<sql::Assignment>(artist().name, bind());
}

std::vector<Case> scalar_cases() {
    const SqlType truth(TypeKind::boolean);
    const SqlType text(TypeKind::text);
    return {
        {"column",
         {[] { return artist().id; }, [] { return artist().name; },
          [] { return other_artist().id; },
          [] { return sql::make<sql::ColumnRef>(alias(), "id", SqlType{}, false); }}},
        {"bind",
         {[] { return bind(1); }, [] { return bind("x", TypeKind::text); },
          [] { return bind(1, TypeKind::integer, "a"); },
          [] { return bind(1, TypeKind::integer, "b"); },
          [] { return bind(1, TypeKind::integer, "a name of more than eight bytes"); },
          [] { return bind(1, TypeKind::integer, "a name of more than eight byteS"); }}},
        {"literal_bind",
         {[] { return sql::make<sql::LiteralBind>(bind(1)); },
          [] { return sql::make<sql::LiteralBind>(bind(1, TypeKind::integer, "a")); }}},
        {"map_access",
         {[] { return sql::make<sql::MapAccess>(artist().id, bind(), SqlType{}); },
          [] { return sql::make<sql::MapAccess>(artist().id, artist().name, SqlType{}); },
          [] { return sql::make<sql::MapAccess>(artist().name, bind(), SqlType{}); }}},
        {"field_access",
         {[] { return sql::make<sql::FieldAccess>(artist().id, "a", SqlType{}); },
          [] { return sql::make<sql::FieldAccess>(artist().id, "b", SqlType{}); },
          [] { return sql::make<sql::FieldAccess>(artist().name, "a", SqlType{}); }}},
        {"partition_insert",
         {[] { return sql::make<sql::PartitionInsert>(artist().source, true); },
          [] { return sql::make<sql::PartitionInsert>(artist().source, false); },
          [] { return sql::make<sql::PartitionInsert>(other_artist().source, true); }}},
        {"literal",
         {[=] { return sql::make<sql::Literal>(sql::Keyword::null, truth); },
          [=] { return sql::make<sql::Literal>(sql::Keyword::true_, truth); },
          [=] { return sql::make<sql::Literal>(sql::Keyword::false_, truth); }}},
        {"text",
         {[] { return sql::make<sql::TextFragment>("now()"); },
          [] { return sql::make<sql::TextFragment>("now( )"); }}},
        {"binary",
         {[] { return binary(sql::Operator::eq, artist().id, bind()); },
          [] { return binary(sql::Operator::ne, artist().id, bind()); },
          [] { return binary(sql::Operator::eq, bind(), artist().id); },
          [] { return binary(sql::Operator::eq, artist().id, artist().id); },
          [] { return binary(sql::Operator::eq, artist().name, bind()); },
          [] { return binary(sql::Operator::eq, artist().id, bind(), '/'); },
          [] { return binary(sql::Operator::eq, artist().id, bind(), '!'); }}},
        {"unary",
         {[=] { return sql::make<sql::Unary>(sql::Operator::is_null, artist().id, truth); },
          [=] { return sql::make<sql::Unary>(sql::Operator::not_, artist().id, truth); },
          [=] { return sql::make<sql::Unary>(sql::Operator::is_null, artist().name, truth); }}},
        {"function",
         {[] { return function("max", list({artist().id})); },
          [] { return function("min", list({artist().id})); },
          [] { return function("max", list({artist().id}), true); },
          [] { return function("max", list({artist().name})); },
          [] {
              return function("max", list({artist().id, artist().name}));
          },
          [] { return function("max", {}); }}},
        {"label",
         {[] { return label(artist().id, "a"); }, [] { return label(artist().id, "b"); },
          [] { return sql::make<sql::Label>(artist().id, sql::Name("a"), Quoting::always); },
          [] { return label(artist().name, "a"); }}},
        {"label_ref",
         {[] { return sql::make<sql::LabelRef>(sql::Name("a")); },
          [] { return sql::make<sql::LabelRef>(sql::Name("b")); }}},
        {"ordering",
         {[] { return ordering(artist().id, sql::Direction::ascending, sql::Nulls::first); },
          [] { return ordering(artist().id, sql::Direction::descending, sql::Nulls::first); },
          [] { return ordering(artist().id, sql::Direction::ascending, sql::Nulls::last); },
          [] { return ordering(artist().name, sql::Direction::ascending, sql::Nulls::first); }}},
        {"case_when",
         {[] {
              return sql::make<sql::CaseWhen>(list({artist().id, bind()}), nullptr, SqlType{});
          },
          [] {
              return sql::make<sql::CaseWhen>(list({artist().id, bind()}), bind(), SqlType{});
          },
          [] {
              return sql::make<sql::CaseWhen>(list({artist().name, bind()}), nullptr, SqlType{});
          },
          [] {
              return sql::make<sql::CaseWhen>(list({artist().id, bind(), artist().id, bind()}),
                                              nullptr, SqlType{});
          }}},
        {"cast",
         {[=] { return sql::make<sql::Cast>(artist().id, text); },
          [=] { return sql::make<sql::Cast>(artist().id, truth); },
          [=] { return sql::make<sql::Cast>(artist().name, text); }}},
        {"in_list",
         {[] { return sql::make<sql::InList>(artist().id, bind(), false); },
          [] { return sql::make<sql::InList>(artist().id, bind(), true); },
          [] { return sql::make<sql::InList>(artist().name, bind(), false); },
          [] { return sql::make<sql::InList>(artist().id, bind("", TypeKind::text), false); }}},
        {"star", {[] { return sql::make<sql::Star>(); }}},
        {"subquery",
         {[] { return sql::make<sql::Subquery>(select(), SqlType{}); },
          [] {
              return sql::make<sql::Subquery>(select([](auto& q) { q.distinct = true; }),
                                              SqlType{});
          }}},
        {"exists",
         {[=] { return sql::make<sql::Exists>(select(), truth); },
          [=] {
              return sql::make<sql::Exists>(select([](auto& q) { q.distinct = true; }), truth);
          }}},
        {"json_access",
         {[] { return json_place(artist().id, {bind()}, sql::JsonRead::json); },
          [] { return json_place(artist().name, {bind()}, sql::JsonRead::json); },
          [] {
              return json_place(artist().id, {bind(), bind()}, sql::JsonRead::json);
          },
          [] { return json_place(artist().id, {bind("", TypeKind::text)}, sql::JsonRead::json); },
          [] { return json_place(artist().id, {bind()}, sql::JsonRead::text); }}},
        {"array_access",
         {[] { return part_of(artist().id, bind(), nullptr, false); },
          [] { return part_of(artist().name, bind(), nullptr, false); },
          [] { return part_of(artist().id, nullptr, nullptr, false); },
          [] { return part_of(artist().id, bind(), bind(), true); }}},
        {"containment",
         {[] { return holds(sql::ContainmentOperator::contains, artist().id, artist().name); },
          [] { return holds(sql::ContainmentOperator::overlaps, artist().id, artist().name); },
          [] { return holds(sql::ContainmentOperator::contains, artist().name, artist().id); }}},
        {"extension",
         {[] { return sql::make<AtZone>(artist().id, "UTC"); },
          [] { return sql::make<AtZone>(artist().id, "CET"); },
          [] { return sql::make<AtZone>(artist().name, "UTC"); }}},
    };
}

std::vector<Case> source_cases() {
    const auto join = [](sql::JoinKind kind, const SampleTable& target, sql::NodePtr on) {
        return sql::make<sql::Join>(kind, target.source, std::move(on));
    };
    return {
        {"table", {[] { return artist().source; }, [] { return other_artist().source; }}},
        {"alias",
         {[] { return alias(); }, [] { return alias("a"); },
          [] { return sql::make<sql::AliasSource>(artist().source, "a", false, Quoting::always); },
          [] { return sql::make<sql::AliasSource>(other_artist().source, ""); },
          [] { return sql::make<sql::AliasSource>(select(), ""); }}},
        {"join",
         {[=] { return join(sql::JoinKind::inner, artist(), artist().id); },
          [=] { return join(sql::JoinKind::left, artist(), artist().id); },
          [=] { return join(sql::JoinKind::inner, other_artist(), artist().id); },
          [=] { return join(sql::JoinKind::inner, artist(), artist().name); },
          [=] { return join(sql::JoinKind::inner, artist(), nullptr); }}},
    };
}

sql::NodePtr made_by(int which) {
    struct Maker final : sql::ValueGenerator {
        [[nodiscard]] Value make(const RowContext&) const override { return {}; }
    };
    static const auto a = std::make_shared<const Maker>(), b = std::make_shared<const Maker>();
    return sql::make<sql::GeneratedValue>(which == 0 ? a : b);
}

std::vector<Case> statement_cases() {
    using sql::Delete;
    using sql::Insert;
    using sql::OnConflict;
    using sql::Select;
    using sql::Update;
    const auto insert = [](const std::function<void(Insert&)>& change) {
        return statement<Insert>(
            [&](Insert& node) {
                node.columns = list({artist().id});
                node.values = list({bind()});
                change(node);
            },
            artist().source);
    };
    const auto update = [](const std::function<void(Update&)>& change) {
        return statement<Update>(
            [&](Update& node) {
                node.assignments = list({assignment()});
                change(node);
            },
            artist().source);
    };
    const auto conflict = [](const std::function<void(OnConflict&)>& change = {}) {
        return statement<OnConflict>([&](OnConflict& node) {
            if (change) change(node);
        });
    };
    const auto remove = [](const std::function<void(Delete&)>& change) {
        return statement<Delete>(change, artist().source);
    };
    return {
        {"select",
         {[] { return select(); }, [] { return select([](Select& q) { q.distinct = true; }); },
          [] { return select([](Select& q) { q.columns = list({artist().name}); }); },
          [] { return select([](Select& q) {
                   q.columns = list({artist().id, artist().id});
               }); },
          [] { return select([](Select& q) { q.from = list({artist().source}); }); },
          [] {
              return select([](Select& q) {
                  q.joins =
                      list({sql::make<sql::Join>(sql::JoinKind::cross, artist().source, nullptr)});
              });
          },
          [] { return select([](Select& q) { q.where = artist().id; }); },
          [] { return select([](Select& q) { q.group_by = list({artist().id}); }); },
          [] { return select([](Select& q) { q.having = artist().id; }); },
          [] { return select([](Select& q) { q.order_by = list({artist().id}); }); },
          [] { return select([](Select& q) { q.limit = bind(); }); },
          [] { return select([](Select& q) { q.offset = bind(); }); },
          [] { return select([](Select& q) { q.options = sql::make<sql::SelectOptions>(); }); },
          [] { return select([](Select& q) { q.required = 1; }); }}},
        {"insert",
         {[=] { return insert([](Insert&) {}); },
          [=] { return insert([](Insert& i) { i.target = other_artist().source; }); },
          [=] { return insert([](Insert& i) { i.columns = list({artist().name}); }); },
          [=] { return insert([](Insert& i) {
                    i.values = list({bind(), bind()});
                }); },
          [=] { return insert([](Insert& i) { i.values = list({artist().id}); }); },
          [=] { return insert([](Insert& i) { i.every_row = list({assignment()}); }); },
          [=] { return insert([](Insert& i) { i.select = select(); }); },
          [=] { return insert([](Insert& i) { i.in_parameter_order = true; }); },
          [=] { return insert([](Insert& i) { i.fetches_key = false; }); },
          [=] { return insert([=](Insert& i) { i.conflicts = list({conflict()}); }); },
          [=] { return insert([](Insert& i) { i.phrases = list({artist().id}); }); },
          [=] { return insert([](Insert& i) { i.returning = list({artist().id}); }); }}},
        {"on_conflict",
         {[=] { return conflict(); },
          [=] { return conflict([](OnConflict& c) { c.key = list({artist().id}); }); },
          [=] { return conflict([](OnConflict& c) { c.key_where = artist().id; }); },
          [=] { return conflict([](OnConflict& c) { c.constraint = "pk"; }); },
          [=] { return conflict([](OnConflict& c) { c.action = sql::ConflictAction::nothing; }); },
          [=] { return conflict([](OnConflict& c) { c.assignments = list({assignment()}); }); },
          [=] { return conflict([](OnConflict& c) { c.where = artist().id; }); }}},
        {"default_value",
         {[] { return sql::make<sql::DefaultValue>(artist().id, SqlType(TypeKind::integer)); },
          [] { return sql::make<sql::DefaultValue>(artist().name, SqlType(TypeKind::integer)); }}},
        {"generated_value", {[] { return made_by(0); }, [] { return made_by(1); }}},
        {"excluded",
         {[] { return sql::make<sql::Excluded>(artist().id); },
          [] { return sql::make<sql::Excluded>(artist().name); }}},
        {"update",
         {[=] { return update([](Update&) {}); },
          [=] { return update([](Update& u) { u.target = other_artist().source; }); },
          [=] { return update([](Update& u) { u.assignments = {}; }); },
          [=] { return update([](Update& u) { u.from = list({other_artist().source}); }); },
          [=] { return update([](Update& u) { u.where = artist().id; }); },
          [=] { return update([](Update& u) { u.order_by = list({artist().id}); }); },
          [=] { return update([](Update& u) { u.limit = bind(); }); },
          [=] { return update([](Update& u) { u.phrases = list({artist().id}); }); },
          [=] { return update([](Update& u) { u.returning = list({artist().id}); }); }}},
        {"delete_from",
         {[=] { return remove([](Delete&) {}); },
          [=] { return remove([](Delete& d) { d.target = other_artist().source; }); },
          [=] { return remove([](Delete& d) { d.from = list({other_artist().source}); }); },
          [=] { return remove([](Delete& d) { d.where = artist().id; }); },
          [=] { return remove([](Delete& d) { d.order_by = list({artist().id}); }); },
          [=] { return remove([](Delete& d) { d.phrases = list({artist().id}); }); },
          [=] { return remove([](Delete& d) { d.limit = bind(); }); },
          [=] { return remove([](Delete& d) { d.returning = list({artist().id}); }); }}},
        {"assignment",
         {[] { return assignment(); },
          [] { return sql::make<sql::Assignment>(artist().id, bind()); },
          [] { return sql::make<sql::Assignment>(artist().name, artist().id); }}},
        {"text_statement",
         {[] { return sql::make<sql::TextStatement>("a", sql::NodeList{}); },
          [] { return sql::make<sql::TextStatement>("b", sql::NodeList{}); },
          [] { return sql::make<sql::TextStatement>("a", list({bind()})); }}},
    };
}

#define AZOTH_BUILD(...) [=] { return sql::NodePtr(__VA_ARGS__); }

/// The nodes of predicate.hpp and the later ones of scalar.hpp.
std::vector<Case> predicate_cases() {
    const SqlType text(TypeKind::text);
    const SqlType whole(TypeKind::integer);
    const sql::NodePtr a = artist().id;
    const sql::NodePtr b = artist().name;
    const sql::NodePtr query = sql::make<sql::Subquery>(select(), SqlType{});
    const sql::NodePtr other_query =
        sql::make<sql::Subquery>(select([](auto& q) { q.distinct = true; }), SqlType{});
    using sql::make;
    return {
        {"call", {AZOTH_BUILD(make<sql::Call>(a)), AZOTH_BUILD(make<sql::Call>(b))}},
        {"in_query",
         {AZOTH_BUILD(make<sql::InQuery>(a, query, false)),
          AZOTH_BUILD(make<sql::InQuery>(b, query, false)),
          AZOTH_BUILD(make<sql::InQuery>(a, other_query, false)),
          AZOTH_BUILD(make<sql::InQuery>(a, query, true))}},
        {"tuple",
         {AZOTH_BUILD(make<sql::Tuple>(list({a, b}))), AZOTH_BUILD(make<sql::Tuple>(list({b, a}))),
          AZOTH_BUILD(make<sql::Tuple>(list({a})))}},
        {"between",
         {AZOTH_BUILD(make<sql::Between>(a, a, b, false, false)),
          AZOTH_BUILD(make<sql::Between>(b, a, b, false, false)),
          AZOTH_BUILD(make<sql::Between>(a, b, b, false, false)),
          AZOTH_BUILD(make<sql::Between>(a, a, a, false, false)),
          AZOTH_BUILD(make<sql::Between>(a, a, b, true, false)),
          AZOTH_BUILD(make<sql::Between>(a, a, b, false, true))}},
        {"quantified",
         {AZOTH_BUILD(make<sql::Quantified>(query, false, whole)),
          AZOTH_BUILD(make<sql::Quantified>(other_query, false, whole)),
          AZOTH_BUILD(make<sql::Quantified>(query, true, whole))}},
        {"regexp",
         {AZOTH_BUILD(make<sql::Regexp>(a, b, "", false)),
          AZOTH_BUILD(make<sql::Regexp>(b, b, "", false)),
          AZOTH_BUILD(make<sql::Regexp>(a, a, "", false)),
          AZOTH_BUILD(make<sql::Regexp>(a, b, "i", false)),
          AZOTH_BUILD(make<sql::Regexp>(a, b, "", true))}},
        {"regexp_replace",
         {AZOTH_BUILD(make<sql::RegexpReplace>(a, a, a, "")),
          AZOTH_BUILD(make<sql::RegexpReplace>(b, a, a, "")),
          AZOTH_BUILD(make<sql::RegexpReplace>(a, b, a, "")),
          AZOTH_BUILD(make<sql::RegexpReplace>(a, a, b, "")),
          AZOTH_BUILD(make<sql::RegexpReplace>(a, a, a, "i"))}},
        {"collate",
         {AZOTH_BUILD(make<sql::Collate>(a, "", "C")), AZOTH_BUILD(make<sql::Collate>(b, "", "C")),
          AZOTH_BUILD(make<sql::Collate>(a, "s", "C")),
          AZOTH_BUILD(make<sql::Collate>(a, "", "D"))}},
        {"custom_operator",
         {AZOTH_BUILD(make<sql::CustomOperator>("@>", a, b, text)),
          AZOTH_BUILD(make<sql::CustomOperator>("<@", a, b, text)),
          AZOTH_BUILD(make<sql::CustomOperator>("@>", b, b, text)),
          AZOTH_BUILD(make<sql::CustomOperator>("@>", a, a, text))}},
        {"extract",
         {AZOTH_BUILD(make<sql::Extract>(sql::DateField::year, a)),
          AZOTH_BUILD(make<sql::Extract>(sql::DateField::month, a)),
          AZOTH_BUILD(make<sql::Extract>(sql::DateField::year, b))}},
        {"type_coerce",
         {AZOTH_BUILD(make<sql::TypeCoerce>(a, text)), AZOTH_BUILD(make<sql::TypeCoerce>(b, text)),
          AZOTH_BUILD(make<sql::TypeCoerce>(a, whole))}},
        {"text_constant",
         {AZOTH_BUILD(make<sql::TextConstant>("a")), AZOTH_BUILD(make<sql::TextConstant>("b"))}},
    };
}

/// The nodes of aggregate.hpp.
std::vector<Case> aggregate_cases() {
    const sql::NodePtr a = artist().id;
    const sql::NodePtr b = artist().name;
    const sql::NodePtr f = function("f", list({a}));
    const sql::NodePtr g = function("g", list({a}));
    const auto over = [=](const std::function<void(sql::Over&)>& change) {
        return [=] { return statement<sql::Over>(change, f); };
    };
    using sql::make;
    using sql::Over;
    return {
        {"aggregate",
         {AZOTH_BUILD(make<sql::Aggregate>(f, list({a}), list({a}), a)),
          AZOTH_BUILD(make<sql::Aggregate>(g, list({a}), list({a}), a)),
          AZOTH_BUILD(make<sql::Aggregate>(f, list({b}), list({a}), a)),
          AZOTH_BUILD(make<sql::Aggregate>(f, list({a}), list({b}), a)),
          AZOTH_BUILD(make<sql::Aggregate>(f, list({a}), list({a}), nullptr))}},
        {"over",
         {over([](Over&) {}), AZOTH_BUILD(make<sql::Over>(g)),
          over([=](Over& o) { o.partition_by = list({a}); }),
          over([=](Over& o) { o.order_by = list({a}); }),
          over([](Over& o) { o.unit = sql::FrameUnit::rows; }),
          over([](Over& o) { o.start = sql::FrameBoundKind::preceding; }),
          over([](Over& o) { o.end = sql::FrameBoundKind::following; }),
          over([=](Over& o) { o.start_offset = a; }), over([=](Over& o) { o.end_offset = a; }),
          over([](Over& o) { o.exclusion = sql::FrameExclusion::ties; })}},
        {"grouping",
         {AZOTH_BUILD(make<sql::Grouping>(sql::GroupingKind::rollup, list({a}))),
          AZOTH_BUILD(make<sql::Grouping>(sql::GroupingKind::cube, list({a}))),
          AZOTH_BUILD(make<sql::Grouping>(sql::GroupingKind::rollup, list({b})))}},
    };
}

/// The rarer sources of rows and clauses.
std::vector<Case> query_cases() {
    const sql::NodePtr a = artist().id;
    const sql::NodePtr b = artist().name;
    const sql::NodePtr table = artist().source;
    const sql::NodePtr other_table = other_artist().source;
    const sql::NodePtr f = function("f", {});
    const sql::NodePtr g = function("g", {});
    const auto options = [](const std::function<void(sql::SelectOptions&)>& change) {
        return [=] { return statement<sql::SelectOptions>(change); };
    };
    const auto limited = [=](const std::function<void(sql::SetOperation&)>& change) {
        return [=] {
            return statement<sql::SetOperation>(change, sql::SetOperator::union_, true,
                                                list({a, b}));
        };
    };
    const auto common = [](const std::function<void(sql::CteSource&)>& change) {
        return [=] {
            return statement<sql::CteSource>(change, select(), "c", sql::Materialize::by_default);
        };
    };
    using sql::CteTraversal;
    using sql::make;
    using sql::Materialize;
    using sql::Phrase;
    using sql::PhrasePlace;
    using sql::SampleMethod;
    using sql::SelectOptions;
    using sql::SetOperation;
    using sql::SetOperator;
    return {
        {"cte",
         {AZOTH_BUILD(make<sql::CteSource>(select(), "c", Materialize::by_default)),
          AZOTH_BUILD(make<sql::CteSource>(a, "c", Materialize::by_default)),
          AZOTH_BUILD(make<sql::CteSource>(select(), "d", Materialize::by_default)),
          AZOTH_BUILD(make<sql::CteSource>(select(), "c", Materialize::yes)),
          AZOTH_BUILD(make<sql::CteSource>(select(), "c", Materialize::by_default, b)),
          AZOTH_BUILD(make<sql::CteSource>(select(), "c", Materialize::by_default, nullptr,
                                           Quoting::always)),
          common([](sql::CteSource& c) { c.nesting = true; }),
          common([=](sql::CteSource& c) { c.phrases = list({a}); }),
          common([=](sql::CteSource& c) { c.traversals = list({a}); })}},
        {"cte_traversal",
         {AZOTH_BUILD(
              make<CteTraversal>(sql::TraversalKind::cycle, list({a}), list({a}), list({a}))),
          AZOTH_BUILD(
              make<CteTraversal>(sql::TraversalKind::depth_first, list({a}), list({a}), list({a}))),
          AZOTH_BUILD(
              make<CteTraversal>(sql::TraversalKind::cycle, list({b}), list({a}), list({a}))),
          AZOTH_BUILD(
              make<CteTraversal>(sql::TraversalKind::cycle, list({a}), list({b}), list({a}))),
          AZOTH_BUILD(
              make<CteTraversal>(sql::TraversalKind::cycle, list({a}), list({a}), list({b})))}},
        {"cte_reference",
         {AZOTH_BUILD(make<sql::CteReference>("c", sql::NodeList())),
          AZOTH_BUILD(make<sql::CteReference>("d", sql::NodeList())),
          AZOTH_BUILD(make<sql::CteReference>("c", sql::NodeList(), Quoting::always))}},
        {"table_function",
         {AZOTH_BUILD(make<sql::TableFunction>(f, list({a}), false)),
          AZOTH_BUILD(make<sql::TableFunction>(g, list({a}), false)),
          AZOTH_BUILD(make<sql::TableFunction>(f, list({b}), false)),
          AZOTH_BUILD(make<sql::TableFunction>(f, list({a}), true))}},
        {"sample",
         {AZOTH_BUILD(make<sql::TableSample>(table, SampleMethod::system, a, a)),
          AZOTH_BUILD(make<sql::TableSample>(other_table, SampleMethod::system, a, a)),
          AZOTH_BUILD(make<sql::TableSample>(table, SampleMethod::bernoulli, a, a)),
          AZOTH_BUILD(make<sql::TableSample>(table, SampleMethod::system, b, a)),
          AZOTH_BUILD(make<sql::TableSample>(table, SampleMethod::system, a, nullptr))}},
        {"phrase",
         {AZOTH_BUILD(make<Phrase>(PhrasePlace::prefix, "x", "sqlite", table)),
          AZOTH_BUILD(make<Phrase>(PhrasePlace::suffix, "x", "sqlite", table)),
          AZOTH_BUILD(make<Phrase>(PhrasePlace::prefix, "y", "sqlite", table)),
          AZOTH_BUILD(make<Phrase>(PhrasePlace::prefix, "x", "mysql", table)),
          AZOTH_BUILD(make<Phrase>(PhrasePlace::prefix, "x", "sqlite", other_table))}},
        {"select_options",
         {options([](SelectOptions&) {}),
          options([=](SelectOptions& o) { o.distinct_on = list({a}); }),
          options([=](SelectOptions& o) { o.ctes = list({a}); }),
          options([=](SelectOptions& o) { o.phrases = list({a}); }),
          options([=](SelectOptions& o) { o.correlated = list({a}); }),
          options([](SelectOptions& o) { o.correlation = sql::Correlation::only; }),
          options([](SelectOptions& o) { o.with_ties = true; }),
          options([](SelectOptions& o) { o.percent = true; }),
          options([](SelectOptions& o) { o.lock = sql::LockStrength::update; }),
          options([](SelectOptions& o) { o.lock = sql::LockStrength::share; }),
          options([](SelectOptions& o) { o.lock_wait = sql::LockWait::nowait; }),
          options([=](SelectOptions& o) { o.lock_of = list({a}); })}},
        {"set_operation",
         {limited([](SetOperation&) {}),
          AZOTH_BUILD(make<SetOperation>(SetOperator::except, true, list({a, b}))),
          AZOTH_BUILD(make<SetOperation>(SetOperator::union_, false, list({a, b}))),
          AZOTH_BUILD(make<SetOperation>(SetOperator::union_, true, list({b, a}))),
          limited([=](SetOperation& o) { o.order_by = list({a}); }),
          limited([=](SetOperation& o) { o.limit = a; }),
          limited([=](SetOperation& o) { o.offset = a; }),
          limited([](SetOperation& o) { o.with_ties = true; }),
          limited([](SetOperation& o) { o.percent = true; }),
          limited([=](SetOperation& o) { o.phrases = list({a}); })}},
        {"values",
         {AZOTH_BUILD(make<sql::Values>(list({a}), list({a}))),
          AZOTH_BUILD(make<sql::Values>(list({b}), list({a}))),
          AZOTH_BUILD(make<sql::Values>(list({a}), list({b})))}},
    };
}

#undef AZOTH_BUILD

std::vector<Case> all_cases() {
    std::vector<Case> cases = scalar_cases();
    for (auto& more :
         {source_cases(), statement_cases(), predicate_cases(), aggregate_cases(), query_cases()}) {
        cases.insert(cases.end(), more.begin(), more.end());
    }
    return cases;
}

bool same(const sql::NodePtr& known, const sql::NodePtr& fresh) {
    sql::Matcher matcher;
    return matcher.same(known, fresh);
}

}  // namespace

TEST(Key, EveryPartDecides) {
    for (const Case& test : all_cases()) {
        for (std::size_t i = 0; i < test.variants.size(); ++i) {
            for (std::size_t j = 0; j < test.variants.size(); ++j) {
                SCOPED_TRACE(test.name + " " + std::to_string(i) + " with " + std::to_string(j));
                const sql::NodePtr known = test.variants[i]();
                const sql::NodePtr fresh = test.variants[j]();
                EXPECT_EQ(same(known, fresh), i == j);
                EXPECT_EQ(known->key_hash() == fresh->key_hash(), i == j);
            }
        }
    }
}

TEST(Key, DifferentKindsNeverMatch) {
    const std::vector<Case> cases = all_cases();
    for (const Case& one : cases) {
        for (const Case& other : cases) {
            SCOPED_TRACE(one.name + " with " + other.name);
            EXPECT_EQ(same(one.variants[0](), other.variants[0]()), &one == &other);
        }
    }
}

// A new kind of node must not be forgotten above.
TEST(Key, AllKindsAreTried) {
    std::set<sql::NodeKind> tried;
    for (const Case& test : all_cases()) tried.insert(test.variants[0]()->kind());
    const auto last = static_cast<unsigned>(sql::NodeKind::call);
    for (unsigned kind = 0; kind <= last; ++kind) {
        EXPECT_TRUE(tried.contains(static_cast<sql::NodeKind>(kind)))
            << sql::node_kind_name(static_cast<sql::NodeKind>(kind)) << " " << kind;
    }
}

TEST(Key, TheTypeOfAColumnStaysOut) {
    const auto column = [](TypeKind kind) {
        return sql::make<sql::ColumnRef>(artist().source, "x", SqlType(kind), true);
    };
    EXPECT_TRUE(same(column(TypeKind::integer), column(TypeKind::null_type)));
}

TEST(Key, TwoExtensionsWithOneNumber) {
    const sql::NodePtr zone = sql::make<AtZone>(artist().id, "C");
    const sql::NodePtr collation = sql::make<Collate>(artist().id, "C");
    ASSERT_EQ(zone->kind(), collation->kind());
    ASSERT_EQ(zone->key_hash(), collation->key_hash());  // so the names have to tell
    EXPECT_FALSE(same(zone, collation));
    EXPECT_FALSE(same(collation, zone));
    EXPECT_TRUE(same(collation, sql::make<Collate>(artist().id, "C")));
}

}  // namespace azoth_test
