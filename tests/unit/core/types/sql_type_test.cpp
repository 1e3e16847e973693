// SPDX-License-Identifier: MIT
#include <azoth/types/types.hpp>

#include <unordered_set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <azoth/error/error.hpp>
#include <azoth/types/exact.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/value/array.hpp>
#include <azoth/value/chrono.hpp>

namespace azoth {

enum class Color { red, green };
enum class Level : std::uint16_t { low, high };
struct Money {
    std::int64_t cents;
};

template <>
struct enum_traits<Color> {
    static constexpr EnumLabel<Color> labels[] = {{Color::red, "red"}, {Color::green, "green"}};
};
template <>
struct enum_traits<Level> {
    static constexpr bool as_integer = true;
};
template <>
struct value_traits<Money> {
    using carrier = std::int64_t;
    static carrier to_carrier(const Money& money) { return money.cents; }
    static SqlType sql_type() { return Numeric{12, 2}; }
};

namespace {

template <class Call>
std::string code_of(Call&& call) {
    try {
        static_cast<void>(call());
    } catch (const ArgumentError& error) {
        return error.code();
    }
    return "nothing";
}

class Rot13 : public TypeDecorator {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "Rot13"; }
    [[nodiscard]] Value to_database(const ValueView& value) const override {
        if (value.is_null()) return {};
        std::string text(value.chars());
        for (char& c : text)
            if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + (c - 'a' + 13) % 26);
        return Value(std::move(text));
    }
    [[nodiscard]] Value from_database(const ValueView& value) const override {
        return to_database(value);
    }
};
class Unchanged : public TypeDecorator {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "Unchanged"; }
};

std::vector<SqlType> different_types() {
    static const auto decorator = std::make_shared<Rot13>();
    return {SqlType{},
            Boolean{},
            SmallInteger{},
            Integer{},
            BigInteger{},
            UnsignedBigInteger{},
            Float{},
            Double{},
            Numeric{},
            Numeric{10},
            Numeric{10, 2},
            Numeric{10, -2},
            Char{2},
            String{},
            String{120},
            String{121},
            Text{},
            Binary{16},
            LargeBinary{},
            DateType{},
            Time{},
            Time{0},
            Time{6},
            DateTime{},
            DateTime{6},
            DateTime{with_timezone},
            DateTime{with_timezone, 6},
            IntervalType{},
            UuidType{},
            Json{},
            Jsonb{},
            types::Varchar{120},
            types::NVarchar{120},
            CustomType{"CITEXT", Text{}},
            CustomType{"CITEXT", String{}},
            Enum{"a"},
            Enum{"a", "b"},
            Enum{"b", "a"},
            Enum{"a", "b"}.named("ab"),
            Enum{"a", "b"}.named("ab", "s"),
            Enum{"a", "b"}.as_text(),
            Enum{"a", "b"}.without_check(),
            Array{Integer{}},
            Array{Integer{}, 2},
            Array{BigInteger{}},
            CustomType{"CITEXT"},
            CustomType{"INET"},
            CustomType{"INET", ValueKind::bytes},
            String{120}.with_collation("nocase"),
            String{120, "nocase", "s"},
            String{120}.with_decorator(decorator),
            String{120}.with_decorator(std::make_shared<Rot13>()),
            String{120}.with_bind_expression("f({})"),
            String{120}.with_column_expression("f({})"),
            String{120}.with_variant("mysql", Text{}),
            String{120}.with_variant("sqlite", Text{}),
            String{120}.with_variant("sqlite", Text{}).with_variant("mysql", Text{})};
}

TEST(SqlType, DiffersInEveryPart) {
    const std::vector<SqlType> types = different_types();
    for (std::size_t i = 0; i < types.size(); ++i)
        for (std::size_t k = 0; k < types.size(); ++k)
            EXPECT_EQ(types[i] == types[k], i == k)
                << types[i].describe() << " and " << types[k].describe();
}

TEST(SqlType, EqualTypesHashAlike) {
    const std::vector<SqlType> a = different_types();
    const std::vector<SqlType> b = different_types();
    std::unordered_set<std::size_t> hashes;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const SqlType copy = a[i];
        EXPECT_EQ(copy, a[i]);
        EXPECT_EQ(copy.hash(), a[i].hash());
        if (a[i] == b[i]) {
            EXPECT_EQ(a[i].hash(), b[i].hash()) << a[i].describe();
        }
        hashes.insert(a[i].hash());
    }
    EXPECT_GT(hashes.size(), a.size() - 12);  // some details are left to equality
}

TEST(SqlType, AnEmptyDetailEqualsNone) {
    const SqlType plain = String{10};
    const SqlType emptied = String{10}.with_collation("x").with_collation("");
    EXPECT_EQ(plain, emptied);
    EXPECT_EQ(plain.hash(), emptied.hash());
}

TEST(SqlType, TellsItsSizes) {
    EXPECT_EQ(String{120}.length(), 120U);
    EXPECT_EQ(String{120}.precision(), std::nullopt);
    EXPECT_EQ(String{}.length(), std::nullopt);
    EXPECT_EQ((Numeric{10, 2}.precision()), 10U);
    EXPECT_EQ((Numeric{10, 2}.scale()), 2);
    EXPECT_EQ((Numeric{10, 2}.length()), std::nullopt);
    EXPECT_EQ(Numeric{10}.scale(), 0);
    EXPECT_EQ(Numeric{}.scale(), std::nullopt);
    EXPECT_EQ((DateTime{with_timezone, 3}.precision()), 3U);
    EXPECT_EQ(Time{}.precision(), std::nullopt);
    EXPECT_EQ((Array{Integer{}, 2}.item()), Integer{});
    EXPECT_EQ((Array{Integer{}, 2}.dimensions()), 2);
    EXPECT_EQ(Integer{}.item(), SqlType{});
    EXPECT_THAT((Enum{"a", "b"}.labels()), testing::ElementsAre("a", "b"));
    EXPECT_THAT(Integer{}.labels(), testing::IsEmpty());
}

TEST(SqlType, RefusesSizesThatMakeNoSense) {
    constexpr auto bad = "bad_type_argument";
    EXPECT_EQ(code_of([] { return String{-1}; }), bad);
    EXPECT_EQ(code_of([] { return String{std::int64_t{1} << 32}; }), bad);
    EXPECT_EQ(code_of([] { return String{0}; }), "nothing");
    EXPECT_EQ(code_of([] { return Numeric{0}; }), bad);
    EXPECT_EQ(code_of([] { return Numeric{10, 1'001}; }), bad);
    EXPECT_EQ(code_of([] { return Time{10}; }), bad);
    EXPECT_EQ(code_of([] { return DateTime{-1}; }), bad);
    EXPECT_EQ(code_of([] { return Array{Integer{}, 0}; }), bad);
    EXPECT_EQ(code_of([] { return Array{Integer{}, 7}; }), bad);
    EXPECT_EQ(code_of([] { return Array{SqlType{}}; }), bad);
    EXPECT_EQ(code_of([] { return CustomType{""}; }), bad);
    EXPECT_EQ(code_of([] { return CustomType{"INT); drop table t; --"}; }), bad);
    EXPECT_EQ(code_of([] { return CustomType{"INT /* x"}; }), bad);
    EXPECT_EQ(code_of([] { return Integer{}.named("x"); }), bad);
    EXPECT_EQ(code_of([] { return Integer{}.as_text(); }), bad);
    EXPECT_EQ(code_of([] { return Integer{}.with_collation("x"); }), bad);
    EXPECT_EQ(code_of([] { return Integer{}.with_variant("", Text{}); }), bad);
    const std::vector<std::string> none;
    EXPECT_EQ(code_of([&] { return Enum(none); }), "bad_enum_labels");
    EXPECT_EQ(code_of([] { return Enum{"a", ""}; }), "bad_enum_labels");
    EXPECT_EQ(code_of([] { return Enum{"a", "b", "a"}; }), "bad_enum_labels");
}

TEST(SqlType, EnumsHaveALengthWhereTheyAreText) {
    EXPECT_EQ((Enum{"a", "b"}.length()), std::nullopt);
    EXPECT_EQ((Enum{"a", "b"}.with_length(9).length()), 9U);
    EXPECT_EQ((Enum{"Ä"}.with_length(1).length()), 1U);  // characters, not bytes
    EXPECT_EQ(code_of([] { return Enum{"abc"}.with_length(2); }), "bad_type_argument");
    EXPECT_EQ(code_of([] { return Text{}.with_length(2); }), "bad_type_argument");
    EXPECT_NE((Enum{"a"}.with_length(9)), Enum{"a"});
    EXPECT_EQ((Enum{"a"}.named("x").with_length(9).describe()), "Enum('a') named 'x' of length 9");
}

TEST(SqlType, EnumsMoveFromSchemaToSchema) {
    const SqlType mood = Enum{"a"}.named("mood");
    const SqlType moved = Enum{"a"}.named("mood", "log");
    EXPECT_EQ(mood.moved("", "log"), moved);
    EXPECT_EQ(moved.moved("log", ""), mood);
    EXPECT_EQ(moved.moved("other", "x"), moved);
    EXPECT_EQ((Array{mood, 2}.moved("", "log")), (Array{moved, 2}));
    EXPECT_EQ((Text{}.with_variant("acme", mood).moved("", "log")),
              (Text{}.with_variant("acme", moved)));
    EXPECT_EQ((Enum{"a"}.moved("", "log")), Enum{"a"});  // it has no name
    EXPECT_EQ(Text{}.moved("", "log"), Text{});
}

TEST(SqlType, EnumsCheckTheirLabels) {
    const SqlType mood = Enum{"sad", "happy"}.validated();
    ASSERT_NE(mood.decorator(), nullptr);
    EXPECT_EQ(mood.decorator()->to_database(ValueView("sad")), Value("sad"));
    EXPECT_TRUE(mood.decorator()->to_database(ValueView()).is_null());
    try {
        static_cast<void>(mood.decorator()->to_database(ValueView("hapy")));
        ADD_FAILURE();
    } catch (const ConversionError& error) {
        EXPECT_EQ(error.code(), "unknown_enum_label");
        EXPECT_NE(error.details().hint.find("happy"), std::string::npos);
    }
    EXPECT_EQ(code_of([] { return Text{}.validated(); }), "bad_type_argument");
}

TEST(SqlType, TellsWhatItsColumnsDeliver) {
    EXPECT_EQ(Integer{}.value_kind(), ValueKind::int64);
    EXPECT_EQ(UnsignedBigInteger{}.value_kind(), ValueKind::uint64);
    EXPECT_EQ(Float{}.value_kind(), ValueKind::real);
    EXPECT_EQ(Numeric{}.value_kind(), ValueKind::decimal);
    EXPECT_EQ(Enum{"a"}.value_kind(), ValueKind::text);
    EXPECT_EQ(DateTime{}.value_kind(), ValueKind::timestamp);
    EXPECT_EQ(DateTime{with_timezone}.value_kind(), ValueKind::timestamp_tz);
    EXPECT_EQ((CustomType{"INET", ValueKind::bytes}.value_kind()), ValueKind::bytes);
    EXPECT_EQ(SqlType{}.value_kind(), ValueKind::null);
    EXPECT_FALSE(SqlType{}.is_known());
    EXPECT_TRUE(SmallInteger{}.is_integer() && UnsignedBigInteger{}.is_integer());
    EXPECT_FALSE(Boolean{}.is_integer() || Float{}.is_integer());
    EXPECT_TRUE(Float{}.is_number() && Numeric{}.is_number() && Integer{}.is_number());
    EXPECT_FALSE(Boolean{}.is_number() || String{}.is_number());
    EXPECT_TRUE(Char{1}.is_text() && Text{}.is_text() && Enum{"a"}.is_text());
    EXPECT_TRUE(CustomType{"CITEXT"}.is_text());
    EXPECT_TRUE(DateType{}.is_temporal() && IntervalType{}.is_temporal());
    EXPECT_FALSE(UuidType{}.is_temporal());
}

TEST(SqlType, HasAVariantPerDialect) {
    const SqlType type =
        Text{}.with_variant("mysql", CustomType{"LONGTEXT"}).with_variant("hive", String{});
    EXPECT_EQ(type.variant_for("mysql"), CustomType{"LONGTEXT"});
    EXPECT_EQ(type.variant_for("hive"), String{});
    EXPECT_EQ(&type.variant_for("sqlite"), &type);
    EXPECT_EQ(Text{}.variant_for("mysql"), Text{});
    EXPECT_EQ(type.with_variant("mysql", Text{}).variant_for("mysql"), Text{});
    EXPECT_EQ(type.variant_for("mysql"), CustomType{"LONGTEXT"});  // the first one is as it was
    EXPECT_EQ(Text{}.with_variant("a", Json{}).with_variant("b", Json{}),
              Text{}.with_variant("b", Json{}).with_variant("a", Json{}));
}

TEST(SqlType, DescribesItselfInTheUsersWords) {
    EXPECT_EQ(Integer{}.describe(), "Integer");
    EXPECT_EQ(String{120}.describe(), "String(120)");
    EXPECT_EQ((Numeric{10, 2}.describe()), "Numeric(10, 2)");
    EXPECT_EQ(DateTime{with_timezone}.describe(), "DateTime(with_timezone)");
    EXPECT_EQ((DateTime{with_timezone, 6}.describe()), "DateTime(with_timezone, 6)");
    EXPECT_EQ((Enum{"a", "b"}.named("ab").describe()), "Enum('a', 'b') named 'ab'");
    EXPECT_EQ((Array{String{5}, 2}.describe()), "Array(String(5), 2)");
    EXPECT_EQ(CustomType{"CITEXT"}.describe(), "CustomType(CITEXT)");
    EXPECT_EQ(Text{}.with_collation("C").with_variant("mysql", String{9}).describe(),
              "Text collated 'C', on mysql String(9)");
    EXPECT_EQ(Text{}.with_decorator(std::make_shared<Rot13>()).describe(), "Text through Rot13");
}

TEST(SqlType, AnExactTypeIsSpelledAsItStandsAndBehavesAsItsBase) {
    const SqlType type = types::Varchar{20};
    EXPECT_TRUE(type.is_exact());
    EXPECT_EQ(type.name(), "VARCHAR(20)");
    EXPECT_EQ(type.kind(), TypeKind::string);
    EXPECT_EQ(type.length(), 20U);
    EXPECT_EQ(type.describe(), "CustomType(VARCHAR(20), String(20))");
    EXPECT_FALSE(String{20}.is_exact());
    EXPECT_TRUE(CustomType{"INET"}.is_exact());
    const SqlType numeric = types::Decimal{12, 3};
    EXPECT_EQ(numeric.name(), "DECIMAL(12, 3)");
    EXPECT_EQ(numeric.precision(), 12U);
    EXPECT_EQ(numeric.scale(), 3);
    EXPECT_EQ((CustomType{"MEDIUMINT", Integer{}}.value_kind()), ValueKind::int64);
    EXPECT_EQ(types::TimestampWithTimezone{3}.name(), "TIMESTAMP(3) WITH TIME ZONE");
    EXPECT_EQ(types::TimestampWithTimezone{3}.value_kind(), ValueKind::timestamp_tz);
}

TEST(SqlType, SpellingsAreOnePiece) {
    const auto code = [](std::string_view spelling) {
        return code_of([&] { return CustomType(spelling, Text{}); });
    };
    for (const char* bad : {"", "a;b", "a -- b", "a /* b", "a */ b", "ENUM('a", "x)", "x(1",
                            "x) DEFAULT (1", "\"open", "`open"})
        EXPECT_EQ(code(bad), "bad_type_argument") << bad;
    EXPECT_EQ(code(std::string_view("a\0b", 3)), "bad_type_argument");
    for (const char* good : {"CITEXT", "ENUM('a;b','--')", "\"my;type\"", "geometry(Point,4326)",
                             "DOUBLE PRECISION", "text[]"})
        EXPECT_EQ(code(good), "nothing") << good;
    EXPECT_EQ(code_of([] { return CustomType("mood", Enum{"a"}); }), "bad_type_argument");
}

TEST(SqlType, HasAPortableTypeBehindIt) {
    EXPECT_EQ(types::Varchar{20}.as_generic(), String{20});
    EXPECT_EQ((types::Decimal{12, 3}.as_generic()), (Numeric{12, 3}));
    EXPECT_EQ(types::Jsonb{}.as_generic(), Json{});
    EXPECT_EQ(Jsonb{}.as_generic(), Json{});
    EXPECT_EQ((CustomType{"CITEXT", Text{}}.as_generic()), Text{});
    EXPECT_EQ(CustomType{"INET"}.as_generic(), String{});
    EXPECT_EQ((CustomType{"GEOMETRY", ValueKind::bytes}.as_generic()), LargeBinary{});
    EXPECT_EQ((CustomType{"WHATEVER", ValueKind::null}.as_generic()), SqlType{});
    EXPECT_EQ((Array{types::Varchar{9}, 2}.as_generic()), (Array{String{9}, 2}));
    EXPECT_EQ((String{9, "nocase"}.as_generic()), String{9});
    const SqlType mood = Enum{"a"}.named("mood");
    EXPECT_EQ(mood.as_generic(), mood);
    const SqlType varied = Text{}.with_variant("mysql", types::Varchar{9});
    EXPECT_EQ(varied.as_generic(), varied);
    for (const SqlType& type : different_types())
        EXPECT_EQ(type.as_generic().as_generic(), type.as_generic()) << type.describe();
}

TEST(SqlType, SqlAroundValuesIsChecked) {
    const SqlType point =
        Text{}.with_bind_expression("f({}, 4326)").with_column_expression("g({})");
    EXPECT_EQ(point.bind_expression(), "f({}, 4326)");
    EXPECT_EQ(point.column_expression(), "g({})");
    EXPECT_EQ(Text{}.bind_expression(), "");
    for (const char* bad : {"", "f", "f({}, {})", "f({}, ?)", "f({}, $1)", "f({}); DROP TABLE t",
                            "f({}", "f({}) -- "}) {
        EXPECT_EQ(code_of([&] { return Text{}.with_bind_expression(bad); }), "bad_type_expression");
        EXPECT_EQ(code_of([&] { return Text{}.with_column_expression(bad); }),
                  "bad_type_expression");
    }
}

TEST(TypeDecorator, HasAnAnswerToEveryHook) {
    const Rot13 rot13;
    EXPECT_EQ(rot13.to_literal(ValueView{"queen"}), Value("dhrra"));
    EXPECT_EQ(rot13.compared_type(String{5}, ValueKind::text), String{5});
}

TEST(TypeDecorator, ConvertsBothWays) {
    const SqlType type = String{20}.with_decorator(std::make_shared<Rot13>());
    ASSERT_NE(type.decorator(), nullptr);
    const Value stored = type.decorator()->to_database(ValueView{"queen"});
    EXPECT_EQ(stored, Value("dhrra"));
    EXPECT_EQ(type.decorator()->from_database(stored.view()), Value("queen"));
    EXPECT_TRUE(type.decorator()->to_database(ValueView{}).is_null());
    const Unchanged unchanged;
    EXPECT_EQ(unchanged.to_database(ValueView{5}), Value(5));
    EXPECT_EQ(unchanged.from_database(ValueView{"x"}), Value("x"));
    EXPECT_EQ(Integer{}.decorator(), nullptr);
}

TEST(TypeOf, MapsCppTypesToTheSmallestThatHoldsThem) {
    EXPECT_EQ(sql_type_of<bool>(), Boolean{});
    EXPECT_EQ(sql_type_of<std::int8_t>(), SmallInteger{});
    EXPECT_EQ(sql_type_of<std::uint8_t>(), SmallInteger{});
    EXPECT_EQ(sql_type_of<std::int16_t>(), SmallInteger{});
    EXPECT_EQ(sql_type_of<std::uint16_t>(), Integer{});
    EXPECT_EQ(sql_type_of<int>(), Integer{});
    EXPECT_EQ(sql_type_of<unsigned>(), BigInteger{});
    EXPECT_EQ(sql_type_of<std::int64_t>(), BigInteger{});
    EXPECT_EQ(sql_type_of<long long>(), BigInteger{});
    EXPECT_EQ(sql_type_of<std::uint64_t>(), UnsignedBigInteger{});
    EXPECT_EQ(sql_type_of<float>(), Float{});
    EXPECT_EQ(sql_type_of<double>(), Double{});
    EXPECT_EQ(sql_type_of<std::string>(), String{});
    EXPECT_EQ(sql_type_of<std::optional<std::string>>(), String{});
    EXPECT_EQ(sql_type_of<Decimal>(), Numeric{});
    EXPECT_EQ(sql_type_of<std::vector<std::byte>>(), LargeBinary{});
    EXPECT_EQ(sql_type_of<JsonText>(), Json{});
    EXPECT_EQ(sql_type_of<Date>(), DateType{});
    EXPECT_EQ(sql_type_of<TimeOfDay>(), Time{});
    EXPECT_EQ(sql_type_of<Timestamp>(), DateTime{});
    EXPECT_EQ(sql_type_of<Instant>(), DateTime{with_timezone});
    EXPECT_EQ(sql_type_of<Interval>(), IntervalType{});
    EXPECT_EQ(sql_type_of<Uuid>(), UuidType{});
    EXPECT_EQ(sql_type_of<std::chrono::sys_seconds>(), DateTime{with_timezone});
    EXPECT_EQ(sql_type_of<std::chrono::local_seconds>(), DateTime{});
    EXPECT_EQ(sql_type_of<std::chrono::year_month_day>(), DateType{});
    EXPECT_EQ(sql_type_of<Color>(), (Enum{"red", "green"}));
    EXPECT_EQ(sql_type_of<Color>(), Enum::of<Color>());
    EXPECT_EQ(sql_type_of<Level>(), Integer{});
    EXPECT_EQ(sql_type_of<Money>(), (Numeric{12, 2}));
    EXPECT_EQ(sql_type_of<std::vector<int>>(), Array{Integer{}});
    EXPECT_EQ(sql_type_of<std::vector<std::vector<std::optional<int>>>>(), (Array{Integer{}, 2}));
    static_assert(!has_sql_type<Value> && !has_sql_type<char> && !has_sql_type<void*>);
}

static_assert(sizeof(SqlType) <= 24);
static_assert(sizeof(Numeric) == sizeof(SqlType) && sizeof(Enum) == sizeof(SqlType));
static_assert(std::is_nothrow_move_constructible_v<SqlType>);
static_assert(std::is_convertible_v<Integer, SqlType> && !std::is_convertible_v<int, SqlType>);

}  // namespace
}  // namespace azoth
