// SPDX-License-Identifier: MIT
// C++ types of the program's own in rows and parameters: an enum, a wrapper, a plain struct for a
// whole row; and a column whose values are converted on their way.
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include <azoth/azoth.hpp>
#include <azoth/types/type_decorator.hpp>

using namespace azoth;

enum class Mood { calm, loud };
template <>
struct azoth::enum_traits<Mood> {
    static constexpr azoth::EnumLabel<Mood> labels[] = {{Mood::calm, "calm"}, {Mood::loud, "loud"}};
};

struct Song {
    std::int64_t id{};
    std::string title{};
    Mood mood{};
    std::optional<std::string> lyrics{};
};

/// Keeps prying eyes out, though not for long.
class Reversed final : public TypeDecorator {
public:
    std::string_view name() const noexcept override { return "Reversed"; }
    Value to_database(const ValueView& value) const override { return turned(value); }
    Value from_database(const ValueView& value) const override { return turned(value); }

private:
    static Value turned(const ValueView& value) {
        if (value.is_null()) return {};
        const std::string_view text = value.chars();
        return Value(std::string(text.rbegin(), text.rend()));
    }
};

int main() {
    MetaData metadata;
    Table song{"song",
               metadata,
               Column{"id", Integer{}, primary_key},
               Column{"title", String{80}, not_null},
               Column{"mood", Enum::of<Mood>(), not_null},
               Column{"lyrics", Text{}.with_decorator(std::make_shared<Reversed>())}};
    Engine engine = create_engine("sqlite:///:memory:");
    metadata.create_all(engine);
    Connection db = engine.connect();
    const std::vector<Song> songs{{1, "39", Mood::calm, "In the year of 39"},
                                  {2, "Ogre Battle", Mood::loud, std::nullopt}};
    db.insert_many(song, {"id", "title", "mood", "lyrics"}, songs);

    const auto loud = select(song).where(song["mood"] == Mood::loud);
    for (const Song& found : db.execute(loud).rows<Song>()) {
        std::cout << found.title << ", lyrics " << found.lyrics.value_or("unknown") << '\n';
    }
    std::cout << db.execute(select(song).where(song["id"] == 1)).one().as<Song>().lyrics.value()
              << '\n';
    std::cout << "stored: " << db.scalar<std::string>(text("SELECT lyrics FROM song WHERE id = 1"))
              << '\n';
}
