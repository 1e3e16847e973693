// SPDX-License-Identifier: MIT
// Structs of the program, inserted and read as rows of a real database.
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <azoth/azoth.hpp>

namespace azoth_test {

enum class Format { single, album };

struct Recording {
    std::int64_t id{};
    std::string title;
    std::optional<azoth::Decimal> price;
    Format format{};
    azoth::Timestamp released;
    std::vector<std::byte> cover;

    friend bool operator==(const Recording&, const Recording&) = default;
};

struct Short {
    std::int64_t id{};
    std::string title;
};

/// A document in a class of the program's own.
struct Words {
    std::vector<std::string> words;
    friend bool operator==(const Words&, const Words&) = default;
};

}  // namespace azoth_test

/// What a JSON library would do.
template <>
struct azoth::value_traits<azoth_test::Words> {
    using carrier = JsonView;
    static Value to_value(const azoth_test::Words& document) {
        std::string text = "[";
        for (const std::string& word : document.words) {
            text.append(text.size() > 1 ? "," : "").append("\"" + word + "\"");
        }
        return Value(JsonText{text + "]"});
    }
    static azoth_test::Words from_carrier(JsonView json) {
        azoth_test::Words document;
        for (std::size_t begin = json.text.find('"'); begin != json.text.npos;) {
            const std::size_t end = json.text.find('"', begin + 1);
            document.words.emplace_back(json.text.substr(begin + 1, end - begin - 1));
            begin = json.text.find('"', end + 1);
        }
        return document;
    }
};

template <>
struct azoth::enum_traits<azoth_test::Format> {
    static constexpr azoth::EnumLabel<azoth_test::Format> labels[] = {
        {azoth_test::Format::single, "single"}, {azoth_test::Format::album, "it's an album"}};
};

namespace azoth_test {
namespace {

using namespace azoth;

class StructRows : public ::testing::Test {
protected:
    StructRows() {
        metadata.create_all(engine);
        Connection db = engine.connect();
        db.insert_many(recording, {"id", "title", "price", "format", "released", "cover"}, all);
        db.commit();
    }
    Engine engine = create_engine("sqlite:///:memory:");
    MetaData metadata;
    Table recording{"recording",
                    metadata,
                    Column{"id", BigInteger{}, primary_key},
                    Column{"title", String{80}},
                    Column{"price", Numeric{20, 10}},
                    Column{"format", sql_type_of<Format>(), not_null},
                    Column{"released", DateTime{}},
                    Column{"cover", LargeBinary{}}};
    std::vector<Recording> all{{1,
                                "Jazz",
                                Decimal("12345678.0000000001"),
                                Format::album,
                                {make_date(1978, 11, 10), make_time(1, 2, 3)},
                                {std::byte{0}, std::byte{255}}},
                               {2, "'39", std::nullopt, Format::single, {}, {}}};
};

TEST_F(StructRows, AreReadAsTheyWereWritten) {
    Connection db = engine.connect();
    const auto query = select(recording).order_by(recording["id"]);
    std::vector<Recording> found;
    for (const Recording& row : db.execute(query).rows<Recording>()) found.push_back(row);
    EXPECT_EQ(found, all);
    EXPECT_EQ(db.execute(query).rows<Recording>().all(), all);
    EXPECT_EQ(db.execute(query.where(recording["id"] == 2)).rows<Recording>().one(), all[1]);
}

TEST_F(StructRows, HaveAsManyMembersAsColumns) {
    Connection db = engine.connect();
    try {
        static_cast<void>(db.execute(select(recording)).rows<Short>().all());
        ADD_FAILURE();
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "column_count");
    }
    const auto two = select(recording["id"], recording["title"]).where(recording["id"] == 1);
    EXPECT_EQ(db.execute(two).rows<Short>().one().title, "Jazz");
}

TEST_F(StructRows, DoNotHideWhatTheyCannotHold) {
    Connection db = engine.connect();
    db.execute(update(recording).values({{"title", Value()}}).where(recording["id"] == 1));
    const auto two = select(recording["id"], recording["title"]).where(recording["id"] == 1);
    EXPECT_THROW(static_cast<void>(db.execute(two).rows<Short>().one()), ConversionError);
}

TEST_F(StructRows, DocumentsAreOfTheProgramsOwnClass) {
    const Table note{"note", metadata, Column{"id", Integer{}, primary_key},
                     Column{"words", Json{}}};
    metadata.create_all(engine);
    Connection db = engine.connect();
    const Words words{{"one", "two"}};
    db.execute(insert(note),
               {{{"id", 1}, {"words", words}}, {{"id", 2}, {"words", std::optional<Words>()}}});
    EXPECT_EQ(db.scalar<Words>(select(note["words"]).where(note["id"] == 1)), words);
    EXPECT_EQ(db.scalar<std::optional<Words>>(select(note["words"]).where(note["id"] == 2)),
              std::nullopt);
    for (const auto& [found] : db.execute(select(note.column<Words>("words")).limit(1))) {
        EXPECT_EQ(found, words);
    }
    EXPECT_EQ(db.scalar<std::string>(
                  select(as_json(note["words"])[1].as_string()).where(note["id"] == 1)),
              "two")
        << "the database knows it as a document";
}

}  // namespace
}  // namespace azoth_test
