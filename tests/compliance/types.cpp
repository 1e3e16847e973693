// SPDX-License-Identifier: MIT
// Every type keeps its values: as single rows, in bulk, as NULL, as an update.
#include <azoth/compliance/suite.hpp>

#include <limits>

#include <gtest/gtest.h>

#include <azoth/value/datetime.hpp>
#include <azoth/value/describe.hpp>

#include "type_cases.hpp"

namespace azoth::compliance {

namespace {

void expect_rows(Bench& bench, const TypeCase& type_case, const TypeTable& made,
                 const std::vector<Value>& expected) {
    Connection db = bench.engine().connect();
    std::size_t read = 0;
    const Select query = select(made.table["x"]).order_by(made.table["id"]);
    for (const Row& row : db.execute(query)) {
        ASSERT_LT(read, expected.size());
        const Value& wanted = expected[read++];
        SCOPED_TRACE("expected " + describe(wanted.view()));
        const Value found = row["x"].value();
        EXPECT_TRUE(identical(found, wanted))
            << "found " << describe(found.view()) << ", a " << kind_name(found.kind());
        if (!wanted.is_null() && type_case.typed != nullptr) {
            EXPECT_TRUE(type_case.typed(row["x"], wanted)) << "read as the C++ type";
        }
    }
    EXPECT_EQ(read, expected.size());
}

void round_trip(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, type_case.values);
    if (type_case.type.kind() != TypeKind::json || bench.answer(Question::json_is_kept_as_is).yes) {
        expect_rows(bench, type_case, made, type_case.values);
    }
}

void bulk(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    bench.create(made.metadata);
    std::vector<std::vector<Value>> rows;
    for (std::size_t i = 0; i < type_case.values.size(); ++i)
        rows.push_back({Value(static_cast<std::int64_t>(i)), type_case.values[i]});
    rows.push_back({Value(static_cast<std::int64_t>(rows.size())), Value()});
    std::int64_t count = 0;
    bench.write([&](Connection& db) { count = db.insert_many(made.table, {"id", "x"}, rows); });
    EXPECT_EQ(count, static_cast<std::int64_t>(rows.size()));
    std::vector<Value> expected = type_case.values;
    expected.emplace_back();
    expect_rows(bench, type_case, made, expected);
}

void null_value(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, {Value(), type_case.values.front()});
    expect_rows(bench, type_case, made, {Value(), type_case.values.front()});
    Connection db = bench.engine().connect();
    const Select query = select(made.table["id"]).where(made.table["x"] == std::nullopt);
    EXPECT_EQ(db.scalar<std::int64_t>(query), 0);
    const Row row = db.execute(select(made.table["x"]).where(made.table["id"] == 0)).one();
    EXPECT_TRUE(row[0].is_null());
    EXPECT_EQ(row[0].as<std::optional<std::string>>(), std::nullopt);
    EXPECT_EQ(caught([&] { (void)row[0].as<std::string>(); }).code, "unexpected_null");
}

void updated(Bench& bench, const TypeCase& type_case) {
    const TypeTable made(type_case);
    fill(bench, made, {type_case.values.front(), type_case.values.front()});
    bench.write([&](Connection& db) {
        db.execute(update(made.table)
                       .where(made.table["id"] == 1)
                       .values({{"x", type_case.values.back()}}));
    });
    expect_rows(bench, type_case, made, {type_case.values.front(), type_case.values.back()});
}

/// A value that the question is about: kept exactly if the answer is yes, else refused with a
/// typed error before anything is stored.
void kept_or_refused(Bench& bench, Question question, const SqlType& type, const Value& value) {
    const TypeCase type_case{"", type, {value}};
    const TypeTable made(type_case);
    bench.create(made.metadata);
    const Caught refusal = caught([&] {
        bench.write([&](Connection& db) {
            db.execute(insert(made.table), Params{{"id", 1}, {"x", value}});
        });
    });
    if (bench.answer(question).yes) {
        EXPECT_EQ(refusal.text, "");
        expect_rows(bench, type_case, made, {value});
        return;
    }
    EXPECT_TRUE(refusal.category == "ConversionError" || refusal.category == "DataError")
        << "stored although the answer is no, or refused with '" << refusal.category << "'";
    EXPECT_NE(refusal.code, "");
    expect_rows(bench, type_case, made, {});
}

void not_a_number(Bench& bench) {
    const Value value(std::numeric_limits<double>::quiet_NaN());
    const TypeCase type_case{"", Double{}, {value}};
    const TypeTable made(type_case);
    bench.create(made.metadata);
    const Caught refusal = caught([&] {
        bench.write([&](Connection& db) {
            db.execute(insert(made.table), Params{{"id", 1}, {"x", value}});
        });
    });
    Connection db = bench.engine().connect();
    if (refusal.category.empty()) {
        const auto found = db.scalar<double>(select(made.table["x"]));
        EXPECT_NE(found, found) << "NaN became " << found;
    } else {
        EXPECT_TRUE(refusal.category == "ConversionError" || refusal.category == "DataError")
            << refusal.text;
    }
}

void ill_formed_text(Bench& bench) {
    const Value value(std::string("\xC3\x28 broken"));
    const TypeTable made({"", Text{}, {value}});
    bench.create(made.metadata);
    const Caught refusal = caught([&] {
        bench.write([&](Connection& db) {
            db.execute(insert(made.table), Params{{"id", 1}, {"x", value}});
        });
    });
    EXPECT_TRUE(refusal.category == "ConversionError" || refusal.category == "DataError")
        << "'" << refusal.category << "' " << refusal.text;
}

/// 38 digits, of which none is lost on the way there, in arithmetic or on the way back.
void decimal_of_38_digits(Bench& bench) {
    const std::vector<Value> values{Value(Decimal("99999999999999999999999999.999999999999")),
                                    Value(Decimal("-99999999999999999999999999.999999999999")),
                                    Value(Decimal("0.000000000001")),
                                    Value(Decimal("12345678901234567890123456.789012345678"))};
    const TypeCase type_case{"", Numeric{38, 12}, values};
    const TypeTable made(type_case);
    fill(bench, made, values);
    expect_rows(bench, type_case, made, values);
    if (!bench.supports(Capability::exact_decimals)) return;
    Connection db = bench.engine().connect();
    for (const Value& value : values) {
        EXPECT_EQ(
            db.scalar<std::int64_t>(
                select(func::count()).select_from(made.table).where(made.table["x"] == value)),
            1);
    }
    EXPECT_EQ(db.scalar<Decimal>(select(func::sum(made.table["x"]))),
              Decimal("12345678901234567890123456.789012345679"));
}

/// A number with more digits than its column is refused on every way there, before anything is
/// sent: databases round it, each as it is used to, or keep it.
void decimal_beyond_the_column(Bench& bench) {
    const TypeCase type_case{"", Numeric{6, 2}, {}};
    const TypeTable made(type_case);
    const Value fits(Decimal("1234.500"));  // zeros at the end are no digits
    fill(bench, made, {fits});
    for (const char* number : {"1.239", "-0.001", "12345", "-12345.6"}) {
        SCOPED_TRACE(number);
        const Value value{Decimal(number)};
        const std::vector<std::vector<Value>> rows{{Value(std::int64_t{7}), fits},
                                                   {Value(std::int64_t{8}), value}};
        const auto refused = [&](auto write) {
            const Caught refusal = caught([&] { bench.write(write); });
            EXPECT_EQ(refusal.code, "bind_type") << refusal.text;
            EXPECT_NE(refusal.text.find("the point"), std::string::npos) << refusal.text;
        };
        const Params row{{"id", 9}, {"x", value}};
        refused([&](Connection& db) { db.execute(insert(made.table), row); });
        refused([&](Connection& db) { db.execute(insert(made.table).values(row)); });
        refused([&](Connection& db) { db.execute(insert(made.table), {row, row}); });
        refused([&](Connection& db) { db.insert_many(made.table, {"id", "x"}, rows); });
        refused([&](Connection& db) {
            db.execute(update(made.table).values({{"x", value}}).where(made.table["id"] == 0));
        });
        // A condition keeps nothing: any number may stand there.
        if (!bench.supports(Capability::exact_decimals)) continue;
        Connection db = bench.engine().connect();
        EXPECT_EQ(db.scalar<std::int64_t>(select(func::count()).where(made.table["x"] == value)),
                  0);
    }
    expect_rows(bench, type_case, made, {Value(Decimal("1234.50"))});
}

/// Infinite numbers are kept as they are or refused; never turned into others.
void infinity(Bench& bench) {
    using Limits = std::numeric_limits<double>;
    for (const double value : {Limits::infinity(), -Limits::infinity()}) {
        const TypeCase type_case{"", Double{}, {Value(value)}};
        const TypeTable made(type_case);
        bench.create(made.metadata);
        const Caught refusal = caught([&] {
            bench.write([&](Connection& db) {
                db.execute(insert(made.table), Params{{"id", 1}, {"x", value}});
            });
        });
        if (refusal.category.empty()) {
            expect_rows(bench, type_case, made, {Value(value)});
        } else {
            EXPECT_TRUE(refusal.category == "ConversionError" || refusal.category == "DataError")
                << refusal.text;
        }
        bench.clean();
    }
}

/// Parts of an interval do not become one another.
void intervals(Bench& bench) {
    const std::vector<Value> values{
        Value(Interval{}), Value(Interval{14, 0, 0}), Value(Interval{0, -3, 0}),
        Value(Interval{1, 31, 90'000'000'000'000}), Value(Interval{0, 0, -1'000})};
    const TypeCase type_case{"", IntervalType{}, values};
    const TypeTable made(type_case);
    const Answer answer = bench.requirements().stores(IntervalType{});
    if (!answer.yes) GTEST_SKIP() << answer.reason;
    fill(bench, made, values);
    expect_rows(bench, type_case, made, values);
}

/// Digits behind the seconds beyond what the column holds are an error, or are all kept.
void nanoseconds(Bench& bench) {
    const Value value(Timestamp{make_date(2024, 2, 29), make_time(1, 2, 3, 123'456'789)});
    const TypeCase type_case{"", DateTime{}, {value}};
    const TypeTable made(type_case);
    bench.create(made.metadata);
    const Caught refusal = caught([&] {
        bench.write([&](Connection& db) {
            db.execute(insert(made.table), Params{{"id", 1}, {"x", value}});
        });
    });
    if (refusal.category.empty()) {
        expect_rows(bench, type_case, made, {value});
    } else {
        EXPECT_TRUE(refusal.category == "ConversionError" || refusal.category == "DataError")
            << refusal.text;
    }
}

void large_values(Bench& bench) {
    const std::string text(1'000'000, 'x');
    std::vector<std::byte> bytes(16 * 1024 * 1024 + 1);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 7);
    MetaData metadata;
    const Table table("azc_large", metadata, Column{"id", Integer{}, primary_key},
                      Column{"t", Text{}}, Column{"b", LargeBinary{}});
    bench.create(metadata);
    bench.write([&](Connection& db) {
        db.execute(insert(table), Params{{"id", 1}, {"t", text}, {"b", bytes}});
    });
    Connection db = bench.engine().connect();
    const Row row = db.execute(select(table)).one();
    EXPECT_TRUE(row["t"].as<std::string>() == text);
    EXPECT_TRUE(row["b"].as<std::vector<std::byte>>() == bytes);
}

void narrowing_read(Bench& bench) {
    const TypeCase type_case{"", BigInteger{}, {}};
    const TypeTable made(type_case);
    fill(bench, made, {Value(std::int64_t{1} << 40)});
    Connection db = bench.engine().connect();
    const Row row = db.execute(select(made.table["x"])).one();
    EXPECT_EQ(caught([&] { (void)row["x"].as<std::int32_t>(); }).code, "out_of_range");
    EXPECT_EQ(caught([&] { (void)row["x"].as<Uuid>(); }).category, "ConversionError");
}

}  // namespace

void add_types(Suites& suites) {
    suites.begin("types", Badge::core_write);
    for (const TypeCase& type_case : type_cases()) {
        const auto add = [&](const char* what, void (*body)(Bench&, const TypeCase&)) {
            suites.test(type_case.name + "_" + what, [type_case, body](Bench& bench) {
                if (is_stored(bench, type_case)) body(bench, type_case);
            });
        };
        add("round_trip", round_trip);
        add("bulk", bulk);
        add("null", null_value);
        add("updated", updated);
    }
    const auto asks = [&](const char* name, Question question, const SqlType& type,
                          const Value& value) {
        suites.test(name, [=](Bench& bench) { kept_or_refused(bench, question, type, value); });
    };
    asks("text_with_nul", Question::text_with_nul, Text{}, Value(std::string("a\0b", 3)));
    asks("unsigned_largest", Question::unsigned_64_bits, UnsignedBigInteger{},
         Value(std::numeric_limits<std::uint64_t>::max()));
    asks("negative_zero", Question::negative_zero, Double{}, Value(-0.0));
    suites.test("not_a_number", not_a_number);
    suites.test("ill_formed_text", ill_formed_text);
    suites.test("decimal_of_38_digits", decimal_of_38_digits);
    suites.test("decimal_beyond_the_column", decimal_beyond_the_column);
    suites.test("infinity", infinity);
    suites.test("intervals", intervals);
    suites.test("nanoseconds", nanoseconds);
    suites.test("large_values", large_values);
    suites.test("narrowing_read", narrowing_read);
}

}  // namespace azoth::compliance
