// SPDX-License-Identifier: MIT
// Text of every length and script: kept to the character, equal to itself and to nothing else.
#include <azoth/compliance/suite.hpp>

#include <gtest/gtest.h>

#include "shop.hpp"

namespace azoth::compliance {

namespace {

struct Pages {
    MetaData metadata;
    Table page;
    Pages(Bench& bench, const SqlType& type)
        : page("azc_page", metadata, Column{"id", Integer{}}, Column{"t", type}) {
        bench.create(metadata);
    }
    void put(Connection& db, int id, const std::optional<std::string>& text) const {
        db.execute(insert(page), Params{{"id", id}, {"t", text}});
    }
    std::optional<std::string> get(Connection& db, int id) const {
        return db.scalar<std::optional<std::string>>(select(page["t"]).where(page["id"] == id));
    }
};

const SqlType text_types[] = {String{200}, Text{}, Unicode{200}, UnicodeText{}};

template <class Work>
void for_each_type(Bench& bench, Work work) {
    for (const SqlType& type : text_types) {
        SCOPED_TRACE(type.describe());
        const Pages pages(bench, type);
        {
            Connection db = bench.engine().connect();
            work(pages, db);
        }
        bench.clean();
    }
}

/// An empty text is a text; NULL is none.
void empty_is_not_null(Bench& bench) {
    for_each_type(bench, [&](const Pages& pages, Connection& db) {
        pages.put(db, 1, "");
        pages.put(db, 2, std::nullopt);
        EXPECT_EQ(pages.get(db, 1), "");
        EXPECT_EQ(pages.get(db, 2), std::nullopt);
        const Expr t = pages.page["t"];
        EXPECT_EQ(ids(db, select(pages.page["id"]).where(t == "")), Ids{1});
        EXPECT_EQ(ids(db, select(pages.page["id"]).where(t != "")), Ids{});
        EXPECT_EQ(ids(db, select(pages.page["id"]).where(t == std::nullopt)), Ids{2});
        EXPECT_EQ(db.scalar<std::int64_t>(select(func::char_length(t)).where(t == "")), 0);
    });
}

/// Blanks at the end are characters, in storage and in comparisons.
void trailing_spaces(Bench& bench) {
    for_each_type(bench, [&](const Pages& pages, Connection& db) {
        pages.put(db, 1, "x");
        pages.put(db, 2, "x ");
        pages.put(db, 3, " x  ");
        EXPECT_EQ(pages.get(db, 2), "x ");
        EXPECT_EQ(pages.get(db, 3), " x  ");
        EXPECT_EQ(ids(db, select(pages.page["id"]).where(pages.page["t"] == "x")), Ids{1});
        EXPECT_EQ(ids(db, select(pages.page["id"]).where(pages.page["t"] == "x ")), Ids{2});
        EXPECT_EQ(db.execute(select(pages.page["t"]).distinct()).all().size(), 3U);
    });
}

/// Equality minds case and marks, also where LIKE does not.
void equality_is_exact(Bench& bench) {
    for_each_type(bench, [&](const Pages& pages, Connection& db) {
        const Names all{"a", "A", "\xC3\xA4", "a\xCC\x88", "ss", "\xC3\x9F", "\xC4\xB1", "I", "i"};
        int id = 0;
        for (const std::string& text : all) pages.put(db, ++id, text);
        for (int i = 1; i <= id; ++i) {
            EXPECT_EQ(ids(db, select(pages.page["id"])
                                  .where(pages.page["t"] == all[static_cast<std::size_t>(i - 1)])),
                      Ids{i});
        }
        EXPECT_EQ(db.execute(select(pages.page["t"], func::count()).group_by(pages.page["t"]))
                      .all()
                      .size(),
                  all.size());
    });
}

/// Scripts of the world, with characters beyond the basic plane; lengths count characters.
void scripts(Bench& bench) {
    const std::pair<const char*, int> words[] = {
        {"m\xC3\xA9"
         "l",
         3},
        {"\xE6\xBC\xA2\xE5\xAD\x97", 2},
        {"\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85", 4},
        {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", 4},
        {"\xE0\xA4\xA8\xE0\xA4\xAE", 2},
        {"\xF0\x9F\x98\x80\xF0\x9D\x84\x9E", 2},
        {"\xEF\xBB\xBF"
         "bom",
         4},
        {"\xE2\x80\xAE"
         "rtl",
         4},
    };
    for_each_type(bench, [&](const Pages& pages, Connection& db) {
        int id = 0;
        for (const auto& [word, length] : words) {
            SCOPED_TRACE(word);
            pages.put(db, ++id, word);
            EXPECT_EQ(pages.get(db, id), word);
            EXPECT_EQ(ids(db, select(pages.page["id"]).where(pages.page["t"] == word)), Ids{id});
            EXPECT_EQ(db.scalar<std::int64_t>(
                          select(func::char_length(pages.page["t"])).where(pages.page["id"] == id)),
                      length);
        }
    });
}

void large(Bench& bench) {
    const Pages pages(bench, Text{});
    Connection db = bench.engine().connect();
    std::string text;
    while (text.size() < 3'000'000) text += "caf\xC3\xA9 \xF0\x9F\x98\x80 ";
    pages.put(db, 1, text);
    EXPECT_TRUE(pages.get(db, 1) == text);
    EXPECT_EQ(ids(db, select(pages.page["id"]).where(pages.page["t"] == text)), Ids{1});
}

/// Tables and columns in other scripts, made, filled, selected and found again.
void names_in_other_scripts(Bench& bench) {
    const std::string name =
        "azc_unit\xC3\xA9"
        "ble";
    const std::string column = "\xE6\xB8\xAC\xE8\xA9\xA6";
    MetaData metadata;
    const Table table{name, metadata, Column{"m\xC3\xA9il", Integer{}}, Column{column, Integer{}}};
    bench.create(metadata);
    {
        Connection db = bench.engine().connect();
        db.execute(insert(table), Params{{"m\xC3\xA9il", 1}, {column, 5}});
        EXPECT_EQ(db.scalar<int>(select(table[column]).where(table["m\xC3\xA9il"] == 1)), 5);
        if (bench.supports(Capability::transactions)) db.commit();
    }
    EXPECT_TRUE(inspect(bench.engine()).has_table(name));
    EXPECT_NE(inspect(bench.engine()).table(name).find_column(column), nullptr);
}

}  // namespace

void add_texts(Suites& suites) {
    suites.begin("texts", Badge::core_write);
    suites.test("empty_is_not_null", empty_is_not_null);
    suites.test("trailing_spaces", trailing_spaces);
    suites.test("equality_is_exact", equality_is_exact);
    suites.test("scripts", scripts);
    suites.test("large", large);
    suites.test("names_in_other_scripts", names_in_other_scripts);
}

}  // namespace azoth::compliance
