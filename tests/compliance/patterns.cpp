// SPDX-License-Identifier: MIT
// LIKE and its like: each text against each pattern, judged by a matcher in the host.
#include <azoth/compliance/suite.hpp>

#include <algorithm>
#include <cctype>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

const Names texts{"ab",   "AB", "aB%c", "a_b", "ab%", "%",   "_",    "\\",      "a\\b", "ab!%c",
                  "it's", "",   "abc",  "bca", "cab", "a b", "a\"b", "ab\\%_!", "[ab]", "a?b"};

struct Sayings {
    MetaData metadata;
    Table saying{"azc_saying", metadata, Column{"id", Integer{}}, Column{"t", String{20}}};
    explicit Sayings(Bench& bench) {
        bench.create(metadata);
        std::vector<std::pair<std::int64_t, std::string>> rows;
        for (std::size_t i = 0; i < texts.size(); ++i)
            rows.emplace_back(static_cast<std::int64_t>(i), texts[i]);
        bench.write([&](Connection& db) { db.insert_many(saying, {"id", "t"}, rows); });
    }
    Expr t() const { return saying["t"]; }
    Names found(Connection& db, const Predicate& condition) const {
        return names(db, select(t()).where(condition).order_by(saying["id"]));
    }
};

std::string lowered(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// SQL's LIKE: % any text, _ one character, `escape` before either is the character itself.
bool is_like(std::string_view text, std::string_view pattern, char escape) {
    if (pattern.empty()) return text.empty();
    if (escape != '\0' && pattern[0] == escape && pattern.size() > 1) {
        return !text.empty() && text[0] == pattern[1] &&
               is_like(text.substr(1), pattern.substr(2), escape);
    }
    if (pattern[0] == '%') {
        return is_like(text, pattern.substr(1), escape) ||
               (!text.empty() && is_like(text.substr(1), pattern, escape));
    }
    return !text.empty() && (pattern[0] == '_' || pattern[0] == text[0]) &&
           is_like(text.substr(1), pattern.substr(1), escape);
}

template <class Holds>
Names those(Holds holds) {
    Names expected;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(expected), holds);
    return expected;
}

/// As LIKE sees the letters of this database.
std::string seen(const Bench& bench, const std::string& text) {
    return bench.answer(Question::like_minds_case).yes ? text : lowered(text);
}

void like(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    for (const std::string pattern : {"ab", "a%", "%b", "%a%", "a_b", "__", "%", "", "_%_", "a__%",
                                      "%'%", "%\"%", "[ab]", "a?b"}) {
        const auto matches = [&](const std::string& text) {
            return is_like(seen(bench, text), seen(bench, pattern), '\0');
        };
        EXPECT_EQ(sayings.found(db, sayings.t().like(pattern)), those(matches)) << pattern;
        EXPECT_EQ(sayings.found(db, sayings.t().not_like(pattern)), those(std::not_fn(matches)))
            << pattern;
    }
}

void like_with_escape(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    const std::pair<const char*, char> patterns[] = {{"ab!%", '!'}, {"%!%%", '!'}, {"a!_b", '!'},
                                                     {"%!!%", '!'}, {"a/_%", '/'}, {"%^_", '^'}};
    for (const auto& [pattern, escape] : patterns) {
        const auto matches = [&, pattern = pattern, escape = escape](const std::string& text) {
            return is_like(seen(bench, text), seen(bench, pattern), escape);
        };
        EXPECT_EQ(sayings.found(db, sayings.t().like(pattern, escape)), those(matches)) << pattern;
        EXPECT_EQ(sayings.found(db, sayings.t().not_like(pattern, escape)),
                  those(std::not_fn(matches)));
    }
}

/// Without an escape character a backslash is a character like any other.
void backslashes(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(sayings.found(db, sayings.t().like("\\")), Names{"\\"});
    EXPECT_EQ(sayings.found(db, sayings.t().like("a\\b")), Names{"a\\b"});
    EXPECT_EQ(sayings.found(db, sayings.t().like("%\\%")), (Names{"\\", "a\\b", "ab\\%_!"}));
    EXPECT_EQ(sayings.found(db, sayings.t().ilike("A\\B")), Names{"a\\b"});
    EXPECT_EQ(sayings.found(db, sayings.t().like("%\\\\\\%%", '\\')), Names{"ab\\%_!"});
}

/// contains() and its kin take their argument as it stands, whatever is special in patterns.
void literal_parts(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    for (const std::string part : {"a", "b", "ab", "%", "_", "\\", "!", "%_", "b%", "a_", "\\%",
                                   "'", "\"", "[", "?", "/", "^", ""}) {
        SCOPED_TRACE(part);
        const auto begins = [&](const std::string& text) {
            return seen(bench, text).starts_with(seen(bench, part));
        };
        const auto ends = [&](const std::string& text) {
            return seen(bench, text).ends_with(seen(bench, part));
        };
        const auto holds = [&](const std::string& text) {
            return seen(bench, text).find(seen(bench, part)) != std::string::npos;
        };
        EXPECT_EQ(sayings.found(db, sayings.t().starts_with(part)), those(begins));
        EXPECT_EQ(sayings.found(db, sayings.t().ends_with(part)), those(ends));
        EXPECT_EQ(sayings.found(db, sayings.t().contains(part)), those(holds));
        EXPECT_EQ(sayings.found(db, !sayings.t().contains(part)), those(std::not_fn(holds)));
        const Expr given = literal(part);  // escaped by the database
        EXPECT_EQ(sayings.found(db, sayings.t().starts_with(given)), those(begins));
        EXPECT_EQ(sayings.found(db, sayings.t().ends_with(given)), those(ends));
        EXPECT_EQ(sayings.found(db, sayings.t().contains(given)), those(holds));
    }
}

void without_case(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    for (const std::string part : {"AB", "aB%", "_B", "C", "'S"}) {
        SCOPED_TRACE(part);
        const std::string low = lowered(part);
        const auto holds = [&](const std::string& text) {
            return lowered(text).find(low) != std::string::npos;
        };
        const auto begins = [&](const std::string& text) { return lowered(text).starts_with(low); };
        const auto ends = [&](const std::string& text) { return lowered(text).ends_with(low); };
        const auto matches = [&](const std::string& text) {
            return is_like(lowered(text), low, '\0');
        };
        EXPECT_EQ(sayings.found(db, sayings.t().icontains(part)), those(holds));
        EXPECT_EQ(sayings.found(db, sayings.t().istarts_with(part)), those(begins));
        EXPECT_EQ(sayings.found(db, sayings.t().iends_with(part)), those(ends));
        EXPECT_EQ(sayings.found(db, sayings.t().ilike(part)), those(matches));
        EXPECT_EQ(sayings.found(db, sayings.t().not_ilike(part)), those(std::not_fn(matches)));
    }
}

/// A letter escapes as itself, whatever the case of what it stands before; or it is refused.
void without_case_escaped_by_a_letter(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    for (const char escape : {'X', 'x'}) {
        const std::string pattern = std::string("AB") + escape + "%";
        Names found;
        const Caught failure =
            caught([&] { found = sayings.found(db, sayings.t().ilike(pattern, escape)); });
        if (failure.code.empty()) {
            EXPECT_EQ(found, Names{"ab%"});
        } else {
            EXPECT_EQ(failure.code, "unsupported_construct");
        }
    }
}

/// The pattern is a column or an expression.
void pattern_from_the_row(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    const auto matches_itself = [&](const std::string& text) { return is_like(text, text, '\0'); };
    EXPECT_EQ(sayings.found(db, sayings.t().like(sayings.t())), those(matches_itself));
    EXPECT_EQ(sayings.found(db, sayings.t().like(func::concat({sayings.t(), "%"}))), texts);
    EXPECT_EQ(sayings.found(db, sayings.t().contains(sayings.t())), texts);
}

void null_is_unknown(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    const Expr nothing = cast(null(), Text{});
    EXPECT_EQ(sayings.found(db, nothing.like("%")), Names{});
    EXPECT_EQ(sayings.found(db, nothing.not_like("x")), Names{});
    EXPECT_EQ(sayings.found(db, !nothing.contains("x")), Names{});
}

void regexp_match(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    EXPECT_EQ(sayings.found(db, sayings.t().regexp_match("^ab")),
              (Names{"ab", "ab%", "ab!%c", "abc", "ab\\%_!"}));
    EXPECT_EQ(sayings.found(db, sayings.t().regexp_match("^[ab]{2}$")), Names{"ab"});
    EXPECT_EQ(sayings.found(db, sayings.t().regexp_match("^AB$", "i")), (Names{"ab", "AB"}));
    EXPECT_EQ(sayings.found(db, sayings.t().regexp_match("^[ab]{2}$", "s")), Names{"ab"});
    EXPECT_EQ(sayings.found(db, sayings.t().regexp_match("^AB$", "is")), (Names{"ab", "AB"}));
    EXPECT_EQ(sayings.found(db, !sayings.t().regexp_match("[ab]")),
              (Names{"AB", "%", "_", "\\", "it's", ""}));
    EXPECT_EQ(caught([&] { (void)sayings.t().regexp_match("a", "q"); }).code, "bad_regexp_flags");
}

void regexp_replace(Bench& bench) {
    const Sayings sayings(bench);
    Connection db = bench.engine().connect();
    const auto replaced = [&](const char* pattern, const char* by, const char* flags = "") {
        return db.scalar<std::string>(
            select(sayings.t().regexp_replace(pattern, by, flags)).where(sayings.t() == "aB%c"));
    };
    EXPECT_EQ(replaced("[a-z]", "-"), "-B%-");
    EXPECT_EQ(replaced("[a-z]", "-", "i"), "--%-");
    EXPECT_EQ(replaced("x", "-"), "aB%c");
}

}  // namespace

void add_patterns(Suites& suites) {
    suites.begin("patterns", Badge::core_read);
    suites.test("like", like);
    suites.test("like_with_escape", like_with_escape);
    suites.test("backslashes", backslashes);
    suites.test("literal_parts", literal_parts);
    suites.test("without_case", without_case);
    suites.test("without_case_escaped_by_a_letter", without_case_escaped_by_a_letter);
    suites.test("pattern_from_the_row", pattern_from_the_row);
    suites.test("null_is_unknown", null_is_unknown);
    suites.test("regexp_match", regexp_match, {Capability::regexp});
    suites.test("regexp_replace", regexp_replace, {Capability::regexp_replace});
}

}  // namespace azoth::compliance
