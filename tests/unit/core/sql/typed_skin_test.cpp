// SPDX-License-Identifier: MIT
// The thin typed skin: which pairs are comparable, what types queries have, how braces resolve.
// What must not compile is in tests/compile_fail.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/schema/metadata.hpp>
#include <azoth/sql/bind.hpp>
#include <azoth/sql/dml.hpp>
#include <azoth/sql/func.hpp>
#include <azoth/sql/query.hpp>
#include <azoth/sql/scalar.hpp>
#include <azoth/sql/select.hpp>
#include <azoth/value/chrono.hpp>
#include <azoth/value/uuid.hpp>

namespace {

using namespace azoth;

enum class Color { red, green };
enum class Size { small, large };
enum class Unnamed { a };

}  // namespace

template <>
struct azoth::enum_traits<Color> {
    static constexpr EnumLabel<Color> labels[] = {{Color::red, "red"}, {Color::green, "green"}};
};
template <>
struct azoth::enum_traits<Size> {
    static constexpr bool as_integer = true;
};

namespace {

using Number = TypedExpr<std::int64_t>;
using Real = TypedExpr<double>;
using Exact = TypedExpr<Decimal>;
using Words = TypedExpr<std::string>;
using MaybeWords = TypedExpr<std::optional<std::string>>;
using Truth = TypedExpr<bool>;
struct Opaque {};

// A text is kept as a string, whatever it was.
static_assert(std::is_same_v<decltype(literal("x")), Words>);
static_assert(std::is_same_v<decltype(literal(std::string_view("x"))), Words>);
static_assert(std::is_same_v<decltype(literal_execute("x")), Words>);
static_assert(std::is_same_v<decltype(literal(1.5)), Real>);

// ── comparing ───────────────────────────────────────────────────────────────────────────────────

// Within a family everything goes, in both orders, with values and optionals.
static_assert(comparable_sql_types<Number, int>);
static_assert(comparable_sql_types<int, Number>);
static_assert(comparable_sql_types<Number, std::uint64_t>);
static_assert(comparable_sql_types<Number, short>);
static_assert(comparable_sql_types<Number, double>);
static_assert(comparable_sql_types<Number, float>);
static_assert(comparable_sql_types<Number, Real>);
static_assert(comparable_sql_types<Number, Decimal>);
static_assert(comparable_sql_types<Exact, int>);
static_assert(comparable_sql_types<Number, std::optional<int>>);
static_assert(comparable_sql_types<TypedExpr<std::optional<int>>, Number>);
static_assert(comparable_sql_types<Words, const char*>);
static_assert(comparable_sql_types<Words, char[6]>);
static_assert(comparable_sql_types<Words, std::string>);
static_assert(comparable_sql_types<Words, std::string_view>);
static_assert(comparable_sql_types<Words, MaybeWords>);
static_assert(comparable_sql_types<MaybeWords, std::optional<std::string>>);
static_assert(comparable_sql_types<Truth, bool>);
static_assert(comparable_sql_types<Truth, Predicate>);
static_assert(comparable_sql_types<TypedExpr<std::vector<std::byte>>, BytesView>);
static_assert(comparable_sql_types<TypedExpr<Date>, std::chrono::year_month_day>);
static_assert(comparable_sql_types<TypedExpr<Uuid>, Uuid>);
static_assert(comparable_sql_types<TypedExpr<Timestamp>, Timestamp>);
static_assert(comparable_sql_types<TypedExpr<Instant>, std::chrono::system_clock::time_point>);
static_assert(comparable_sql_types<TypedExpr<Color>, Color>);
static_assert(comparable_sql_types<TypedExpr<std::optional<Color>>, TypedExpr<Color>>);
static_assert(comparable_sql_types<TypedExpr<Size>, Size>);

// Across families nothing does.
static_assert(!comparable_sql_types<Number, const char*>);
static_assert(!comparable_sql_types<const char*, Number>);
static_assert(!comparable_sql_types<Number, Words>);
static_assert(!comparable_sql_types<Words, int>);
static_assert(!comparable_sql_types<Number, bool>);
static_assert(!comparable_sql_types<Number, char>);
static_assert(!comparable_sql_types<Truth, int>);
static_assert(!comparable_sql_types<Words, std::vector<std::byte>>);
static_assert(!comparable_sql_types<TypedExpr<Timestamp>, Instant>);
static_assert(!comparable_sql_types<TypedExpr<Date>, Timestamp>);
static_assert(!comparable_sql_types<TypedExpr<Uuid>, std::string>);
static_assert(!comparable_sql_types<TypedExpr<Color>, Size>);
static_assert(!comparable_sql_types<TypedExpr<Color>, std::string>);
static_assert(!comparable_sql_types<TypedExpr<Size>, int>);
static_assert(!comparable_sql_types<Number, Unnamed>);
static_assert(!comparable_sql_types<Number, Opaque>);

// What is known at run time only is compared with any value, but with values only.
static_assert(comparable_sql_types<Expr, int>);
static_assert(comparable_sql_types<Expr, const char*>);
static_assert(comparable_sql_types<Words, Expr>);
static_assert(comparable_sql_types<Expr, Expr>);
static_assert(comparable_sql_types<Number, Value>);
static_assert(!comparable_sql_types<Expr, Opaque>);
static_assert(!comparable_sql_types<Expr, Unnamed>);

// NULL is neither a value nor a pointer, and two values make no SQL.
static_assert(!comparable_sql_types<Expr, std::nullptr_t>);
static_assert(!comparable_sql_types<Number, std::nullopt_t>);
static_assert(!comparable_sql_types<int, int>);
static_assert(!comparable_sql_types<std::string, const char*>);

// Which expressions may be compared with std::nullopt.
static_assert(detail::can_be_null<Expr>());
static_assert(detail::can_be_null<MaybeWords>());
static_assert(!detail::can_be_null<Words>());
static_assert(!detail::can_be_null<Predicate>());
static_assert(!detail::can_be_null<int>());

// ── conditions ──────────────────────────────────────────────────────────────────────────────────

static_assert(std::is_convertible_v<Predicate, Condition>);
static_assert(std::is_convertible_v<Expr, Condition>);
static_assert(std::is_convertible_v<Truth, Condition>);
static_assert(!std::is_convertible_v<Predicate, bool>);
static_assert(!std::is_constructible_v<bool, Predicate>);
static_assert(!std::is_constructible_v<bool, Expr>);
static_assert(!std::is_convertible_v<const char*, Expr>);
static_assert(!std::is_constructible_v<Expr, std::string>);

// ── typing of select() ──────────────────────────────────────────────────────────────────────────

template <class... Items>
using selected = decltype(select(std::declval<Items>()...));

static_assert(std::is_same_v<selected<Number>, TypedSelect<std::int64_t>>);
static_assert(std::is_same_v<selected<Number, Words>, TypedSelect<std::int64_t, std::string>>);
static_assert(
    std::is_same_v<selected<MaybeWords, Predicate>, TypedSelect<std::optional<std::string>, bool>>);
static_assert(std::is_same_v<selected<Number, Expr>, Select>);
static_assert(std::is_same_v<selected<Expr>, Select>);
static_assert(std::is_same_v<selected<Table>, Select>);
static_assert(std::is_same_v<selected<Number, Table>, Select>);
static_assert(std::is_same_v<selected<>, Select>);
static_assert(
    std::is_same_v<decltype(select(std::declval<Words>().label("x"))), TypedSelect<std::string>>);
static_assert(std::is_same_v<decltype(select(nullable(std::declval<Words>()))),
                             TypedSelect<std::optional<std::string>>>);
static_assert(std::is_same_v<decltype(select(nullable(std::declval<MaybeWords>()))),
                             TypedSelect<std::optional<std::string>>>);
static_assert(std::is_same_v<decltype(select(func::count())), TypedSelect<std::int64_t>>);
static_assert(std::is_same_v<decltype(select(func::max(std::declval<Number>()))),
                             TypedSelect<std::optional<std::int64_t>>>);
static_assert(std::is_base_of_v<MaybeWords, decltype(func::max(std::declval<MaybeWords>()))>);
static_assert(std::is_same_v<decltype(func::max(std::declval<Expr>())), Aggregate>);
static_assert(std::is_same_v<decltype(typed<int>(std::declval<Expr>())), TypedExpr<int>>);
static_assert(std::is_same_v<decltype(bind<std::string>("x")), Words>);
// With <functional>, a std::string as the name makes std::bind a candidate: it must not win.
static_assert(std::is_same_v<decltype(bind<std::string>(std::declval<std::string&>())), Words>);
static_assert(
    std::is_same_v<decltype(bind<std::string>(std::declval<const std::string&>())), Words>);
static_assert(std::is_same_v<decltype(bind<std::string>(std::string("x"))), Words>);
static_assert(std::is_same_v<decltype(bind<std::string>(std::string_view("x"))), Words>);
static_assert(std::is_same_v<decltype(std::declval<Number>() + 1), Number>);
static_assert(std::is_same_v<decltype(std::declval<Number>() + std::declval<Real>()), Real>);
static_assert(
    std::is_same_v<decltype(std::declval<Number>() / 2), TypedExpr<std::optional<std::int64_t>>>);
static_assert(std::is_same_v<decltype(std::declval<Number>() & 2), Number>);
static_assert(std::is_same_v<decltype(std::declval<Expr>() + 1), Expr>);

static_assert(selectable<Number> && selectable<Predicate> && selectable<Table>);
static_assert(selectable<Subquery>);
static_assert(!selectable<int> && !selectable<const char*> && !selectable<Select>);
static_assert(!selectable<Ordering> && !selectable<Condition>);

// Every builder keeps the type, on values and on temporaries.
template <class Query>
constexpr bool builders_keep_type() {
    return requires(const Query query, Predicate predicate, Table table, Expr expression) {
        { query.where(predicate) } -> std::same_as<Query>;
        { query.where(predicate, predicate) } -> std::same_as<Query>;
        { query.having(predicate) } -> std::same_as<Query>;
        { query.select_from(table) } -> std::same_as<Query>;
        { query.join(table) } -> std::same_as<Query>;
        { query.join(table, outer) } -> std::same_as<Query>;
        { query.join(table, predicate) } -> std::same_as<Query>;
        { query.outer_join(table) } -> std::same_as<Query>;
        { query.outer_join(table, predicate) } -> std::same_as<Query>;
        { query.group_by(expression) } -> std::same_as<Query>;
        { query.order_by(expression, expression.desc()) } -> std::same_as<Query>;
        { query.limit(1).offset(2U) } -> std::same_as<Query>;
        { query.distinct() } -> std::same_as<Query>;
        { query.for_update() } -> std::same_as<Query>;
        { query.where(predicate).limit(std::size_t{1}).where(predicate) } -> std::same_as<Query>;
    };
}
static_assert(builders_keep_type<Select>());
static_assert(builders_keep_type<TypedSelect<int>>());
static_assert(builders_keep_type<TypedSelect<std::int64_t, std::optional<std::string>>>());

// ── a small schema for what happens at run time ─────────────────────────────────────────────────

class TypedSkin : public testing::Test {
protected:
    static const sql::Node& node(const Expr& expression) { return *expression.node(); }
    static sql::Operator binary_operator(const Expr& expression) {
        return sql::cast<sql::Binary>(node(expression)).op;
    }
    static sql::Operator unary_operator(const Expr& expression) {
        return sql::cast<sql::Unary>(node(expression)).op;
    }
    static const sql::Insert& insert_node(const Insert& statement) {
        return sql::cast<sql::Insert>(*statement.node());
    }

    MetaData metadata_;
    Table artist_{"artist",
                  metadata_,
                  Column{"artist_id", Integer{}, primary_key},
                  Column{"name", String{120}, not_null},
                  Column{"year", Integer{}},
                  Column{"genre", Text{}}};
    TypedExpr<std::int64_t> id_ = artist_.column<std::int64_t>("artist_id");
    TypedExpr<std::string> name_ = artist_.column<std::string>("name");
    TypedExpr<std::optional<std::string>> genre_ =
        artist_.column<std::optional<std::string>>("genre");
};

TEST_F(TypedSkin, NulloptIsANullTest) {
    EXPECT_EQ(unary_operator(genre_ == std::nullopt), sql::Operator::is_null);
    EXPECT_EQ(unary_operator(genre_ != std::nullopt), sql::Operator::is_not_null);
    EXPECT_EQ(unary_operator(std::nullopt == genre_), sql::Operator::is_null);
    EXPECT_EQ(unary_operator(std::nullopt != artist_["genre"]), sql::Operator::is_not_null);
    EXPECT_EQ(unary_operator(nullable(name_) == std::nullopt), sql::Operator::is_null);
    EXPECT_EQ(unary_operator(id_.is_null()), sql::Operator::is_null);
}

TEST_F(TypedSkin, AnEmptyOptionalIsANullTestToo) {
    const std::optional<std::string> none;
    const std::optional<std::string> some = "rock";
    EXPECT_EQ(unary_operator(genre_ == none), sql::Operator::is_null);
    EXPECT_EQ(unary_operator(none != genre_), sql::Operator::is_not_null);
    EXPECT_EQ(unary_operator(name_ == none), sql::Operator::is_null);
    EXPECT_EQ(binary_operator(genre_ == some), sql::Operator::eq);
    // Decided while building: the two are different statements.
    EXPECT_NE((genre_ == none).node()->kind(), (genre_ == some).node()->kind());
    // Only equality knows NULL; an order with it is unknown, in SQL too.
    EXPECT_EQ(binary_operator(genre_ < none), sql::Operator::lt);
}

TEST_F(TypedSkin, AValueTakesTheTypeOfItsColumn) {
    const auto right_type = [](const Expr& comparison) {
        return sql::cast<sql::Binary>(*comparison.node()).right->type().kind();
    };
    const auto left_type = [](const Expr& comparison) {
        return sql::cast<sql::Binary>(*comparison.node()).left->type().kind();
    };
    EXPECT_EQ(right_type(id_ == 5), TypeKind::integer);
    EXPECT_EQ(right_type(name_ == "x"), TypeKind::string);
    EXPECT_EQ(left_type(5 < artist_["year"]), TypeKind::integer);
    EXPECT_EQ(right_type(genre_.like("x%")), TypeKind::text);
}

TEST_F(TypedSkin, MixedOperators) {
    EXPECT_EQ(binary_operator(id_ == artist_["year"]), sql::Operator::eq);
    EXPECT_EQ(binary_operator(5 < id_), sql::Operator::lt);
    EXPECT_EQ(binary_operator("a" >= name_), sql::Operator::ge);
    EXPECT_EQ(binary_operator(id_ + 1), sql::Operator::add);
    EXPECT_EQ(binary_operator(2 - artist_["year"]), sql::Operator::subtract);
    EXPECT_EQ(binary_operator(id_ % 2 == 0), sql::Operator::eq);
    // Conditions of every kind join: predicates, boolean columns, untyped expressions.
    const Truth flag = artist_.column<bool>("year");
    EXPECT_EQ(binary_operator(id_ == 1 && flag), sql::Operator::and_);
    EXPECT_EQ(binary_operator(artist_["year"] || id_ == 1), sql::Operator::or_);
    EXPECT_EQ(binary_operator(!(id_ == 1)), sql::Operator::ne);
    EXPECT_EQ(unary_operator(!flag), sql::Operator::not_);
}

TEST_F(TypedSkin, ATypedQueryForgetsItsTypes) {
    Select query = select(id_, name_);
    const bool filter = true;
    if (filter) query = query.where(id_ == 1);
    const auto& node = sql::cast<sql::Select>(*query.node());
    EXPECT_EQ(node.columns.size(), 2U);
    EXPECT_TRUE(node.where);
}

TEST_F(TypedSkin, BuildersLeaveTheirOperandAlone) {
    const auto query = select(id_);
    const auto narrowed = query.where(id_ == 1);
    EXPECT_FALSE(sql::cast<sql::Select>(*query.node()).where);
    EXPECT_TRUE(sql::cast<sql::Select>(*narrowed.node()).where);
}

// ── braces ──────────────────────────────────────────────────────────────────────────────────────

/// Which overload a call met, with how many sets of how many columns.
struct Shape {
    char overload;
    std::size_t sets;
    std::size_t columns;
    bool echo = false;
    friend bool operator==(const Shape&, const Shape&) = default;
};
struct Options {
    bool echo = false;
    int limit = 0;
};
/// The three overloads of Connection::execute.
Shape call(const Params& set, const Options& options = {}) {
    return {'1', 1, set.size(), options.echo};
}
Shape call(std::initializer_list<Params> sets, const Options& options = {}) {
    return {'n', sets.size(), sets.size() == 0 ? 0 : sets.begin()->size(), options.echo};
}
Shape call(std::span<const Params> sets, const Options& options = {}) {
    return {'s', sets.size(), sets.empty() ? 0 : sets.front().size(), options.echo};
}

TEST_F(TypedSkin, BracesMeanOneThing) {
    const std::string text = "Queen";
    const int year = 1974;
    const std::optional<int> none;
    const Params set{{"name", "Queen"}, {"year", 1974}};
    const std::vector<Params> sets{{{"name", "Queen"}}, {{"name", "AC/DC"}}};
    using S = Shape;

    // One set.
    EXPECT_EQ(call({{"name", "Queen"}}), (S{'1', 1, 1}));
    EXPECT_EQ(call({{"name", "Queen"}, {"year", 1974}}), (S{'1', 1, 2}));
    EXPECT_EQ(call({{"name", "Queen"}, {"year", 1974}, {"genre", "rock"}}), (S{'1', 1, 3}));
    EXPECT_EQ(call({{"year", 1974}}), (S{'1', 1, 1}));
    EXPECT_EQ(call({{"year", 1974}, {"artist_id", 2}}), (S{'1', 1, 2}));
    EXPECT_EQ(call({{"year", none}}), (S{'1', 1, 1}));
    EXPECT_EQ(call({{"year", std::nullopt}, {"name", "x"}}), (S{'1', 1, 2}));
    EXPECT_EQ(call({{"name", text}}), (S{'1', 1, 1}));
    EXPECT_EQ(call({{"name", text}, {"year", year}}), (S{'1', 1, 2}));
    EXPECT_EQ(call({{text, text}}), (S{'1', 1, 1}));
    EXPECT_EQ(call({{text, text}, {"year", year}, {"genre", none}}), (S{'1', 1, 3}));
    EXPECT_EQ(call(set), (S{'1', 1, 2}));
    EXPECT_EQ(call(Params{{"name", "Queen"}}), (S{'1', 1, 1}));

    // A list of one set.
    EXPECT_EQ(call({{{"name", "Queen"}}}), (S{'n', 1, 1}));
    EXPECT_EQ(call({{{"name", "Queen"}, {"year", 1974}}}), (S{'n', 1, 2}));
    EXPECT_EQ(call({{{"name", text}, {"year", 1974}, {"genre", none}}}), (S{'n', 1, 3}));

    // Many sets.
    EXPECT_EQ(call({{{"name", "Queen"}}, {{"name", "AC/DC"}}}), (S{'n', 2, 1}));
    EXPECT_EQ(call({{{"name", "Queen"}, {"year", 1}}, {{"name", "AC/DC"}, {"year", 2}}}),
              (S{'n', 2, 2}));
    EXPECT_EQ(call({{{"year", 1}}, {{"year", 2}}, {{"year", 3}}}), (S{'n', 3, 1}));
    EXPECT_EQ(call({{{"a", 1}, {"b", 2}, {"c", 3}}, {{"a", 1}, {"b", 2}, {"c", 3}}}),
              (S{'n', 2, 3}));
    EXPECT_EQ(call({set, set}), (S{'n', 2, 2}));
    EXPECT_EQ(call(sets), (S{'s', 2, 1}));
    EXPECT_EQ(call(std::vector<Params>{}), (S{'s', 0, 0}));

    // Nothing is an empty list, and options stand beside every form.
    EXPECT_EQ(call({}), (S{'n', 0, 0}));
    EXPECT_EQ(call({{"name", "Queen"}}, {.echo = true}), (S{'1', 1, 1, true}));
    EXPECT_EQ(call({{{"name", "Queen"}}, {{"name", "AC/DC"}}}, {.echo = true, .limit = 2}),
              (S{'n', 2, 1, true}));
}

TEST_F(TypedSkin, ValuesTakesTheSameBraces) {
    const auto rows = [](const Insert& statement) {
        const auto& node = insert_node(statement);
        return node.columns.empty() ? 0 : node.values.size() / node.columns.size();
    };
    EXPECT_EQ(rows(insert(artist_).values({{"name", "Queen"}})), 1U);
    EXPECT_EQ(rows(insert(artist_).values({{"name", "Queen"}, {"year", 1974}})), 1U);
    EXPECT_EQ(rows(insert(artist_).values({{{"name", "Queen"}}})), 1U);
    EXPECT_EQ(rows(insert(artist_).values({{{"name", "Queen"}}, {{"name", "AC/DC"}}})), 2U);
    EXPECT_EQ(rows(insert(artist_).values(std::vector<Params>{{{"name", "Queen"}}})), 1U);
    EXPECT_EQ(insert_node(insert(artist_).values({})).columns.size(), 0U);
    // The order of the names in later rows does not matter.
    const Insert swapped =
        insert(artist_).values({{{"name", "Queen"}, {"year", 1}}, {{"year", 2}, {"name", "Yes"}}});
    const auto& node = insert_node(swapped);
    EXPECT_EQ(sql::cast<sql::Bind>(*node.values[2]).value, Value("Yes"));
}

TEST_F(TypedSkin, AForgottenBraceLevelIsARepeatedName) {
    try {
        static_cast<void>(call({{"name", "Queen"}, {"name", "AC/DC"}}));
        FAIL() << "no error";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "duplicate_parameter");
        EXPECT_NE(error.details().hint.find("brace"), std::string::npos) << error.what();
    }
}

TEST_F(TypedSkin, ListsOfValuesKeepTheirType) {
    const auto list_type = [](const Predicate& in) {
        return sql::cast<sql::InList>(*in.node()).values->type().kind();
    };
    EXPECT_EQ(list_type(id_.in({1, 2, 3})), TypeKind::integer);
    EXPECT_EQ(list_type(id_.not_in({1, 2, 3})), TypeKind::integer);
    EXPECT_EQ(list_type(name_.in(std::vector<std::string>{"a"})), TypeKind::string);
    EXPECT_EQ(list_type(artist_["year"].in(std::array{1, 2})), TypeKind::integer);
    EXPECT_EQ(sql::cast<sql::InList>(*id_.not_in({1}).node()).negated, true);
}

}  // namespace
