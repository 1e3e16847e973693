// SPDX-License-Identifier: MIT
#include <azoth/compile/literal.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include <azoth/error/error.hpp>
#include <azoth/types/type_decorator.hpp>
#include <azoth/types/types.hpp>
#include <azoth/value/datetime.hpp>
#include <azoth/value/decimal.hpp>
#include <azoth/value/value.hpp>

namespace {

using namespace azoth;

std::string rendered(const Value& value) {
    static const compile::Ledger ledger("standard", {1, 0, 0});
    try {
        return compile::LiteralCompiler().render(value.view(), SqlType(), ledger);
    } catch (const CompileError& error) {
        return "error " + error.code();
    }
}

TEST(Literal, NumbersBelowZeroStandInParentheses) {
    EXPECT_EQ(rendered(42), "42");
    EXPECT_EQ(rendered(-42), "(-42)");
    EXPECT_EQ(rendered(std::numeric_limits<std::int64_t>::min()), "(-9223372036854775808)");
    EXPECT_EQ(rendered(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(rendered(Decimal("-0.10")), "(-0.10)");
    EXPECT_EQ(rendered(-0.0), "(-0e+00)");
}

TEST(Literal, RealNumbersReadBackAsThemselves) {
    for (const double value : {0.1, 1e300, 5e-324, 123456789.123456789, 1.0}) {
        EXPECT_EQ(std::strtod(rendered(value).c_str(), nullptr), value);
    }
    EXPECT_EQ(rendered(std::nan("")), "error unsupported_literal");
    EXPECT_EQ(rendered(std::numeric_limits<double>::infinity()), "error unsupported_literal");
}

TEST(Literal, TextKeepsInsideItsQuotes) {
    EXPECT_EQ(rendered("it's"), "'it''s'");
    EXPECT_EQ(rendered("'; DROP TABLE t; --"), "'''; DROP TABLE t; --'");
    EXPECT_EQ(rendered("\\"), "'\\'");
    EXPECT_EQ(rendered(std::string("a\0b", 3)), "error value_has_nul");
    EXPECT_EQ(rendered("\xff\xfe"), "error value_bad_encoding");
    EXPECT_EQ(rendered("\xe2\x28\xa1'"), "error value_bad_encoding");
    EXPECT_EQ(rendered(""), "''");
}

TEST(Literal, OtherKinds) {
    EXPECT_EQ(rendered(std::nullopt), "NULL");
    EXPECT_EQ(rendered(true), "1");  // this ledger knows no TRUE
    EXPECT_EQ(rendered(std::vector<std::byte>{std::byte{0}, std::byte{0xAB}}), "X'00ab'");
    EXPECT_EQ(rendered(make_date(2024, 2, 29)), "DATE '2024-02-29'");
    EXPECT_EQ(rendered(Value::array_of({})), "error unsupported_literal");
}

/// Keeps names in capitals; in SQL text it marks them.
class Capitals final : public TypeDecorator {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "Capitals"; }
    [[nodiscard]] Value to_literal(const ValueView& value) const override {
        if (value.is_null()) return {};
        std::string text(value.chars());
        for (char& c : text) {
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
        return Value(std::move(text));
    }
};

TEST(Literal, ADecoratorSaysWhatIsWritten) {
    static const compile::Ledger ledger("standard", {1, 0, 0});
    const auto capitals = std::make_shared<Capitals>();
    const SqlType general = Text{}.with_decorator(capitals);
    const auto write = [&](const SqlType& type) {
        return compile::LiteralCompiler().render(ValueView{"it's"}, type, ledger);
    };
    EXPECT_EQ(write(Text{}), "'it''s'");
    EXPECT_EQ(write(general), "'IT''S'");
    // A variant's own decorator wins; a plain variant keeps the general one.
    EXPECT_EQ(write(Text{}.with_variant("standard", general)), "'IT''S'");
    EXPECT_EQ(write(general.with_variant("standard", String{20})), "'IT''S'");
    EXPECT_EQ(write(Text{}.with_variant("other", general)), "'it''s'");
    EXPECT_EQ(compile::LiteralCompiler().render(ValueView{}, general, ledger), "NULL");
}

}  // namespace
